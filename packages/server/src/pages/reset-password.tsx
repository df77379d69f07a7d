import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hashToken } from '../crypto/tokens.ts'
import type { Deps } from '../deps.ts'
import { getDefaultApplication } from '../features/applications/application.ts'
import { findLatestOfBrowser } from '../features/authentication/authorization-session.ts'
import {
  rememberPasswordReset,
  requestPasswordReset,
  resetPassword,
} from '../features/authentication/hosted/password-reset.ts'
import { getEnvironment } from '../features/environments/environment.ts'
import {
  findPasswordResetEnvironment,
  findUsablePasswordReset,
} from '../features/password-reset/password-reset.ts'
import { parseEmail } from '../features/users/email-address.ts'
import { browserTokenOf, rememberResetLink, rememberResetWish } from './browser.ts'
import type { PageAssets } from './components/document.tsx'
import type { FormErrors } from './components/error-summary.tsx'
import { PasswordResetInvalidPage } from './components/password-reset-invalid-page.tsx'
import { ResetPasswordPage } from './components/reset-password-page.tsx'
import { ResetPasswordRequestPage } from './components/reset-password-request-page.tsx'
import { ResetPasswordSentPage } from './components/reset-password-sent-page.tsx'
import {
  beginAtApplication,
  type HostedPage,
  hostedPage,
  hostedPath,
  inboxUrl,
  sendOutcome,
  submit,
} from './hosted-page.tsx'
import { frameOf, sendPage } from './page.ts'

/** Forgotten password: ask for a mail, open its link, set a new password. */
export function resetPasswordPages(app: FastifyInstance, deps: Deps, assets: PageAssets): void {
  const withinFlow = hostedPage(deps, assets, async (page) => {
    const { request } = page.request.query as { request?: string }
    const { passwordResetTokenHash } = page.hosted.session
    if (!passwordResetTokenHash || request !== undefined) {
      return sendPage(page.reply, requestForm(page))
    }
    return sendPage(page.reply, await newPasswordForm(page, passwordResetTokenHash))
  })

  app.get('/reset-password', async (request, reply) => {
    const { token } = request.query as { token?: string }
    return typeof token === 'string'
      ? openLink(deps, assets, request, reply, token)
      : withinFlow(request, reply)
  })

  // For a link that no longer works, where no sign-in is going on: one begins, and asks for the address.
  app.get('/reset-password/again', async (request, reply) => {
    const { client_id: clientId } = request.query as { client_id?: unknown }
    rememberResetWish(deps, reply)
    const known = typeof clientId === 'string' ? clientId : null
    return beginAtApplication(reply, request, assets, known)
  })

  app.post(
    '/reset-password/request',
    hostedPage(deps, assets, async (page) => {
      const entered = page.field('email')
      return submit(
        page,
        async () => {
          const { email } = parseEmail(entered)
          await requestPasswordReset(deps, page.hosted, email)
          return sendPage(
            page.reply,
            <ResetPasswordSentPage
              frame={page.frame}
              email={email}
              resendAction={page.to('/reset-password/request')}
              signInUrl={page.to('/sign-in')}
              inboxUrl={inboxUrl(page)}
            />,
          )
        },
        (errors) => requestForm(page, entered, errors),
      )
    }),
  )

  app.post(
    '/reset-password',
    hostedPage(deps, assets, async (page) => {
      const { passwordResetTokenHash } = page.hosted.session
      const usable =
        passwordResetTokenHash && (await findUsablePasswordReset(deps, passwordResetTokenHash))
      if (!usable) return sendPage(page.reply, invalidLink(page), 400)
      return submit(
        page,
        async () =>
          sendOutcome(page, await resetPassword(deps, page.hosted, page.field('password'))),
        (errors) => passwordForm(page, usable.user.email, errors),
      )
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
  const tokenHash = hashToken(token)
  const environmentId = await findPasswordResetEnvironment(deps, tokenHash)
  if (!environmentId) {
    return sendPage(reply, <PasswordResetInvalidPage frame={frameOf(assets)} />, 404)
  }
  const browserToken = browserTokenOf(deps, request)
  const session = browserToken ? await findLatestOfBrowser(deps, environmentId, browserToken) : null
  if (session) {
    await rememberPasswordReset(deps, session, token)
    return reply.redirect(hostedPath(session, '/reset-password'), 303)
  }
  const application = await getDefaultApplication(deps, environmentId)
  if (!(await findUsablePasswordReset(deps, tokenHash))) {
    const environment = await getEnvironment(deps, environmentId)
    const begin = `/user_management/initiate_login?client_id=${application.clientId}`
    return sendPage(
      reply,
      <PasswordResetInvalidPage
        frame={frameOf(assets, { application, environment })}
        requestUrl={`/reset-password/again?client_id=${application.clientId}`}
        signInUrl={begin}
      />,
      400,
    )
  }
  rememberResetLink(deps, reply, token)
  return beginAtApplication(reply, request, assets, application.clientId)
}

async function newPasswordForm(page: HostedPage, tokenHash: Buffer) {
  const usable = await findUsablePasswordReset(page.deps, tokenHash)
  return usable ? passwordForm(page, usable.user.email) : invalidLink(page)
}

const invalidLink = (page: HostedPage) => (
  <PasswordResetInvalidPage
    frame={page.frame}
    requestUrl={page.to('/reset-password', { request: '1' })}
    signInUrl={page.to('/sign-in')}
  />
)

const passwordForm = (page: HostedPage, email: string, errors?: FormErrors) => (
  <ResetPasswordPage
    frame={page.frame}
    action={page.to('/reset-password')}
    email={email}
    policy={page.hosted.client.environment.settings.password}
    errors={errors}
  />
)

const requestForm = (page: HostedPage, email?: string, errors?: FormErrors) => (
  <ResetPasswordRequestPage
    frame={page.frame}
    action={page.to('/reset-password/request')}
    email={email ?? page.hosted.session.email ?? undefined}
    errors={errors}
    signInUrl={page.to('/sign-in')}
  />
)
