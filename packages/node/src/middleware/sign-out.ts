import { claimsOf } from '../sessions/access-token.ts'
import { readCookie } from './cookies.ts'
import { type Answer, addressOf, type IncomingRequest, redirect } from './exchange.ts'
import { forgetCount } from './loop-guard.ts'
import { isFromAnotherSite, isPrefetch } from './navigation.ts'
import { refuse } from './refusal.ts'
import * as refusals from './refusals.ts'
import { forgetSession, openSession } from './session-cookie.ts'
import type { Settings } from './settings.ts'
import { declinePrefetch } from './sign-in.ts'

/**
 * Forgets the session here and sends the browser to AuthKit, which ends it there. A link of another
 * site signs nobody out: the person is asked.
 */
export async function logout(settings: Settings, request: IncomingRequest): Promise<Answer> {
  if (isPrefetch(request)) return declinePrefetch()
  if (request.method !== 'GET' && request.method !== 'POST') {
    return refuse(request, refusals.methodNotAllowed('GET, POST'))
  }
  if (isFromAnotherSite(request, settings.origin)) {
    return refuse(request, refusals.signOutFromElsewhere(addressOf(request).pathname))
  }
  const sessionId = await findSessionId(settings, request)
  const returnTo = settings.logoutReturnTo
  const location = sessionId
    ? settings.workos.userManagement.getLogoutUrl({ sessionId, returnTo })
    : (returnTo ?? '/')
  return redirect(request, location, [...forgetSession(settings), forgetCount(settings)])
}

/** Of an expired access token as well: the seal says that it is ours, and the session may go on. */
async function findSessionId(settings: Settings, request: IncomingRequest) {
  const sessionData = readCookie(request, settings.session.cookieName)
  const session = sessionData && (await openSession(settings, sessionData))
  return session ? claimsOf(session.accessToken).sid : undefined
}
