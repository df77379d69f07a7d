import type { AccessTokenClaims } from './access-token.ts'
import { Remembered } from './remembered.ts'
import { type CookiePassword, listOf } from './sealed-session.ts'
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
const nameLength = 12

/**
 * What was verified with the keys of one time: that a signature is good, and what a password opens.
 * Neither changes while the keys are the same. Whether a token is still valid does, and is looked at
 * each time.
 */
export class VerifiedMemory {
  /** By the token. */
  readonly tokens = new Remembered<AccessTokenClaims>(most)
  readonly #cookies = new Remembered<{ cookie: string; opened: OpenedCookie }>(most)
  readonly #names = new Remembered<true>(most)

  /** What exactly this cookie held, if one of these passwords opened it. */
  recall(cookie: string, passwords: CookiePassword): OpenedCookie | undefined {
    const found = this.#cookies.get(nameOf(cookie))
    if (found?.cookie !== cookie) return undefined
    return listOf(passwords).includes(found.opened.password) ? found.opened : undefined
  }

  /** Remembers a cookie when it comes the second time: keeping one that never does is a waste. */
  remember(cookie: string, opened: OpenedCookie, until: number): void {
    const name = nameOf(cookie)
    if (this.#names.get(name)) {
      const value = { cookie: detached(cookie), opened }
      this.#cookies.set(name, { value, size: cookie.length, until })
    } else {
      this.#names.set(name, { value: true, size: name.length, until })
    }
  }

  forget(cookie: string): void {
    this.#cookies.delete(nameOf(cookie))
  }
}

/** The end of its authentication code: enough to tell one cookie from another. */
function nameOf(cookie: string) {
  return cookie.slice(-nameLength)
}

/** A cookie is cut out of a header, and would keep all of it in memory. */
function detached(text: string) {
  return new TextDecoder().decode(new TextEncoder().encode(text))
}
