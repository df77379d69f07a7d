import type { FastifyInstance } from 'fastify'
import type { Deps } from '../deps.ts'
import {
  requestMagicCode,
  signInWithMagicCode,
} from '../features/authentication/hosted/magic-auth.ts'
import type { PageAssets } from './components/document.tsx'
import type { FormErrors } from './components/error-summary.tsx'
import { MagicCodePage } from './components/magic-code-page.tsx'
import { type HostedPage, hostedPage, inboxUrl, sendOutcome, submit } from './hosted-page.tsx'
import { sendPage } from './page.ts'

/** Sign-in with a code from a mail, in the place of a password. */
export function magicCodePages(app: FastifyInstance, deps: Deps, assets: PageAssets): void {
  app.get(
    '/magic-code',
    hostedPage(deps, assets, async (page) => {
      if (!page.hosted.session.email) return page.reply.redirect(page.to('/sign-in'), 303)
      const { sent } = page.request.query as { sent?: string }
      const notice = sent === undefined ? undefined : 'A new code is on its way.'
      return sendPage(page.reply, codeForm(page, { notice }))
    }),
  )

  app.post(
    '/magic-code',
    hostedPage(deps, assets, async (page) =>
      submit(
        page,
        async () =>
          sendOutcome(page, await signInWithMagicCode(deps, page.hosted, page.field('code'))),
        (errors) => codeForm(page, { errors }),
      ),
    ),
  )

  app.post(
    '/magic-code/send',
    hostedPage(deps, assets, async (page) => {
      if (!page.hosted.session.email) return page.reply.redirect(page.to('/sign-in'), 303)
      const { again } = page.request.query as { again?: string }
      return submit(
        page,
        async () => {
          await requestMagicCode(deps, page.hosted)
          return page.reply.redirect(page.to('/magic-code', again ? { sent: '1' } : {}), 303)
        },
        (errors) => codeForm(page, { errors }),
      )
    }),
  )
}

/** Where a code is asked for; nowhere while that is turned off. */
export function magicCodeAction(page: HostedPage): string | undefined {
  const { magicAuthEnabled } = page.hosted.client.environment.settings
  return magicAuthEnabled ? page.to('/magic-code/send') : undefined
}

function codeForm(page: HostedPage, state: { errors?: FormErrors; notice?: string }) {
  return (
    <MagicCodePage
      frame={page.frame}
      action={page.to('/magic-code')}
      resendAction={page.to('/magic-code/send', { again: '1' })}
      passwordUrl={page.to('/sign-in/password')}
      changeEmailUrl={page.to('/sign-in')}
      email={page.hosted.session.email ?? ''}
      inboxUrl={inboxUrl(page)}
      {...state}
    />
  )
}
