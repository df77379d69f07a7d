import { RecipeRefusal } from '../../recipe.ts'
import type { SignInPaths } from '../server-module.ts'

const PLAIN = { signInPath: '/login', callbackPath: '/callback', signOutPath: '/logout' }
const BELOW = {
  signInPath: '/auth/login',
  callbackPath: '/auth/callback',
  signOutPath: '/auth/logout',
}

/** The page that shows who is signed in. */
export const ACCOUNT = '/account'

/** Addresses for sign-in that the application does not have yet. */
export function choosePaths(taken: ReadonlySet<string>): SignInPaths {
  const isFree = (paths: SignInPaths) => !Object.values(paths).some((path) => taken.has(path))
  const free = [PLAIN, BELOW].find(isFree)
  if (free && !taken.has(ACCOUNT)) return free
  throw new RecipeRefusal(
    `The application has pages at ${free ? ACCOUNT : `${PLAIN.signInPath} and ${BELOW.signInPath}`}, ` +
      'where the recipe would put its own.',
  )
}
