import type { Auth } from './auth.ts'
import { type Answer, cacheControl, type IncomingRequest, type Pass } from './exchange.ts'
import type { AuthKitOptions } from './settings.ts'
import { signInFlow } from './sign-in-flow.ts'

export type { Auth } from './auth.ts'
export type { AuthKitOptions, SignInClient } from './settings.ts'

declare global {
  namespace Express {
    interface Request {
      /** Who is signed in. Set by `withAuth` and `optionalAuth`. */
      auth?: Auth
    }
  }
}

/** What is used of a request of Express, Connect or `node:http`. */
export interface ExpressRequest {
  method?: string
  url?: string
  originalUrl?: string
  headers: Record<string, string | string[] | undefined>
  // biome-ignore lint/suspicious/noExplicitAny: set by cookie-parser, if it is there.
  cookies?: any
  auth?: Auth
}

/** What is used of a response of Express, Connect or `node:http`. */
export interface ExpressResponse {
  statusCode: number
  setHeader(name: string, value: string): unknown
  appendHeader(name: string, value: string): unknown
  end(body: string): unknown
}

export type Middleware = (
  request: ExpressRequest,
  response: ExpressResponse,
  next: (error?: unknown) => void,
) => Promise<void>

export interface AuthKit {
  /** The sign-in endpoint: sends the browser to AuthKit. `?returnTo=/path` says where to go afterwards. */
  login: Middleware
  /** The redirect URI: finishes the sign-in and stores the session in its cookie. */
  callback: Middleware
  /** Ends the session, here and at AuthKit. For GET and POST. */
  logout: Middleware
  /** Lets only signed-in people pass, as `req.auth`. Pages ask to sign in, other requests get 401. */
  withAuth: Middleware
  /** Lets everybody pass. `req.auth` says who is signed in, if anybody is. */
  optionalAuth: Middleware
}

/**
 * Sign-in, callback, sign-out and protected routes for Express.
 *
 * @throws {Error} which names what is missing and how to give it.
 * @example
 * const { login, callback, logout, withAuth } = authKit()
 * app.get('/login', login)
 * app.get('/callback', callback)
 * app.get('/logout', logout)
 * app.get('/dashboard', withAuth, (req, res) => res.json(req.auth.user))
 */
export function authKit(options: AuthKitOptions = {}): AuthKit {
  const flow = signInFlow(options)

  const middleware =
    (decide: (request: IncomingRequest) => Promise<Answer | Pass>): Middleware =>
    async (request, response, next) => {
      try {
        const decision = await decide(toIncoming(request))
        if (decision.kind === 'answer') return send(response, decision)
        letPass(request, response, decision, flow.cookieName)
      } catch (failure) {
        return next(failure)
      }
      next()
    }

  return {
    login: middleware(flow.login),
    callback: middleware(flow.callback),
    logout: middleware(flow.logout),
    withAuth: middleware(flow.requireAuth),
    optionalAuth: middleware(flow.optionalAuth),
  }
}

function toIncoming({ method, originalUrl, url, headers }: ExpressRequest): IncomingRequest {
  return {
    method: method ?? 'GET',
    url: originalUrl ?? url ?? '/',
    headers: { get: (name) => [headers[name]].flat()[0] },
  }
}

function send(response: ExpressResponse, { status, headers, setCookies, body }: Answer) {
  response.statusCode = status
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  for (const cookie of setCookies) response.appendHeader('Set-Cookie', cookie)
  response.end(body)
}

function letPass(
  request: ExpressRequest,
  response: ExpressResponse,
  { auth, setCookies, refreshedSession }: Pass,
  cookieName: string,
) {
  request.auth = auth ?? undefined
  // What loads the session by itself further on finds the new one, whose token has not expired.
  if (refreshedSession && request.cookies) request.cookies[cookieName] = refreshedSession
  response.setHeader('Cache-Control', cacheControl)
  for (const cookie of setCookies) response.appendHeader('Set-Cookie', cookie)
}
