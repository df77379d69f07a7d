import { sealSession, unsealSession } from '../sessions/sealed-session.ts'
import { webCrypto } from '../signatures/crypto-provider.ts'
import { clearCookie, readCookie, setCookie } from './cookies.ts'
import type { IncomingRequest } from './exchange.ts'
import type { Settings } from './settings.ts'

/**
 * A sign-in that has begun in this browser and has not come back: only the browser that holds its
 * sealed cookie can finish it. Each has a cookie of its own, so that several can go on in several
 * tabs. It ends at the callback, or after half an hour.
 */
export interface PendingSignIn {
  state: string
  codeVerifier: string
  /** A path of this application. */
  returnTo: string
  /** Why the person had to sign in. */
  cause: string
}

const lifetimeSeconds = 1800
/** Together with a session, all of them fit into the 16 kB that Node takes as headers of a request. */
const mostAtOnce = 4
const stateForm = /^[0-9a-f]{64}(\.again)?$/

/**
 * A random state. One that begins in place of a sign-in that could not be finished says so: a browser
 * that keeps no cookies would otherwise begin for ever.
 */
export function newState({ isSecondTry }: { isSecondTry: boolean }): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return isSecondTry ? `${digits}.again` : digits
}

export function isSecondTry(state: string | null): boolean {
  return state?.endsWith('.again') ?? false
}

/** The `Set-Cookie` that binds a sign-in to this browser. */
export async function keepPending(settings: Settings, pending: PendingSignIn): Promise<string> {
  const expiresAt = Date.now() + lifetimeSeconds * 1000
  const sealed = await sealSession({ ...pending, expiresAt }, settings.cookiePassword)
  const flags = { ...settings.callbackFlags, maxAgeSeconds: lifetimeSeconds }
  return setCookie(cookieNameOf(pending.state), sealed, flags)
}

/** The sign-in of this browser that a callback belongs to. */
export async function findPending(
  settings: Settings,
  request: IncomingRequest,
  state: string | null,
): Promise<PendingSignIn | null> {
  if (!state || !stateForm.test(state)) return null
  const sealed = readCookie(request, cookieNameOf(state))
  const pending = sealed ? await unsealed(settings, sealed) : {}
  const { state: expected, expiresAt = 0 } = pending
  if (!expected || !(await webCrypto.secureCompare(expected, state))) return null
  return expiresAt > Date.now() ? (pending as PendingSignIn) : null
}

async function unsealed({ cookiePassword }: Settings, sealed: string) {
  try {
    return await unsealSession<PendingSignIn & { expiresAt: number }>(sealed, cookiePassword)
  } catch {
    // What is no seal at all is no sign-in either.
    return {}
  }
}

export function forgetPending(settings: Settings, { state }: PendingSignIn): string {
  return clearCookie(cookieNameOf(state), settings.callbackFlags)
}

/** By the first digit of the state: a few cookies at most, however many tabs there are. */
function cookieNameOf(state: string) {
  return `wos-sign-in-${Number.parseInt(state[0] as string, 16) % mostAtOnce}`
}
