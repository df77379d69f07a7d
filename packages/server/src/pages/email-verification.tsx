import type { FastifyInstance } from 'fastify'
import type { Deps } from '../deps.ts'
import {
  resendVerification,
  verifyEmail,
} from '../features/authentication/hosted/email-verification.ts'
import type { PageAssets } from './components/document.tsx'
import { EmailVerificationPage } from './components/email-verification-page.tsx'
import type { FormErrors } from './components/error-summary.tsx'
import { type HostedPage, hostedPage, inboxUrl, sendOutcome, submit } from './hosted-page.tsx'
import { sendPage } from './page.ts'

/** The six digits of the mail. */
export function emailVerificationPages(app: FastifyInstance, deps: Deps, assets: PageAssets): void {
  app.get(
    '/email-verification',
    hostedPage(deps, assets, async (page) => {
      if (!page.hosted.session.email) return page.reply.redirect(page.to('/sign-in'), 303)
      const { sent } = page.request.query as { sent?: string }
      const notice = sent === undefined ? undefined : 'A new code is on its way.'
      return sendPage(page.reply, codeForm(page, { notice }))
    }),
  )

  app.post(
    '/email-verification',
    hostedPage(deps, assets, async (page) =>
      submit(
        page,
        async () => sendOutcome(page, await verifyEmail(deps, page.hosted, page.field('code'))),
        (errors) => codeForm(page, { errors }),
      ),
    ),
  )

  app.post(
    '/email-verification/send',
    hostedPage(deps, assets, async (page) =>
      submit(
        page,
        async () => {
          await resendVerification(deps, page.hosted)
          return page.reply.redirect(page.to('/email-verification', { sent: '1' }), 303)
        },
        (errors) => codeForm(page, { errors }),
      ),
    ),
  )
}

function codeForm(page: HostedPage, state: { errors?: FormErrors; notice?: string }) {
  return (
    <EmailVerificationPage
      frame={page.frame}
      action={page.to('/email-verification')}
      resendAction={page.to('/email-verification/send')}
      cancelUrl={page.to('/sign-in')}
      email={page.hosted.session.email ?? ''}
      inboxUrl={inboxUrl(page)}
      {...state}
    />
  )
}
