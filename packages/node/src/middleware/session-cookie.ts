import type { SessionCookieData } from '../sessions/session-data.ts'
import { clearCookie, longestCookieBytes, setCookie, sizeOfCookie } from './cookies.ts'
import type { Settings } from './settings.ts'

export function keepSession(settings: Settings, sealedSession: string): string[] {
  const { cookieName, flags } = settings.session
  return [...forgetHostOnly(settings), setCookie(cookieName, sealedSession, flags)]
}

export function forgetSession(settings: Settings): string[] {
  const { cookieName, flags } = settings.session
  return [...forgetHostOnly(settings), clearCookie(cookieName, flags)]
}

/**
 * A cookie from before the application had a `cookieDomain`, which browsers would go on sending, and
 * first. It is removed before the other is set: old browsers take both for one (RFC 6265 §5.3).
 */
function forgetHostOnly({ session: { cookieName, flags } }: Settings): string[] {
  return flags.domain ? [clearCookie(cookieName, { ...flags, domain: undefined })] : []
}

/** What is in the cookie, expired or not. Null for what was not sealed here, or is no seal at all. */
export async function openSession(
  { workos, cookiePassword }: Settings,
  sessionData: string,
): Promise<SessionCookieData | null> {
  try {
    const { userManagement } = workos
    const data = await userManagement.getSessionFromCookie({ sessionData, cookiePassword })
    return data?.accessToken ? data : null
  } catch {
    return null
  }
}

/**
 * Whether browsers will ignore the session's cookie because of its size. They say nothing about it,
 * so the application is warned.
 */
export function isTooLong({ session, workos }: Settings, sealedSession: string): boolean {
  const bytes = sizeOfCookie(session.cookieName, sealedSession)
  if (bytes <= longestCookieBytes) return false
  workos.emitWarning(
    `The cookie ${session.cookieName} has ${bytes} bytes, and browsers ignore a cookie of more than ${longestCookieBytes}: nobody can stay signed in with it. ` +
      'Make the session smaller: fewer permissions and custom claims in the access token, less metadata on the user.',
  )
  return true
}
