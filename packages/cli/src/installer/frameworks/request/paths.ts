import type { Project } from '../../project/project.ts'
import { firstFree } from '../free-paths.ts'
import type { SignInPaths } from '../server-paths.ts'
import { findFile } from '../source-files.ts'

const plain = { signInPath: '/login', callbackPath: '/callback', signOutPath: '/logout' }
const below = {
  signInPath: '/auth/login',
  callbackPath: '/auth/callback',
  signOutPath: '/auth/logout',
}

/** The page that shows who is signed in. */
export const accountPath = '/account'

/** Addresses for sign-in that the application does not have yet, as it has no page for accounts. */
export function choosePaths(taken: ReadonlySet<string>): SignInPaths {
  const sets = [plain, below].map((paths) => ({ ...paths, accountPath }))
  return firstFree(taken, sets)
}

/** A folder in which files are addresses. */
interface Routes {
  folder: string
  /** Which files are endpoints. */
  endpoints: RegExp
  addressOf: (path: string) => string
}

/** The addresses of an integration that is there, by the endpoints that use it. */
export function presentPaths(project: Project, routes: Routes): SignInPaths | undefined {
  const find = (name: string) => {
    const use = new RegExp(`\\b${name}\\b[^]*\\bauthkit\\b[^]*\\b${name}\\(`)
    const path = findFile(project, routes.folder, routes.endpoints, use)
    return path === undefined ? undefined : routes.addressOf(path)
  }
  const callbackPath = find('callback')
  if (callbackPath === undefined) return undefined
  return {
    callbackPath,
    signInPath: find('login') ?? plain.signInPath,
    signOutPath: find('logout') ?? plain.signOutPath,
  }
}

/** Each address with the name of what answers there. */
export function endpointsOf({ signInPath, callbackPath, signOutPath }: SignInPaths) {
  return [
    { name: 'login', path: signInPath },
    { name: 'callback', path: callbackPath },
    { name: 'logout', path: signOutPath },
  ]
}
