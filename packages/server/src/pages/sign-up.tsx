import type { FastifyInstance } from 'fastify'
import type { Deps } from '../deps.ts'
import { PageError } from '../errors/errors.ts'
import { rememberOnTheWay } from '../features/authentication/authorization-session.ts'
import { checkInvitedAddress } from '../features/authentication/hosted/invitation.ts'
import { isSignUpAllowed, signUp } from '../features/authentication/hosted/sign-up.ts'
import type { PageAssets } from './components/document.tsx'
import type { FormErrors } from './components/error-summary.tsx'
import { SignUpPage, type SignUpValues } from './components/sign-up-page.tsx'
import { SignUpPasswordPage } from './components/sign-up-password-page.tsx'
import { type HostedPage, hostedPage, sendOutcome, submit } from './hosted-page.tsx'
import { magicCodeAction } from './magic-code.tsx'
import { sendPage } from './page.ts'
import { asksNames, checkValues, readValues } from './sign-up-values.ts'

/** Sign-up: the address, then a password. Closed where the environment does not let people in. */
export function signUpPages(app: FastifyInstance, deps: Deps, assets: PageAssets): void {
  const signUpPage = (handler: (page: HostedPage) => Promise<unknown>) =>
    hostedPage(deps, assets, async (page) => {
      if (!(await isSignUpAllowed(deps, page.hosted))) throw signUpClosed(page)
      return handler(page)
    })

  app.get(
    '/sign-up',
    signUpPage(async (page) => sendPage(page.reply, addressForm(page, enteredBefore(page)))),
  )

  app.post(
    '/sign-up',
    signUpPage(async (page) => {
      const entered = readValues(page)
      return submit(
        page,
        async () => {
          const { email, ...names } = checkValues(page, entered)
          await checkInvitedAddress(deps, page.hosted.session, email)
          await rememberOnTheWay(deps.db, page.hosted.session, { email, ...names })
          return page.reply.redirect(page.to('/sign-up/password'), 303)
        },
        (errors) => addressForm(page, entered, errors),
      )
    }),
  )

  app.get(
    '/sign-up/password',
    signUpPage(async (page) =>
      page.hosted.session.email
        ? sendPage(page.reply, passwordForm(page))
        : page.reply.redirect(page.to('/sign-up'), 303),
    ),
  )

  app.post(
    '/sign-up/password',
    signUpPage(async (page) =>
      submit(
        page,
        async () => sendOutcome(page, await signUp(deps, page.hosted, page.field('password'))),
        (errors) => passwordForm(page, errors),
      ),
    ),
  )
}

function enteredBefore({ hosted: { session } }: HostedPage): SignUpValues {
  return {
    email: session.email ?? undefined,
    firstName: session.firstName ?? undefined,
    lastName: session.lastName ?? undefined,
  }
}

function addressForm(page: HostedPage, values: SignUpValues, errors?: FormErrors) {
  return (
    <SignUpPage
      frame={page.frame}
      action={page.to('/sign-up')}
      values={values}
      requireNames={asksNames(page)}
      errors={errors}
      signInUrl={page.to('/sign-in')}
    />
  )
}

function passwordForm(page: HostedPage, errors?: FormErrors) {
  return (
    <SignUpPasswordPage
      frame={page.frame}
      action={page.to('/sign-up/password')}
      email={page.hosted.session.email ?? ''}
      changeEmailUrl={page.to('/sign-up')}
      magicCodeAction={magicCodeAction(page)}
      policy={page.hosted.client.environment.settings.password}
      errors={errors}
    />
  )
}

const signUpClosed = (page: HostedPage) =>
  new PageError(
    403,
    'Sign-up is closed',
    'New accounts cannot be made here. If you have an account, sign in.',
    ['To let people sign up, turn sign-up on under Authentication in the dashboard.'],
    undefined,
    { text: 'Sign in', url: page.to('/sign-in') },
  )
