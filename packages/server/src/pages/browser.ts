import type { FastifyReply, FastifyRequest } from 'fastify'
import { createToken } from '../crypto/tokens.ts'
import type { Deps } from '../deps.ts'
import type { Browser } from '../features/authentication/authorize.ts'
import { originOf } from '../http/request-context.ts'

/** The cookies of hosted pages. All are HttpOnly and sent along with top-level navigation only. */

const browserCookie = 'latchkey-browser'
const passwordResetCookie = 'latchkey-password-reset'
const invitationCookie = 'latchkey-invitation'
/** A browser is signed in to each environment on its own. */
const sessionCookie = (environmentId: string) => `latchkey-session-${environmentId}`

// The longest that browsers keep any cookie.
const sessionCookieSeconds = 400 * 24 * 3600
const linkCookieSeconds = 600

function setCookie(
  deps: Deps,
  reply: FastifyReply,
  name: string,
  value: string,
  maxAge?: number,
): void {
  reply.setCookie(name, value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: deps.config.baseUrl.startsWith('https:'),
    ...(maxAge === undefined ? {} : { maxAge }),
  })
}

/** What this browser brought along; a browser that comes for the first time gets its token now. */
export function readBrowser(deps: Deps, request: FastifyRequest, reply: FastifyReply): Browser {
  let token = request.cookies[browserCookie]
  if (!token) {
    token = createToken()
    setCookie(deps, reply, browserCookie, token)
  }
  const reset = request.cookies[passwordResetCookie]
  return {
    ...originOf(request),
    token,
    sessionToken: (environmentId) => request.cookies[sessionCookie(environmentId)],
    passwordResetToken: reset === resetWish ? undefined : reset,
    wantsPasswordReset: reset === resetWish,
    invitationToken: request.cookies[invitationCookie],
  }
}

export const browserTokenOf = (request: FastifyRequest) => request.cookies[browserCookie]

export function rememberSignIn(
  deps: Deps,
  reply: FastifyReply,
  environmentId: string,
  token: string,
): void {
  setCookie(deps, reply, sessionCookie(environmentId), token, sessionCookieSeconds)
  reply.clearCookie(passwordResetCookie, { path: '/' })
  forgetInvitationLink(reply)
}

export function forgetSignIn(reply: FastifyReply, environmentId: string): void {
  reply.clearCookie(sessionCookie(environmentId), { path: '/' })
}

/** Keeps the token of a reset link while the browser goes to the application and comes back. */
export function rememberResetLink(deps: Deps, reply: FastifyReply, token: string): void {
  setCookie(deps, reply, passwordResetCookie, token, linkCookieSeconds)
}

/** In the place of a token: the person asked for a new link, and is asked for the address next. */
const resetWish = 'wanted'
export function rememberResetWish(deps: Deps, reply: FastifyReply): void {
  setCookie(deps, reply, passwordResetCookie, resetWish, linkCookieSeconds)
}

/** As {@link rememberResetLink}, for the link of an invitation. */
export function rememberInvitationLink(deps: Deps, reply: FastifyReply, token: string): void {
  setCookie(deps, reply, invitationCookie, token, linkCookieSeconds)
}

export function forgetInvitationLink(reply: FastifyReply): void {
  reply.clearCookie(invitationCookie, { path: '/' })
}
