import { refreshFailure } from '../sessions/refresh-session.ts'
import { readCookie } from './cookies.ts'
import { type Answer, addressOf, type IncomingRequest, redirect } from './exchange.ts'
import { countSignIn, forgetCount, isGoingRound } from './loop-guard.ts'
import { findPending, forgetPending, isSecondTry, type PendingSignIn } from './pending-sign-in.ts'
import { refuse } from './refusal.ts'
import * as refusals from './refusals.ts'
import { isTooLong, keepSession } from './session-cookie.ts'
import { readSession } from './session-state.ts'
import type { Settings } from './settings.ts'
import { beginSignIn } from './sign-in.ts'

/**
 * Where AuthKit sends the browser back to. A code is exchanged only for the browser that began this
 * sign-in: nobody can be signed in to somebody else's account by a link (RFC 6749 §10.12).
 */
export async function callback(settings: Settings, request: IncomingRequest): Promise<Answer> {
  if (request.method !== 'GET') return refuse(request, refusals.methodNotAllowed('GET'))
  const query = addressOf(request).searchParams
  const pending = await findPending(settings, request, query.get('state'))
  if (!pending) return unexpected(settings, request, query)

  const code = query.get('code')
  if (!code) {
    const refusal = { code: query.get('error'), message: query.get('error_description') }
    return refuse(request, refusals.signInRefused(pending.returnTo, refusal), [
      forgetPending(settings, pending),
    ])
  }
  if (await isGoingRound(settings, request)) {
    return refuse(request, refusals.sessionNotKept(pending, settings.session), [
      forgetPending(settings, pending),
      forgetCount(settings),
    ])
  }
  return finish(settings, request, code, pending)
}

async function finish(
  settings: Settings,
  request: IncomingRequest,
  code: string,
  pending: PendingSignIn,
): Promise<Answer> {
  const { returnTo } = pending
  const forget = forgetPending(settings, pending)
  let sealedSession: string
  try {
    sealedSession = await exchange(settings, code, pending)
  } catch (failure) {
    const reason = refreshFailure(failure)
    // Such as a wrong API key, of which the application has to hear.
    if (!reason) throw failure
    // The code has not been used: the same page, loaded again, can still finish the sign-in.
    if (reason.retryable) return refuse(request, refusals.signInDelayed)
    const refusal = refusals.signInRefused(returnTo, { code: reason.reason })
    return refuse(request, refusal, [forget])
  }
  if (isTooLong(settings, sealedSession)) {
    return refuse(request, refusals.sessionTooLong(returnTo), [forget])
  }
  return redirect(request, returnTo, [
    forget,
    ...keepSession(settings, sealedSession),
    await countSignIn(settings, request),
  ])
}

async function exchange(
  { workos, clientId, cookiePassword }: Settings,
  code: string,
  { codeVerifier }: PendingSignIn,
): Promise<string> {
  const { sealedSession } = await workos.userManagement.authenticateWithCode({
    clientId,
    code,
    codeVerifier,
    session: { sealSession: true, cookiePassword },
  })
  return sealedSession as string
}

/**
 * This browser holds no sign-in with that state: it was finished already, it has waited for too long,
 * or it began at AuthKit itself or in another browser. Whoever is signed in goes on. For everybody
 * else a sign-in begins here, once: AuthKit may know the person by now, and send them straight back.
 */
async function unexpected(
  settings: Settings,
  request: IncomingRequest,
  query: URLSearchParams,
): Promise<Answer> {
  const state = query.get('state')
  if (readCookie(request, settings.session.cookieName)) {
    const session = await readSession(settings, request)
    if (session.kind === 'signed-in') return redirect(request, '/', session.setCookies)
  }
  // What the address says is not shown: anybody can write one.
  if (query.has('error')) return refuse(request, refusals.signInRefused('/'))
  if (!query.has('code')) return refuse(request, refusals.noCode)
  if (isSecondTry(state)) return refuse(request, refusals.signInNotKept(settings.origin))
  return beginSignIn(settings, request, {
    returnTo: null,
    cause: 'sign_in_unknown',
    isSecondTry: true,
  })
}
