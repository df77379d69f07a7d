import type { FastifyReply, FastifyRequest } from 'fastify'
import { createToken } from '../crypto/tokens.ts'
import type { Deps } from '../deps.ts'
import type { Browser } from '../features/authentication/authorize.ts'
import { hostCookie } from '../http/host-cookie.ts'
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

function readCookie(deps: Deps, request: FastifyRequest, name: string): string | undefined {
  return request.cookies[hostCookie(deps, name).name]
}

function setCookie(
  deps: Deps,
  reply: FastifyReply,
  name: string,
  value: string,
  maxAge?: number,
): void {
  const cookie = hostCookie(deps, name)
  const age = maxAge === undefined ? {} : { maxAge }
  reply.setCookie(cookie.name, value, { ...cookie.attributes, ...age })
}

function clearCookie(deps: Deps, reply: FastifyReply, name: string): void {
  const cookie = hostCookie(deps, name)
  reply.clearCookie(cookie.name, cookie.attributes)
}

/** What this browser brought along; a browser that comes for the first time gets its token now. */
export function readBrowser(deps: Deps, request: FastifyRequest, reply: FastifyReply): Browser {
  let token = readCookie(deps, request, browserCookie)
  if (!token) {
    token = createToken()
    setCookie(deps, reply, browserCookie, token)
  }
  const reset = readCookie(deps, request, passwordResetCookie)
  return {
    ...originOf(request),
    token,
    sessionToken: (environmentId) => readCookie(deps, request, sessionCookie(environmentId)),
    passwordResetToken: reset === resetWish ? undefined : reset,
    wantsPasswordReset: reset === resetWish,
    invitationToken: readCookie(deps, request, invitationCookie),
  }
}

export const browserTokenOf = (deps: Deps, request: FastifyRequest) =>
  readCookie(deps, request, browserCookie)

export function rememberSignIn(
  deps: Deps,
  reply: FastifyReply,
  environmentId: string,
  token: string,
): void {
  setCookie(deps, reply, sessionCookie(environmentId), token, sessionCookieSeconds)
  clearCookie(deps, reply, passwordResetCookie)
  forgetInvitationLink(deps, reply)
}

export function forgetSignIn(deps: Deps, reply: FastifyReply, environmentId: string): void {
  clearCookie(deps, reply, sessionCookie(environmentId))
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

export function forgetInvitationLink(deps: Deps, reply: FastifyReply): void {
  clearCookie(deps, reply, invitationCookie)
}
