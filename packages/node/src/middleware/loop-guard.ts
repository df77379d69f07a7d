import { clearCookie, readCookie, setCookie } from './cookies.ts'
import type { IncomingRequest } from './exchange.ts'
import { findAuth } from './session-state.ts'
import type { Settings } from './settings.ts'

const cookieName = 'wos-sign-ins'
const windowSeconds = 120
const limit = 3

/**
 * Whether this browser finishes one sign-in after the other and still comes without a session: its
 * cookie is not kept, or never accepted. AuthKit remembers the person, so that the browser would go
 * round without end.
 */
export async function isGoingRound(settings: Settings, request: IncomingRequest): Promise<boolean> {
  return (await finishedSignIns(settings, request)) >= limit
}

/** The `Set-Cookie` that counts one more sign-in. */
export async function countSignIn(settings: Settings, request: IncomingRequest): Promise<string> {
  const count = (await finishedSignIns(settings, request)) + 1
  return setCookie(cookieName, String(count), {
    ...settings.callbackFlags,
    maxAgeSeconds: windowSeconds,
  })
}

export function forgetCount({ callbackFlags }: Settings): string {
  return clearCookie(cookieName, callbackFlags)
}

async function finishedSignIns(settings: Settings, request: IncomingRequest) {
  // Other tabs of somebody who is signed in come back as well, and are no loop. That there is a
  // cookie says little: it may be an old one, which hides the one that was set.
  const sessionData = readCookie(request, settings.session.cookieName)
  if (await findAuth(settings, sessionData).catch(() => null)) return 0
  return Number(readCookie(request, cookieName)) || 0
}
