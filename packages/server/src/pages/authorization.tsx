import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { invalidRequestParameters, PageError } from '../errors/errors.ts'
import { findApplicationByClientId } from '../features/applications/application.ts'
import { AuthorizationError, withAnswer } from '../features/authentication/authorization-request.ts'
import { authorize } from '../features/authentication/authorize.ts'
import { forgetSession } from '../features/authentication/refresh-cookie.ts'
import { signOut } from '../features/authentication/sign-out.ts'
import { admitOrigin, preflight } from '../features/cors-origins/cors-access.ts'
import { findDefaultRedirect } from '../features/redirects/redirect.ts'
import { publicOrigin } from '../http/public-origin.ts'
import { forgetSignIn, readBrowser } from './browser.ts'
import type { PageAssets } from './components/document.tsx'
import { SignedOutPage } from './components/signed-out-page.tsx'
import { hostedPath } from './hosted-page.tsx'
import { frameOf, sendPage } from './page.ts'

/** The addresses of the API that are visited by browsers: where a sign-in begins and where one ends. */
export function authorizationPages(app: FastifyInstance, deps: Deps, assets: PageAssets): void {
  app.get('/user_management/authorize', { schema: { hide: true } }, async (request, reply) => {
    try {
      const browser = readBrowser(deps, request, reply)
      const outcome = await authorize(deps, rawQueryOf(request), browser)
      if (outcome.kind === 'answer') return reply.redirect(outcome.url, 302)
      const path = hostedPath(outcome.session, outcome.path)
      return reply.redirect(publicOrigin(deps.config, request) + path, 302)
    } catch (error) {
      if (!(error instanceof AuthorizationError)) throw error
      return reply.redirect(errorAnswer(error), 302)
    }
  })

  app.get('/user_management/initiate_login', { schema: { hide: true } }, (request, reply) =>
    initiateLogin(deps, request, reply),
  )

  app.options('/user_management/sessions/logout', preflight(deps, 'GET'))
  app.get('/user_management/sessions/logout', { schema: { hide: true } }, (request, reply) =>
    logout(deps, assets, request, reply),
  )
}

const rawQueryOf = (request: FastifyRequest) => request.url.split('?').slice(1).join('?')

const errorAnswer = ({ error, description, redirectUri, state }: AuthorizationError) =>
  withAnswer(redirectUri, { error, error_description: description }, state)

/** Sends a sign-in that did not begin at the application to begin there. */
async function initiateLogin(deps: Deps, request: FastifyRequest, reply: FastifyReply) {
  const { client_id: clientId } = request.query as { client_id?: string }
  const application = clientId ? await findApplicationByClientId(deps, clientId) : null
  if (!application) {
    throw new PageError(
      400,
      'This application is not known',
      'The link that brought you here does not belong to an application of this server.',
      ['Open the application that you want to use and sign in from there.'],
      clientId,
    )
  }
  if (application.signInEndpoint) return reply.redirect(application.signInEndpoint, 302)
  const fallback = await findDefaultRedirect(deps, 'redirect_uris', application)
  if (!fallback) {
    throw new PageError(
      400,
      'Start from the application',
      `This page belongs to a sign-in to ${application.name} that is not going on in this browser. Open ${application.name} and sign in from there.`,
      [
        'Set a sign-in endpoint, such as http://localhost:3000/login, under Redirects in the dashboard: people who come here from a bookmark or a mail are then sent to begin at your application.',
      ],
    )
  }
  // Without an endpoint the flow begins here; the application gets a code without a state.
  const query = new URLSearchParams({
    client_id: application.clientId,
    provider: 'authkit',
    redirect_uri: fallback.uri,
    response_type: 'code',
  })
  return reply.redirect(`/user_management/authorize?${query}`, 302)
}

async function logout(
  deps: Deps,
  assets: PageAssets,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const query = request.query as { session_id?: string; return_to?: string }
  if (typeof query.session_id !== 'string' || query.session_id === '') {
    throw invalidRequestParameters([
      { code: 'session_id_required', message: 'session_id is required.', field: 'session_id' },
    ])
  }
  const returnTo = typeof query.return_to === 'string' ? query.return_to : undefined
  const outcome = await signOut(deps, query.session_id, returnTo)
  if (outcome.kind === 'unknown-session') {
    return sendPage(reply, <SignedOutPage frame={frameOf(assets)} />)
  }
  await admitOrigin(deps, request, reply, outcome.application)
  forgetSignIn(deps, reply, outcome.session.environmentId)
  forgetSession(deps, request, reply, outcome.session)
  if (outcome.kind === 'redirect') return reply.redirect(outcome.url, 302)
  throw outcome.kind === 'nowhere' ? nowhereToGo() : notRegistered(outcome.returnTo)
}

const nowhereToGo = () =>
  new PageError(
    400,
    'You are signed out',
    'The application did not say where to go from here. You can close this page.',
    [
      'Add a sign-out redirect, such as http://localhost:3000, under Redirects in the dashboard, or set the app homepage URL there.',
    ],
  )

const notRegistered = (returnTo: string) =>
  new PageError(
    400,
    'You are signed out',
    'The application asked to continue at an address that it has not registered, so you were not sent there. You can close this page.',
    [
      'Add this address, exactly as it is, to the sign-out redirects under Redirects in the dashboard.',
    ],
    returnTo,
  )
