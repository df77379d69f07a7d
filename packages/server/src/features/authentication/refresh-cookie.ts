import type { FastifyReply, FastifyRequest } from 'fastify'
import { getDomain } from 'tldts'
import type { Deps } from '../../deps.ts'
import { hostCookie } from '../../http/host-cookie.ts'
import { isTokenOfSession } from '../sessions/session.ts'

/**
 * An application that runs in a browser alone may leave its refresh token to the browser, in a cookie
 * of this server that no script can read. There is one for each client id. Beside it, a cookie that
 * scripts can read says which clients have one, so that their pages know whether to ask.
 */
export interface RefreshCookie {
  /** What the browser has kept for this client, if anything. */
  token: string | undefined
  keep(token: string): void
  forget(): void
}

// The longest that browsers keep any cookie; how long the session lives is for the server to say.
const maxAgeSeconds = 400 * 24 * 3600

export function refreshCookieOf(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  clientId: string,
): RefreshCookie {
  // Sent by pages of the same site alone; with every navigation from elsewhere it stays at home.
  const { name: prefix, attributes } = hostCookie(deps, 'latchkey-refresh-', 'strict')
  const name = prefix + clientId
  const others = Object.keys(request.cookies)
    .filter((one) => one.startsWith(prefix) && one !== name)
    .map((one) => one.slice(prefix.length))
  return {
    token: request.cookies[name],
    keep(token) {
      reply.setCookie(name, token, { ...attributes, maxAge: maxAgeSeconds })
      announce(deps, reply, [...others, clientId])
    },
    forget() {
      reply.clearCookie(name, attributes)
      announce(deps, reply, others)
    },
  }
}

/** With its session, the token goes as well; that of another session of the same client stays. */
export function forgetSession(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  session: { id: string; clientId: string },
): void {
  const cookie = refreshCookieOf(deps, request, reply, session.clientId)
  if (cookie.token && isTokenOfSession(deps, cookie.token, session.id)) cookie.forget()
}

/**
 * Read by the pages of official packages (`workos-has-session`), which live under other names of the
 * same site: the cookie is for the whole site, as far as that belongs to one owner.
 */
function announce(deps: Deps, reply: FastifyReply, clientIds: string[]): void {
  const { protocol, hostname } = new URL(deps.config.baseUrl)
  const site = getDomain(hostname, { allowPrivateDomains: true })
  const attributes = {
    path: '/',
    sameSite: 'lax',
    secure: protocol === 'https:',
    ...(site ? { domain: site } : {}),
  } as const
  const name = 'workos-has-session'
  if (clientIds.length === 0) reply.clearCookie(name, attributes)
  else reply.setCookie(name, clientIds.join('.'), { ...attributes, maxAge: maxAgeSeconds })
}
