import type { FastifyInstance } from 'fastify'
import type { Deps } from '../deps.ts'
import { rememberOnTheWay } from '../features/authentication/authorization-session.ts'
import { checkInvitedAddress } from '../features/authentication/hosted/invitation.ts'
import { signInWithPassword } from '../features/authentication/hosted/password.ts'
import { isSignUpAllowed } from '../features/authentication/hosted/sign-up.ts'
import { parseEmail } from '../features/users/email-address.ts'
import type { PageAssets } from './components/document.tsx'
import type { FormErrors } from './components/error-summary.tsx'
import { SignInPage } from './components/sign-in-page.tsx'
import { SignInPasswordPage } from './components/sign-in-password-page.tsx'
import { type HostedPage, hostedPage, sendOutcome, submit } from './hosted-page.tsx'
import { magicCodeAction } from './magic-code.tsx'
import { sendPage } from './page.ts'

/** Sign-in, identifier first: who it is, then the proof. */
export function signInPages(app: FastifyInstance, deps: Deps, assets: PageAssets): void {
  app.get(
    '/sign-in',
    hostedPage(deps, assets, async (page) => sendPage(page.reply, await identifierForm(page))),
  )

  app.post(
    '/sign-in',
    hostedPage(deps, assets, async (page) => {
      const entered = page.field('email')
      const signUpUrl = await signUpLink(page)
      return submit(
        page,
        async () => {
          const { email } = parseEmail(entered)
          await checkInvitedAddress(deps, page.hosted.session, email)
          await rememberOnTheWay(deps.db, page.hosted.session, { email })
          return page.reply.redirect(page.to('/sign-in/password'), 303)
        },
        (errors) => (
          <SignInPage
            frame={page.frame}
            action={page.to('/sign-in')}
            email={entered}
            errors={errors}
            signUpUrl={signUpUrl}
          />
        ),
      )
    }),
  )

  app.get(
    '/sign-in/password',
    hostedPage(deps, assets, async (page) =>
      page.hosted.session.email
        ? sendPage(page.reply, passwordForm(page))
        : page.reply.redirect(page.to('/sign-in'), 303),
    ),
  )

  app.post(
    '/sign-in/password',
    hostedPage(deps, assets, async (page) =>
      submit(
        page,
        async () =>
          sendOutcome(page, await signInWithPassword(deps, page.hosted, page.field('password'))),
        (errors) => passwordForm(page, errors),
      ),
    ),
  )
}

async function identifierForm(page: HostedPage) {
  return (
    <SignInPage
      frame={page.frame}
      action={page.to('/sign-in')}
      email={page.hosted.session.email ?? undefined}
      signUpUrl={await signUpLink(page)}
    />
  )
}

const signUpLink = async (page: HostedPage) =>
  (await isSignUpAllowed(page.deps, page.hosted)) ? page.to('/sign-up') : undefined

function passwordForm(page: HostedPage, errors?: FormErrors) {
  return (
    <SignInPasswordPage
      frame={page.frame}
      action={page.to('/sign-in/password')}
      email={page.hosted.session.email ?? ''}
      changeEmailUrl={page.to('/sign-in')}
      forgotPasswordUrl={page.to('/reset-password')}
      magicCodeAction={magicCodeAction(page)}
      errors={errors}
    />
  )
}
