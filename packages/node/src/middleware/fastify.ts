import type { Auth } from './auth.ts'
import { type Answer, cacheControl, type IncomingRequest, type Pass } from './exchange.ts'
import type { AuthKitOptions } from './settings.ts'
import { signInFlow } from './sign-in-flow.ts'

export type { Auth } from './auth.ts'
export type { AuthKitOptions, SignInClient } from './settings.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is signed in. Set by `withAuth` and `optionalAuth`. */
    auth: Auth | null
  }
}

/** What is used of a request of Fastify. */
export interface FastifyRequestLike {
  method: string
  originalUrl: string
  headers: Record<string, string | string[] | undefined>
  // biome-ignore lint/suspicious/noExplicitAny: set by @fastify/cookie, if it is there.
  cookies?: any
  auth: Auth | null
}

/** What is used of a reply of Fastify. */
export interface FastifyReplyLike {
  code(status: number): unknown
  header(name: string, value: string): unknown
  send(body: string): unknown
}

/** What is used of a Fastify instance. */
export interface FastifyInstanceLike {
  decorateRequest(name: 'auth', value: null): unknown
}

/** A route handler, and a hook such as `preHandler`. */
export type Handler = (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown>

export interface AuthKit {
  /** Declares `request.auth`. To be registered before the routes. */
  plugin(app: FastifyInstanceLike): Promise<void>
  /** The sign-in endpoint: sends the browser to AuthKit. `?returnTo=/path` says where to go afterwards. */
  login: Handler
  /** The redirect URI: finishes the sign-in and stores the session in its cookie. */
  callback: Handler
  /** Ends the session, here and at AuthKit. For GET and POST. */
  logout: Handler
  /** As `preHandler`: lets only signed-in people pass. Pages ask to sign in, other requests get 401. */
  withAuth: Handler
  /** As `preHandler`: lets everybody pass. `request.auth` says who is signed in, or is null. */
  optionalAuth: Handler
}

/**
 * Sign-in, callback, sign-out and protected routes for Fastify.
 *
 * @throws {Error} which names what is missing and how to give it.
 * @example
 * const { plugin, login, callback, logout, withAuth } = authKit()
 * app.register(plugin)
 * app.get('/login', login)
 * app.get('/callback', callback)
 * app.get('/logout', logout)
 * app.get('/dashboard', { preHandler: withAuth }, (request) => `Welcome, ${request.auth.user.email}`)
 */
export function authKit(options: AuthKitOptions = {}): AuthKit {
  const flow = signInFlow(options)

  const handler =
    (decide: (request: IncomingRequest) => Promise<Answer | Pass>): Handler =>
    async (request, reply) => {
      const decision = await decide(toIncoming(request))
      if (decision.kind === 'answer') return send(reply, decision)
      letPass(request, reply, decision, flow.cookieName)
    }

  return {
    plugin: declareAuth,
    login: handler(flow.login),
    callback: handler(flow.callback),
    logout: handler(flow.logout),
    withAuth: handler(flow.requireAuth),
    optionalAuth: handler(flow.optionalAuth),
  }
}

async function declareAuth(app: FastifyInstanceLike) {
  app.decorateRequest('auth', null)
}
// For the whole application, and not only inside of the plugin, as fastify-plugin does it.
Object.assign(declareAuth, { [Symbol.for('skip-override')]: true })

function toIncoming({ method, originalUrl, headers }: FastifyRequestLike): IncomingRequest {
  return {
    method,
    url: originalUrl,
    headers: { get: (name) => [headers[name]].flat()[0] },
  }
}

function send(reply: FastifyReplyLike, { status, headers, setCookies, body }: Answer) {
  reply.code(status)
  for (const [name, value] of Object.entries(headers)) reply.header(name, value)
  // Fastify adds up the headers of this name.
  for (const cookie of setCookies) reply.header('Set-Cookie', cookie)
  return reply.send(body)
}

function letPass(
  request: FastifyRequestLike,
  reply: FastifyReplyLike,
  { auth, setCookies, refreshedSession }: Pass,
  cookieName: string,
) {
  request.auth = auth
  // What loads the session by itself further on finds the new one, whose token has not expired.
  if (refreshedSession && request.cookies) request.cookies[cookieName] = refreshedSession
  reply.header('Cache-Control', cacheControl)
  for (const cookie of setCookies) reply.header('Set-Cookie', cookie)
}
