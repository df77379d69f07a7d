import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../deps.ts'
import { getDefaultApplication } from '../features/applications/application.ts'
import { findLatestOfBrowser } from '../features/authentication/authorization-session.ts'
import {
  describeInvitation,
  forgetInvitation,
  rememberInvitation,
} from '../features/authentication/hosted/invitation.ts'
import { getEnvironment } from '../features/environments/environment.ts'
import { findInvitationOfLink, nameOf, stateOf } from '../features/invitations/invitation.ts'
import { browserTokenOf, forgetInvitationLink, rememberInvitationLink } from './browser.ts'
import type { PageAssets } from './components/document.tsx'
import { InvitationInvalidPage } from './components/invitation-invalid-page.tsx'
import { InvitationPage } from './components/invitation-page.tsx'
import { beginAtApplication, hostedPage, hostedPath } from './hosted-page.tsx'
import { frameOf, sendPage } from './page.ts'

/** An invitation: opened from its mail, shown, and accepted by signing in or up. */
export function invitationPages(app: FastifyInstance, deps: Deps, assets: PageAssets): void {
  const withinFlow = hostedPage(deps, assets, async (page) => {
    const { session } = page.hosted
    const described = await describeInvitation(deps, session)
    if (!described) {
      const signInUrl = page.to('/sign-in')
      const invalid = <InvitationInvalidPage frame={page.frame} signInUrl={signInUrl} />
      return sendPage(page.reply, invalid, 400)
    }
    const { invitation, organization, inviter, hasAccount } = described
    return sendPage(
      page.reply,
      <InvitationPage
        frame={page.frame}
        email={invitation.email}
        organizationName={organization?.name}
        inviterName={inviter ? nameOf(inviter) : undefined}
        hasAccount={hasAccount}
        continueUrl={page.to(hasAccount ? '/sign-in/password' : '/sign-up/password')}
        dismissAction={page.to('/invite/dismiss')}
      />,
    )
  })

  app.get('/invite', async (request, reply) => {
    const { invitation_token: token } = request.query as { invitation_token?: string }
    return typeof token === 'string'
      ? openLink(deps, assets, request, reply, token)
      : withinFlow(request, reply)
  })

  app.post(
    '/invite/dismiss',
    hostedPage(deps, assets, async (page) => {
      await forgetInvitation(deps, page.hosted.session)
      forgetInvitationLink(deps, page.reply)
      return page.reply.redirect(page.to('/sign-in'), 303)
    }),
  )
}

/** A link from a mail: continued in the flow of this browser, or by way of the application. */
async function openLink(
  deps: Deps,
  assets: PageAssets,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
) {
  const invitation = await findInvitationOfLink(deps, token)
  if (!invitation) {
    return sendPage(reply, <InvitationInvalidPage frame={frameOf(assets)} />, 404)
  }
  const { environmentId } = invitation
  const application = await getDefaultApplication(deps, environmentId)
  if (stateOf(invitation, deps.clock.now()) !== 'pending') {
    const environment = await getEnvironment(deps, environmentId)
    const frame = frameOf(assets, { application, environment })
    const begin = `/user_management/initiate_login?client_id=${application.clientId}`
    return sendPage(reply, <InvitationInvalidPage frame={frame} signInUrl={begin} />, 400)
  }
  const browserToken = browserTokenOf(deps, request)
  const session = browserToken ? await findLatestOfBrowser(deps, environmentId, browserToken) : null
  if (session) {
    await rememberInvitation(deps, session, invitation)
    return reply.redirect(hostedPath(session, '/invite'), 303)
  }
  rememberInvitationLink(deps, reply, token)
  return beginAtApplication(reply, request, assets, application.clientId)
}
