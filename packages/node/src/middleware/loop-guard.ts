import { clearCookie, readCookie, setCookie } from './cookies.ts'
import type { IncomingRequest } from './exchange.ts'
import type { Settings } from './settings.ts'

const cookieName = 'wos-sign-ins'
const windowSeconds = 120
const limit = 3

/**
 * Whether this browser finishes one sign-in after the other and still comes without a session: its
 * cookie is not kept, or never accepted. AuthKit remembers the person, so that the browser would go
 * round without end.
 */
export function isGoingRound(settings: Settings, request: IncomingRequest): boolean {
  return finishedSignIns(settings, request) >= limit
}

/** The `Set-Cookie` that counts one more sign-in. */
export function countSignIn(settings: Settings, request: IncomingRequest): string {
  const count = finishedSignIns(settings, request) + 1
  return setCookie(cookieName, String(count), {
    ...settings.callbackFlags,
    maxAgeSeconds: windowSeconds,
  })
}

export function forgetCount({ callbackFlags }: Settings): string {
  return clearCookie(cookieName, callbackFlags)
}

function finishedSignIns({ session }: Settings, request: IncomingRequest) {
  // Other tabs of somebody who is signed in come back as well, and are no loop.
  if (readCookie(request, session.cookieName)) return 0
  return Number(readCookie(request, cookieName)) || 0
}
