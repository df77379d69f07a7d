import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ReactElement } from 'react'
import type { Deps } from '../deps.ts'
import { PageError } from '../errors/errors.ts'
import { findApplicationByClientId } from '../features/applications/application.ts'
import {
  type AuthorizationSession,
  findAuthorizationSession,
  isContinuable,
} from '../features/authentication/authorization-session.ts'
import type { Hosted, HostedOutcome } from '../features/authentication/hosted/hosted-sign-in.ts'
import { getEnvironment } from '../features/environments/environment.ts'
import { refuseCrossOrigin } from '../http/cross-origin.ts'
import { originOf } from '../http/request-context.ts'
import { browserTokenOf, rememberSignIn } from './browser.ts'
import type { PageAssets } from './components/document.tsx'
import type { FormErrors } from './components/error-summary.tsx'
import { ExpiredPage } from './components/expired-page.tsx'
import type { Frame } from './components/page-frame.tsx'
import { RedirectPage } from './components/redirect-page.tsx'
import { toFormErrors } from './form-errors.ts'
import { frameOf, sendPage } from './page.ts'

/** What every hosted page works with. */
export interface HostedPage {
  deps: Deps
  request: FastifyRequest
  reply: FastifyReply
  hosted: Hosted
  frame: Frame
  /** The address of a hosted page of this same flow. */
  to(path: string, extra?: Record<string, string>): string
  /** A field of the submitted form, trimmed where it is not a password. */
  field(name: string): string
}

type Handler = (page: HostedPage) => Promise<unknown>

/**
 * Wraps the handler of a hosted page: with a live authorization session of this browser it runs;
 * without one the browser is sent to where a sign-in begins.
 */
export function hostedPage(deps: Deps, assets: PageAssets, handler: Handler) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    refuseCrossOrigin(request)
    const query = request.query as Record<string, unknown>
    const id = String(query.authorization_session_id ?? '')
    const session = await findAuthorizationSession(deps, id)
    if (!session || !isContinuable(session, browserTokenOf(deps, request), deps.clock.now())) {
      if (session?.deviceAuthorizationId) return beginAt(reply, request, assets, '/device')
      const clientId = session?.clientId ?? query.client_id
      const known = typeof clientId === 'string' ? clientId : null
      return beginAtApplication(reply, request, assets, known)
    }
    const hosted = await toHosted(deps, request, session)
    return handler({
      deps,
      request,
      reply,
      hosted,
      frame: frameOf(assets, hosted.client),
      to: (path, extra) => hostedPath(session, path, extra),
      field: (name) => readField(request, name),
    })
  }
}

export function hostedPath(
  session: AuthorizationSession,
  path: string,
  extra: Record<string, string> = {},
): string {
  const query = new URLSearchParams({
    client_id: session.clientId,
    authorization_session_id: session.id,
    ...extra,
  })
  return `${path}?${query}`
}

async function toHosted(
  deps: Deps,
  request: FastifyRequest,
  session: AuthorizationSession,
): Promise<Hosted> {
  const application = await findApplicationByClientId(deps, session.clientId)
  if (!application) throw new Error(`Application ${session.clientId} is gone.`)
  const environment = await getEnvironment(deps, session.environmentId)
  return {
    client: { application, environment, isConfidential: false },
    session,
    ...originOf(request),
  }
}

function readField(request: FastifyRequest, name: string): string {
  const body = (request.body ?? {}) as Record<string, unknown>
  const value = typeof body[name] === 'string' ? body[name] : ''
  return name === 'password' ? value : value.trim()
}

/** A sign-in begins at the application, which knows what it asked for (and keeps the state). */
export function beginAtApplication(
  reply: FastifyReply,
  request: FastifyRequest,
  assets: PageAssets,
  clientId: string | null,
) {
  if (!clientId) {
    throw new PageError(
      400,
      'Start from the application',
      'This page belongs to a sign-in that is not going on in this browser. Open the application that you want to use and sign in from there.',
    )
  }
  const query = new URLSearchParams({ client_id: clientId })
  return beginAt(reply, request, assets, `/user_management/initiate_login?${query}`)
}

function beginAt(reply: FastifyReply, request: FastifyRequest, assets: PageAssets, begin: string) {
  if (request.method === 'GET' || request.method === 'HEAD') return reply.redirect(begin, 307)
  // A form that was submitted too late: not a redirect, for the reason that sendOutcome gives.
  return sendPage(reply, <ExpiredPage frame={frameOf(assets)} beginUrl={begin} />)
}

/** Shows the next page, or leaves for the application with the code. */
export function sendOutcome(page: HostedPage, outcome: HostedOutcome) {
  const { deps, reply, hosted, frame } = page
  const { application, environment } = hosted.client
  const { browserSessionToken } = outcome
  if (browserSessionToken) rememberSignIn(deps, reply, environment.id, browserSessionToken)
  if (outcome.kind === 'page') return reply.redirect(page.to(outcome.path), 303)
  // Not a redirect: browsers would apply this page's form-action to every hop that follows a form.
  return sendPage(
    reply,
    <RedirectPage frame={frame} url={outcome.url} applicationName={application.name} />,
  )
}

/** Runs a form's act; a refusal shows the form again with its reasons. */
export async function submit(
  page: HostedPage,
  act: () => Promise<unknown>,
  form: (errors: FormErrors) => ReactElement,
  words: Record<string, string> = {},
) {
  try {
    return await act()
  } catch (error) {
    const refusal = toFormErrors(error, words)
    if (!refusal) throw error
    if (refusal.retryAfterSeconds) page.reply.header('retry-after', refusal.retryAfterSeconds)
    return sendPage(page.reply, form(refusal.errors), refusal.status)
  }
}

/** In development the mails are at hand: the page that waits for one says where. */
export function inboxUrl({ deps, hosted }: HostedPage): string | undefined {
  const { kind } = hosted.client.environment
  return deps.config.development && kind !== 'system' ? `/dashboard/${kind}/emails` : undefined
}
