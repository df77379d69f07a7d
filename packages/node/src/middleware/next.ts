import type { Auth } from './auth.ts'
import { withCookie } from './cookies.ts'
import type { Answer, Pass } from './exchange.ts'
import { type AuthKit as RequestAuthKit, requestAuthKit } from './request.ts'
import type { AuthKitOptions } from './settings.ts'
import { signInFlow } from './sign-in-flow.ts'
import { completed, once, toResponse } from './web.ts'

export type { Auth } from './auth.ts'
export type { HandlerWith } from './request.ts'
export type { AuthKitOptions, SignInClient } from './settings.ts'

/** What is used of the result of `cookies()`. */
export interface CookieStore {
  get(name: string): { value: string } | undefined
}

export interface AuthKit extends Omit<RequestAuthKit, 'auth'> {
  /**
   * The whole of `proxy.ts`, or of `middleware.ts` before Next.js 16: only signed-in people reach what
   * its matcher names. Server components behind it find the refreshed session in `cookies()`.
   */
  proxy(request: Request): Promise<Response>
  /** Who is signed in, or null. For server components and actions, given `cookies()`, or for a request. */
  auth(source: CookieStore | Promise<CookieStore> | Request): Promise<Auth | null>
}

/**
 * Sign-in, callback, sign-out and protected pages for the App Router of Next.js.
 *
 * @example
 * // auth.ts
 * export const { login, callback, logout, proxy, auth } = authKit()
 * @example
 * // app/login/route.ts, and so on for callback and logout
 * export { login as GET } from '../../auth'
 * @example
 * // proxy.ts
 * export { proxy } from './auth'
 * export const config = { matcher: ['/dashboard/:path*'] }
 * @example
 * // app/dashboard/page.tsx
 * const { user } = await auth(cookies())
 */
export function authKit(options: AuthKitOptions = {}): AuthKit {
  const flow = once(() => signInFlow(options))
  const onRequests = requestAuthKit(flow)
  return {
    ...onRequests,
    async proxy(request) {
      const decision = await flow().requireAuth(request)
      if (decision.kind === 'answer') return toResponse(withWholeLocation(decision, flow().origin))
      return completed(goOn(request, decision, flow().cookieName), decision)
    },
    async auth(source) {
      if (source instanceof Request) return onRequests.auth(source)
      const { findAuth, cookieName } = flow()
      return findAuth((await source).get(cookieName)?.value)
    },
  }
}

/** Next.js refuses a redirect of a proxy to a path alone. */
function withWholeLocation(answer: Answer, origin: string): Answer {
  const { Location: location } = answer.headers
  if (!location) return answer
  return { ...answer, headers: { ...answer.headers, Location: new URL(location, origin).href } }
}

/**
 * What `NextResponse.next({ request: { headers } })` makes: headers by which Next.js goes on to the
 * page, with the new cookie in place of the one that the browser sent. A header that is not named
 * among them would be taken away from the request.
 */
function goOn(request: Request, { refreshedSession }: Pass, cookieName: string): Response {
  const headers = new Headers({ 'x-middleware-next': '1' })
  if (!refreshedSession) return new Response(null, { headers })
  const passed = new Headers(request.headers)
  passed.set('cookie', withCookie(passed.get('cookie'), cookieName, refreshedSession))
  for (const [name, value] of passed) headers.set(`x-middleware-request-${name}`, value)
  headers.set('x-middleware-override-headers', [...passed.keys()].join(','))
  return new Response(null, { headers })
}
