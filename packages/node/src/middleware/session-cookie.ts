import type { SessionCookieData } from '../sessions/session-data.ts'
import { clearCookie, longestCookieBytes, setCookie, sizeOfCookie } from './cookies.ts'
import type { Settings } from './settings.ts'

export function keepSession({ session }: Settings, sealedSession: string): string {
  return setCookie(session.cookieName, sealedSession, session.flags)
}

export function forgetSession({ session }: Settings): string {
  return clearCookie(session.cookieName, session.flags)
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
