import type { Auth } from './auth.ts'
import { type Answer, cacheControl, type Pass } from './exchange.ts'
import type { AuthKitOptions } from './settings.ts'
import { type SignInFlow, signInFlow } from './sign-in-flow.ts'
import { once, toResponse } from './web.ts'

export type { Auth } from './auth.ts'
export type { AuthKitOptions, SignInClient } from './settings.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** Who is signed in. Set by `withAuth` and `optionalAuth`. */
    auth?: Auth
  }
}

/** What is used of a context of Hono. */
export interface HonoContext {
  req: { raw: Request }
  res: Response
  header(name: string, value: string, options?: { append?: boolean }): void
  set(name: 'auth', value: Auth | undefined): void
}

export type Handler = (context: HonoContext) => Promise<Response>
export type Middleware = (
  context: HonoContext,
  next: () => Promise<void>,
) => Promise<Response | undefined>

export interface AuthKit {
  /** The sign-in endpoint: sends the browser to AuthKit. `?returnTo=/path` says where to go afterwards. */
  login: Handler
  /** The redirect URI: finishes the sign-in and stores the session in its cookie. */
  callback: Handler
  /** Ends the session, here and at AuthKit. For GET and POST. */
  logout: Handler
  /** Lets only signed-in people pass, as `c.get('auth')`. Pages ask to sign in, other requests get 401. */
  withAuth: Middleware
  /** Lets everybody pass. `c.get('auth')` says who is signed in, if anybody is. */
  optionalAuth: Middleware
}

/**
 * Sign-in, callback, sign-out and protected routes for Hono.
 *
 * @example
 * const { login, callback, logout, withAuth } = authKit()
 * app.get('/login', login)
 * app.get('/callback', callback)
 * app.get('/logout', logout)
 * app.get('/dashboard', withAuth, (c) => c.text(`Welcome, ${c.get('auth').user.email}`))
 */
export function authKit(options: AuthKitOptions = {}): AuthKit {
  const flow = once(() => signInFlow(options))

  const handler =
    (decide: (flow: SignInFlow, request: Request) => Promise<Answer>): Handler =>
    async (context) =>
      toResponse(await decide(flow(), context.req.raw))

  const middleware =
    (decide: (flow: SignInFlow, request: Request) => Promise<Answer | Pass>): Middleware =>
    async (context, next) => {
      const decision = await decide(flow(), context.req.raw)
      if (decision.kind === 'answer') return toResponse(decision)
      context.set('auth', decision.auth ?? undefined)
      await next()
      complete(context, decision)
    }

  return {
    login: handler((flow, request) => flow.login(request)),
    callback: handler((flow, request) => flow.callback(request)),
    logout: handler((flow, request) => flow.logout(request)),
    withAuth: middleware((flow, request) => flow.requireAuth(request)),
    optionalAuth: middleware((flow, request) => flow.optionalAuth(request)),
  }
}

/** Through the context, because the headers of a response that came from fetch() cannot be changed. */
function complete(context: HonoContext, { setCookies }: Pass) {
  if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', cacheControl)
  for (const cookie of setCookies) context.header('Set-Cookie', cookie, { append: true })
}
