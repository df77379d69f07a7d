import type { AccessTokenClaims } from './access-token.ts'
import { Remembered } from './remembered.ts'
import type { CookiePassword } from './sealed-session.ts'
import type { SessionCookieData } from './session-data.ts'

/** What a cookie holds, without the refresh token. */
export type OpenedCookie = Pick<
  SessionCookieData,
  'accessToken' | 'authenticationMethod' | 'impersonator' | 'user'
> & {
  /** The password that opened it. */
  password: string
  /** When its seal expires, in milliseconds since 1970. */
  until: number
}

const most = { entries: 10_000, size: 32 * 1024 * 1024 }

/**
 * What was verified with the keys of one time: that a signature is good, and what a password opens.
 * Neither changes while the keys are the same. Whether a token is still valid does, and is looked at
 * each time.
 */
export class VerifiedMemory {
  /** By the token. */
  readonly tokens = new Remembered<AccessTokenClaims>(most)
  readonly #cookies = new Remembered<{ cookie: string; opened: OpenedCookie }>(most)

  /** What exactly this cookie held, if one of these passwords opened it. */
  recall(cookie: string, passwords: CookiePassword): OpenedCookie | undefined {
    const found = this.#cookies.get(nameOf(cookie))
    if (found?.cookie !== cookie) return undefined
    return [passwords].flat().includes(found.opened.password) ? found.opened : undefined
  }

  remember(cookie: string, opened: OpenedCookie, until: number): void {
    const own = detached(cookie)
    this.#cookies.set(nameOf(own), { value: { cookie: own, opened }, size: cookie.length, until })
  }

  forget(cookie: string): void {
    this.#cookies.delete(nameOf(cookie))
  }
}

/** The message authentication code at the end: no two cookies have the same, and it is short. */
function nameOf(cookie: string) {
  return cookie.slice(cookie.lastIndexOf('*') + 1)
}

/** A cookie is cut out of a header, and would keep all of it in memory. */
function detached(text: string) {
  return new TextDecoder().decode(new TextEncoder().encode(text))
}
