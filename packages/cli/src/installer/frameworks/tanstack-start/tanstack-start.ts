import { dependsOn, type Project } from '../../project/project.ts'
import { type Framework, type Integration, RecipeRefusal } from '../../recipe.ts'
import { elementsNamed, wrapChildren } from '../../syntax/jsx.ts'
import type { Module } from '../../syntax/module.ts'
import { firstFree } from '../free-paths.ts'
import { linkFromHome } from '../home-link.ts'
import { serverSettings } from '../official-settings.ts'
import { findFile, readModule, writeModule, writeNew } from '../source-files.ts'
import { refuseMovedFiles, viteConfiguration, vitePort } from '../vite.ts'
import { accountFile, callbackFile, type SignInPaths, sdk, signInFile } from './routes.ts'
import { integrateStart } from './start-file.ts'

const plain: SignInPaths = { signIn: '/login', callback: '/callback', account: '/account' }
const below: SignInPaths = {
  signIn: '/auth/login',
  callback: '/auth/callback',
  account: '/auth/account',
}

/** How a route names its address. */
const routeAddress = /createFileRoute\(\s*['"]([^'"]+)['"]/g

export const tanstackStart: Framework = {
  id: 'tanstack-start',
  title: 'TanStack Start',
  guide: 'tanstack-start',
  detect: (project) => dependsOn(project, '@tanstack/react-start'),

  integrate(project): Integration {
    const configuration = viteConfiguration(project)
    refuseMovedFiles(configuration, ['basepath', 'spa'])
    const root = rootRoute(project)
    const routes = root.path.slice(0, root.path.lastIndexOf('/'))
    const present = presentPaths(project, routes)
    const paths = present ?? firstFree(addressesOf(project, routes), [plain, below])
    const notes = present ? [] : writeRoutes(project, routes, paths, root)
    provideAuth(project, root)
    integrateStart(project, routes.slice(0, -'routes'.length), root.style)
    const origin = `http://localhost:${vitePort(project, configuration)}`
    const scripts = project.packageJson.scripts ?? {}
    return {
      dependencies: [
        { name: sdk, range: '^0.11.1' },
        { name: '@workos-inc/node', range: '^10.7.0' },
      ],
      environmentFile: '.env',
      settings: serverSettings({ name: 'WORKOS_REDIRECT_URI', value: origin + paths.callback }),
      origin,
      callbackPath: paths.callback,
      signInPath: paths.signIn,
      signedOutPath: '/',
      callsFromBrowser: false,
      // The build knows the new routes first, and the types of routes come from there.
      checks: ['generate-routes', 'build', 'typecheck'].filter((script) => script in scripts),
      runScript: 'dev',
      notes,
    }
  },
}

/** The route around all others, in the folder of routes. */
function rootRoute(project: Project): Module {
  const path = project.tree.list().find((file) => /(?:^|\/)routes\/__root\.[jt]sx$/.test(file))
  const root = path === undefined ? undefined : readModule(project, path)
  if (root && elementsNamed(root, 'body').length > 0) return root
  throw new RecipeRefusal(
    'No routes/__root.tsx has a <body>, which is where AuthKitProvider goes.',
    path ?? 'src/routes/__root.tsx',
  )
}

/** The addresses of an integration that is there, as the routes name them themselves. */
function presentPaths(project: Project, routes: string): SignInPaths | undefined {
  const addressOf = (use: RegExp) => {
    const path = findFile(project, routes, /\.[jt]sx?$/, use)
    const text = path === undefined ? null : project.tree.read(path)
    return [...(text ?? '').matchAll(routeAddress)][0]?.[1]
  }
  const callback = addressOf(/\bhandleCallbackRoute\(/)
  if (callback === undefined) return undefined
  return { ...plain, callback, signIn: addressOf(/\bgetSignInUrl\(/) ?? plain.signIn }
}

/** What routes answer at. `/(site)/login`, `/_layout/login` and `/login_` are all `/login`. */
function addressesOf({ tree }: Project, routes: string): Set<string> {
  const named = tree
    .list(routes)
    .flatMap((path) => [...(tree.read(path) ?? '').matchAll(routeAddress)])
  return new Set(
    named.map(([, address = '']) =>
      address
        .replace(/\/(?:\([^)]*\)|_[^/]*)/g, '')
        .replace(/_(?=\/|$)/g, '')
        .replace(/(?<=.)\/$/, ''),
    ),
  )
}

function writeRoutes(
  project: Project,
  routes: string,
  paths: SignInPaths,
  { path, style }: Module,
): string[] {
  const [module, component] = path.endsWith('.tsx') ? ['ts', 'tsx'] : ['js', 'jsx']
  writeNew(project, `${routes}${paths.signIn}.${module}`, signInFile(paths), style)
  writeNew(project, `${routes}${paths.callback}.${module}`, callbackFile(paths), style)
  writeNew(project, `${routes}${paths.account}.${component}`, accountFile(paths), style)
  const home = {
    paths: [`${routes}/index.tsx`, `${routes}/index.jsx`],
    untouched: /Welcome to TanStack Start|TanStack Start Base Template/,
  }
  return linkFromHome(project, home, paths.signIn)
    ? []
    : [`Link to ${paths.signIn} where people sign in; ${paths.account} shows who they are.`]
}

/** Puts the provider around everything in the body, so that `useAuth` works in components. */
function provideAuth(project: Project, root: Module): void {
  if (findFile(project, '.', /\.[jt]sx$/, /\bAuthKitProvider\b/)) return
  for (const body of elementsNamed(root, 'body')) wrapChildren(root, body, 'AuthKitProvider')
  root.addImport({ source: `${sdk}/client`, names: ['AuthKitProvider'] })
  writeModule(project, root)
}
