import type { Auth } from './auth.ts'
import { callback } from './callback.ts'
import {
  type Answer,
  addressOf,
  type Decision,
  type IncomingRequest,
  type Pass,
} from './exchange.ts'
import { canBeRedirected } from './navigation.ts'
import { refuse } from './refusal.ts'
import * as refusals from './refusals.ts'
import { findAuth, readSession } from './session-state.ts'
import { type AuthKitOptions, readSettings, type Settings } from './settings.ts'
import { beginSignIn, login } from './sign-in.ts'
import { logout } from './sign-out.ts'

/**
 * The whole sign-in of an application, on plain values: a request comes in, a decision goes out. The
 * adapters of the frameworks only translate.
 */
export interface SignInFlow {
  login(request: IncomingRequest): Promise<Answer>
  callback(request: IncomingRequest): Promise<Answer>
  logout(request: IncomingRequest): Promise<Answer>
  /** Lets through who is signed in, and asks everybody else to sign in. */
  requireAuth(request: IncomingRequest): Promise<Decision>
  /** Lets everybody through, and says who is signed in. */
  optionalAuth(request: IncomingRequest): Promise<Pass>
  /** Who a session's cookie belongs to, where no new cookie can be set. */
  findAuth(sessionData: string | undefined): Promise<Auth | null>
  cookieName: string
  /** Origin of the application. */
  origin: string
}

/** @throws {Error} which names what is missing and how to give it. */
export function signInFlow(options: AuthKitOptions = {}): SignInFlow {
  const settings = readSettings(options)
  return {
    login: (request) => login(settings, request),
    callback: (request) => callback(settings, request),
    logout: (request) => logout(settings, request),
    requireAuth: (request) => requireAuth(settings, request),
    optionalAuth: (request) => optionalAuth(settings, request),
    findAuth: (sessionData) => findAuth(settings, sessionData),
    cookieName: settings.session.cookieName,
    origin: settings.origin,
  }
}

async function requireAuth(settings: Settings, request: IncomingRequest): Promise<Decision> {
  // Where every address is protected, the sign-in must still have one at which it finishes.
  const { pathname, search } = addressOf(request)
  if (pathname === settings.callbackPath) return callback(settings, request)

  const session = await readSession(settings, request)
  if (session.kind === 'signed-in') return { ...session, kind: 'pass' }
  if (session.kind === 'unknown') {
    return refuse(request, refusals.sessionUnknown(session.retryAfterSeconds))
  }
  if (!canBeRedirected(request)) return refuse(request, refusals.notSignedIn, session.setCookies)
  const wish = { returnTo: pathname + search, cause: session.cause }
  return beginSignIn(settings, request, wish, session.setCookies)
}

async function optionalAuth(settings: Settings, request: IncomingRequest): Promise<Pass> {
  const session = await readSession(settings, request)
  if (session.kind === 'signed-in') return { ...session, kind: 'pass' }
  return { kind: 'pass', auth: null, setCookies: session.setCookies }
}
