import type { Project } from '../../project/project.ts'
import type { Dependency, Integration } from '../../recipe.ts'

/** The paths of sign-in, without the slash that they begin with. */
export interface SignInRoutes {
  signIn: string
  callback: string
  account: string
}

/** The package that does it, and what is written for it. */
export interface Flavour {
  dependency: Dependency
  settings: (redirectUri: string) => Integration['settings']
  /** What the route says where a sign-in ends, and where it begins. */
  callback: RegExp
  signIn: RegExp
  /** Where a link leads that signs people in, and shows them who they are. */
  link: (routes: SignInRoutes) => string
  /** Makes the root renew the session for every page. */
  integrateRoot: (project: Project, root: string) => void
  signInFile: (routes: SignInRoutes, usesTypeScript: boolean) => string[]
  callbackFile: (routes: SignInRoutes, usesTypeScript: boolean) => string[]
  accountFile: (routes: SignInRoutes, usesTypeScript: boolean) => string[]
}

/** `: Route.LoaderArgs` where the project has types. */
export function typed(usesTypeScript: boolean) {
  return (type: string) => (usesTypeScript ? `: Route.${type}` : '')
}

/** The types of a route, which React Router makes beside its file. */
export function routeTypes(route: string, usesTypeScript: boolean): string[] {
  const file = route.replaceAll('/', '-')
  return usesTypeScript ? [`import type { Route } from './+types/${file}';`] : []
}
