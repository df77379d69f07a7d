import { type AccessTokenClaims, expiresAt, verifyAccessToken } from './access-token.ts'
import type { RemoteKeys } from './key-set.ts'
import { type CookiePassword, openSeal } from './sealed-session.ts'
import {
  AuthenticateWithSessionCookieFailureReason as Reason,
  type SessionCookieData,
} from './session-data.ts'
import type { OpenedCookie } from './verified-memory.ts'

/** What cookies are verified with. */
export interface SessionVerification {
  passwords: CookiePassword
  /** Undefined where the client has no client ID. */
  keySet: RemoteKeys | undefined
  issuer: string | string[] | undefined
}

/** A session whose access token is valid at this moment. */
export interface VerifiedSession {
  session: OpenedCookie
  claims: AccessTokenClaims
}

/** Whose session a cookie holds, or why it is nobody's. */
export async function verifySession(
  cookie: string,
  { passwords, keySet, issuer }: SessionVerification,
): Promise<VerifiedSession | Reason> {
  const memory = keySet?.ready()?.memory
  const remembered = memory?.recall(cookie, passwords)
  const session = remembered ?? (await openCookie(cookie, passwords))
  if (!session) return Reason.INVALID_SESSION_COOKIE
  if (!keySet) throw new Error('An access token is verified with the keys of a clientId.')

  const verified = await verifyAccessToken(session.accessToken, keySet, issuer)
  if (!verified) {
    memory?.forget(cookie)
    return Reason.INVALID_JWT
  }
  const { claims, keys } = verified
  if (!remembered) {
    keys.memory?.remember(cookie, session, Math.min(session.until, expiresAt(claims)))
  }
  return { session, claims }
}

async function openCookie(
  cookie: string,
  passwords: CookiePassword,
): Promise<OpenedCookie | undefined> {
  const seal = await openSeal<SessionCookieData>(cookie, passwords)
  const { accessToken, authenticationMethod, impersonator, user } = seal?.data ?? {}
  if (!seal || !accessToken) return undefined
  return {
    accessToken,
    authenticationMethod,
    impersonator,
    user: user as OpenedCookie['user'],
    password: seal.password,
    until: seal.until,
  }
}
