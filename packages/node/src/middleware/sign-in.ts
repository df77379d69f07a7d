import { PKCE } from '../pkce.ts'
import { type Answer, addressOf, answer, type IncomingRequest, redirect } from './exchange.ts'
import { isPrefetch } from './navigation.ts'
import { keepPending, newState } from './pending-sign-in.ts'
import { safeReturnTo } from './return-to.ts'
import type { AuthorizationOptions, Settings } from './settings.ts'

/** The sign-in that is about to begin. */
export interface SignInWish {
  /** Where the person wants to go. Anything but a path of this application leads to the home page. */
  returnTo: string | null
  /** Why they have to sign in. */
  cause: string
  isSecondTry?: boolean
  authorization?: AuthorizationOptions
}

/** Sends the browser to AuthKit, with a cookie by which this browser alone can finish the sign-in. */
export async function beginSignIn(
  settings: Settings,
  request: IncomingRequest,
  { returnTo, cause, isSecondTry = false, authorization }: SignInWish,
  setCookies: string[] = [],
): Promise<Answer> {
  const state = newState({ isSecondTry })
  const { codeVerifier, codeChallenge, codeChallengeMethod } = await new PKCE().generate()
  const url = settings.workos.userManagement.getAuthorizationUrl({
    provider: 'authkit',
    ...settings.authorization,
    ...authorization,
    clientId: settings.clientId,
    redirectUri: settings.redirectUri,
    state,
    codeChallenge,
    codeChallengeMethod,
  })
  const pending = { state, codeVerifier, returnTo: safeReturnTo(returnTo), cause }
  return redirect(request, url, [...setCookies, await keepPending(settings, pending)])
}

/**
 * The sign-in endpoint. `returnTo` says where to go afterwards; `screenHint=sign-up`, `loginHint` and
 * `organizationId` are passed on to AuthKit.
 */
export async function login(settings: Settings, request: IncomingRequest): Promise<Answer> {
  if (isPrefetch(request)) return declinePrefetch()
  const query = addressOf(request).searchParams
  const authorization: AuthorizationOptions = {}
  const loginHint = query.get('loginHint')
  const organizationId = query.get('organizationId')
  if (loginHint) authorization.loginHint = loginHint
  if (organizationId) authorization.organizationId = organizationId
  if (query.get('screenHint') === 'sign-up') authorization.screenHint = 'sign-up'
  return beginSignIn(settings, request, {
    returnTo: query.get('returnTo'),
    cause: 'sign_in_requested',
    authorization,
  })
}

/** Browsers throw away what they fetched ahead with this status, and ask again at the click. */
export function declinePrefetch(): Answer {
  return answer(503)
}
