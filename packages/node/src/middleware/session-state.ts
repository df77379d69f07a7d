import type { RefreshSessionResponse } from '../sessions/refresh-session.ts'
import type { AuthenticateWithSessionCookieSuccessResponse } from '../sessions/session-data.ts'
import type { Auth } from './auth.ts'
import { readCookie } from './cookies.ts'
import type { IncomingRequest } from './exchange.ts'
import { forgetSession, isTooLong, keepSession, openSession } from './session-cookie.ts'
import type { Settings } from './settings.ts'

/** What the session's cookie of a request says, and what becomes of it. */
export type SessionState =
  | { kind: 'signed-in'; auth: Auth; setCookies: string[]; refreshedSession?: string }
  /** A cookie that is good for nothing any more is removed. */
  | { kind: 'signed-out'; cause: string; setCookies: string[] }
  /** The access token has expired and AuthKit does not answer: the session may well go on later. */
  | { kind: 'unknown'; retryAfterSeconds: number; setCookies: string[] }

const defaultRetryAfterSeconds = 5

/**
 * Who makes a request. An expired access token is exchanged for a new one on the way, so that the
 * request goes on as if nothing had happened.
 *
 * @throws what is neither the end of the session nor an outage, such as a wrong API key.
 */
export async function readSession(
  settings: Settings,
  request: IncomingRequest,
): Promise<SessionState> {
  const sessionData = readCookie(request, settings.session.cookieName)
  if (!sessionData) {
    return { kind: 'signed-out', cause: 'no_session_cookie_provided', setCookies: [] }
  }
  const session = load(settings, sessionData)
  // Where the keys cannot be had, nobody can tell whether the token is good. A refresh can.
  const result = await session.authenticate().catch(() => null)
  if (result?.authenticated) return { kind: 'signed-in', auth: authOf(result), setCookies: [] }
  if (!(await openSession(settings, sessionData))) {
    return signedOut(settings, 'invalid_session_cookie')
  }
  return refreshed(settings, await session.refresh())
}

/** Who a session's cookie belongs to. The access token must be good as it is. */
export async function findAuth(
  settings: Settings,
  sessionData: string | undefined,
): Promise<Auth | null> {
  if (!sessionData) return null
  try {
    const result = await load(settings, sessionData).authenticate()
    return result.authenticated ? authOf(result) : null
  } catch (failure) {
    // Anybody can send a cookie that is no seal at all, and is nobody by it.
    if (!(await openSession(settings, sessionData))) return null
    throw failure
  }
}

function load({ workos, cookiePassword }: Settings, sessionData: string) {
  return workos.userManagement.loadSealedSession({ sessionData, cookiePassword })
}

function authOf({ authenticated: _, ...auth }: AuthenticateWithSessionCookieSuccessResponse): Auth {
  return auth
}

function refreshed(settings: Settings, result: RefreshSessionResponse): SessionState {
  if (result.authenticated) {
    const { authenticated: _, sealedSession, session, ...about } = result
    isTooLong(settings, sealedSession as string)
    return {
      kind: 'signed-in',
      auth: { ...about, accessToken: session?.accessToken } as Auth,
      setCookies: keepSession(settings, sealedSession as string),
      refreshedSession: sealedSession,
    }
  }
  if (!result.retryable) return signedOut(settings, result.reason)
  // Who is told to wait for no time at all would come back at once, again and again.
  const retryAfterSeconds = Math.max(1, result.retryAfter ?? defaultRetryAfterSeconds)
  return { kind: 'unknown', retryAfterSeconds, setCookies: [] }
}

function signedOut(settings: Settings, cause: string): SessionState {
  return { kind: 'signed-out', cause, setCookies: forgetSession(settings) }
}
