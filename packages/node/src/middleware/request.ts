import type { Auth } from './auth.ts'
import { readCookie } from './cookies.ts'
import type { Pass } from './exchange.ts'
import type { AuthKitOptions } from './settings.ts'
import { type SignInFlow, signInFlow } from './sign-in-flow.ts'
import { completed, once, toResponse } from './web.ts'

export type { Auth } from './auth.ts'
export type { AuthKitOptions, SignInClient } from './settings.ts'

/** Answers requests. `more` is what the runtime passes along, such as bindings. */
export type HandlerWith<Who, R extends Request = Request, More extends unknown[] = []> = (
  request: R,
  auth: Who,
  ...more: More
) => Response | Promise<Response>

export interface AuthKit {
  /** The sign-in endpoint: sends the browser to AuthKit. `?returnTo=/path` says where to go afterwards. */
  login(request: Request): Promise<Response>
  /** The redirect URI: finishes the sign-in and stores the session in its cookie. */
  callback(request: Request): Promise<Response>
  /** Ends the session, here and at AuthKit. For GET and POST. */
  logout(request: Request): Promise<Response>
  /** Protects a handler: pages ask people to sign in, other requests are answered 401. */
  withAuth<R extends Request, More extends unknown[]>(
    handler: HandlerWith<Auth, R, More>,
  ): (request: R, ...more: More) => Promise<Response>
  /** Lets everybody reach a handler, and tells it who is signed in, if anybody is. */
  optionalAuth<R extends Request, More extends unknown[]>(
    handler: HandlerWith<Auth | null, R, More>,
  ): (request: R, ...more: More) => Promise<Response>
  /** Who made this request, or null. It refreshes nothing: `withAuth` and `optionalAuth` do. */
  auth(request: Request): Promise<Auth | null>
}

/**
 * Sign-in, callback, sign-out and protected pages for everything that answers a `Request` with a
 * `Response`: workers, Bun, Deno, and the frameworks on them.
 *
 * @example
 * const { login, callback, logout, withAuth } = authKit()
 * const dashboard = withAuth((request, auth) => new Response(`Welcome, ${auth.user.email}`))
 */
export function authKit(options: AuthKitOptions = {}): AuthKit {
  return requestAuthKit(once(() => signInFlow(options)))
}

export function requestAuthKit(flow: () => SignInFlow): AuthKit {
  /** Known from `withAuth`, which may have refreshed the session. */
  const known = new WeakMap<Request, Auth>()
  return {
    login: async (request) => toResponse(await flow().login(request)),
    callback: async (request) => toResponse(await flow().callback(request)),
    logout: async (request) => toResponse(await flow().logout(request)),
    withAuth:
      (handler) =>
      async (request, ...more) => {
        const decision = await flow().requireAuth(request)
        if (decision.kind === 'answer') return toResponse(decision)
        known.set(request, decision.auth)
        return answered(() => handler(request, decision.auth, ...more), decision)
      },
    optionalAuth:
      (handler) =>
      async (request, ...more) => {
        const pass = await flow().optionalAuth(request)
        if (pass.auth) known.set(request, pass.auth)
        return answered(() => handler(request, pass.auth, ...more), pass)
      },
    async auth(request) {
      const { findAuth, cookieName } = flow()
      return known.get(request) ?? findAuth(readCookie(request, cookieName))
    },
  }
}

/**
 * What a handler answers, with what became of the session. Remix and others throw the response of a
 * redirect: without its cookies a session that was refreshed on the way would be lost.
 */
async function answered(handle: () => Response | Promise<Response>, pass: Pass) {
  try {
    return completed(await handle(), pass)
  } catch (thrown) {
    throw thrown instanceof Response ? completed(thrown, pass) : thrown
  }
}
