import type { AccessTokenClaims } from './access-token.ts'
import { Remembered } from './remembered.ts'
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
  /** By the SHA-256 digest of the cookie. */
  readonly cookies = new Remembered<OpenedCookie>(most)
}
