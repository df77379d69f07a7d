import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { isDatabaseUnavailable } from '../db/unavailable.ts'
import type { Deps } from '../deps.ts'
import { ApiError, PageError, RateLimitError, type WayOn } from '../errors/errors.ts'
import { databaseUnavailable, sendError, sendNotFound } from '../http/error-handler.ts'
import { limitPageRequests } from '../http/request-limits.ts'
import { serveAssets } from './assets.ts'
import { authorizationPages } from './authorization.tsx'
import { cliPages } from './cli.tsx'
import type { PageAssets } from './components/document.tsx'
import { ErrorPage } from './components/error-page.tsx'
import { NotFoundPage } from './components/not-found-page.tsx'
import { dashboardPages } from './dashboard.ts'
import { devicePages } from './device.tsx'
import { docsPages } from './docs.tsx'
import { emailVerificationPages } from './email-verification.tsx'
import { toFormErrors } from './form-errors.ts'
import { invitationPages } from './invitation.tsx'
import { magicCodePages } from './magic-code.tsx'
import { mfaPages } from './mfa.tsx'
import { organizationSelectionPages } from './organization-selection.tsx'
import { frameOf, frameOfAddress, sendPage } from './page.ts'
import { resetPasswordPages } from './reset-password.tsx'
import { signInPages } from './sign-in.tsx'
import { signUpPages } from './sign-up.tsx'

/** Everything a person sees in a browser, except the dashboard. */
export function pages(deps: Deps): FastifyPluginAsync {
  return async (app) => {
    // The document of the API is for programs.
    app.addHook('onRoute', (route) => {
      route.schema = { ...route.schema, hide: true }
    })
    app.addHook('onRequest', limitPageRequests(deps))
    const assets = serveAssets(app)
    app.setErrorHandler((error, request, reply) => showError(deps, assets, error, request, reply))
    // Whoever types an address at a development server is about to build something.
    const wayOn = deps.config.development ? toDashboard : undefined
    const notFound = ({ id }: FastifyRequest) => (
      <NotFoundPage frame={frameOf(assets)} requestId={id} wayOn={wayOn} />
    )
    app.setNotFoundHandler((request, reply) =>
      wantsPage(request) ? sendPage(reply, notFound(request), 404) : sendNotFound(request, reply),
    )
    // The address that the terminal shows when it is ready.
    app.get('/', (request, reply) =>
      wantsPage(request) ? reply.redirect('/dashboard', 302) : sendNotFound(request, reply),
    )
    authorizationPages(app, deps, assets)
    signInPages(app, deps, assets)
    signUpPages(app, deps, assets)
    emailVerificationPages(app, deps, assets)
    mfaPages(app, deps, assets)
    organizationSelectionPages(app, deps, assets)
    magicCodePages(app, deps, assets)
    invitationPages(app, deps, assets)
    resetPasswordPages(app, deps, assets)
    devicePages(app, deps, assets)
    cliPages(app, deps, assets)
    docsPages(app, deps, assets)
    await dashboardPages(app, deps)
  }
}

const toDashboard: WayOn = { text: 'Open the dashboard', url: '/dashboard' }

/** A browser asks for HTML first; SDKs and scripts ask for JSON or for anything. */
const wantsPage = (request: FastifyRequest) => (request.headers.accept ?? '').includes('text/html')

async function showError(
  deps: Deps,
  assets: PageAssets,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  // A wrong parameter of an address is for the program that made it (422, as published).
  if (error instanceof ApiError && error.status === 422) return sendError(error, request, reply)
  const page = error instanceof PageError ? error : explain(error, request)
  if (error instanceof RateLimitError) reply.header('retry-after', error.retryAfterSeconds)
  if (!wantsPage(request) && !(error instanceof PageError)) return sendError(error, request, reply)
  // What failed may be the database that would tell.
  const frame = await frameOfAddress(deps, assets, request).catch(() => frameOf(assets))
  return sendPage(
    reply,
    <ErrorPage
      frame={frame}
      status={page.status}
      title={page.title}
      message={page.message}
      nextSteps={page.nextSteps}
      detail={page.detail}
      wayOn={page.wayOn}
      requestId={request.id}
    />,
    page.status,
  )
}

function explain(error: unknown, request: FastifyRequest): PageError {
  if (isDatabaseUnavailable(error)) {
    request.log.error({ error, requestId: request.id }, 'The database cannot be reached.')
    return new PageError(503, 'This did not work', databaseUnavailable)
  }
  const refusal = toFormErrors(error)
  if (refusal) {
    return new PageError(refusal.status, 'This did not work', refusal.errors.form ?? 'Try again.')
  }
  const status = (error as { statusCode?: number }).statusCode ?? 500
  if (status < 500) return new PageError(status, 'This did not work', 'Go back and try again.')
  request.log.error({ error, requestId: request.id }, 'A page failed.')
  return new PageError(500, 'Something went wrong', 'It is not your doing. Try again in a moment.')
}
