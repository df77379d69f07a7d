import type { FastifyInstance } from 'fastify'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors/errors.ts'
import { enroll, prepareEnrollment, verifyMfa } from '../features/authentication/hosted/mfa.ts'
import type { PageAssets } from './components/document.tsx'
import type { FormErrors } from './components/error-summary.tsx'
import { MfaEnrollmentPage } from './components/mfa-enrollment-page.tsx'
import { MfaVerificationPage } from './components/mfa-verification-page.tsx'
import { type HostedPage, hostedPage, sendOutcome, submit } from './hosted-page.tsx'
import { sendPage } from './page.ts'

/** Codes of an authenticator app have no mail to be checked and need no sending. */
const words = {
  invalid_one_time_code: 'This code is not right. Enter the one that the app shows now.',
  one_time_code_previously_used: 'This code was already used. Wait for the next one.',
}

/** The second factor: enrolled at the first sign-in that asks for it, proven at every other. */
export function mfaPages(app: FastifyInstance, deps: Deps, assets: PageAssets): void {
  app.get(
    '/mfa/enrollment',
    hostedPage(deps, assets, async (page) => {
      const form = await enrollmentForm(page)
      return form ? sendPage(page.reply, form()) : page.reply.redirect(page.to('/sign-in'), 303)
    }),
  )

  app.post(
    '/mfa/enrollment',
    hostedPage(deps, assets, async (page) => {
      const form = await enrollmentForm(page)
      if (!form) return page.reply.redirect(page.to('/sign-in'), 303)
      return submit(
        page,
        async () => sendOutcome(page, await enroll(deps, page.hosted, page.field('code'))),
        form,
        words,
      )
    }),
  )

  app.get(
    '/mfa/verification',
    hostedPage(deps, assets, async (page) =>
      page.hosted.session.pendingAuthenticationId
        ? sendPage(page.reply, verificationForm(page))
        : page.reply.redirect(page.to('/sign-in'), 303),
    ),
  )

  app.post(
    '/mfa/verification',
    hostedPage(deps, assets, async (page) =>
      submit(
        page,
        async () => sendOutcome(page, await verifyMfa(deps, page.hosted, page.field('code'))),
        (errors) => verificationForm(page, errors),
        words,
      ),
    ),
  )
}

/** Null when this sign-in waits for no enrolment, or waited too long: it begins again. */
async function enrollmentForm(page: HostedPage) {
  try {
    const { secret, qrCode } = await prepareEnrollment(page.deps, page.hosted)
    return (errors?: FormErrors) => (
      <MfaEnrollmentPage
        frame={page.frame}
        action={page.to('/mfa/enrollment')}
        cancelUrl={page.to('/sign-in')}
        email={page.hosted.session.email ?? ''}
        secret={secret}
        qrCode={qrCode}
        errors={errors}
      />
    )
  } catch (error) {
    if (error instanceof ApiError && error.code === 'invalid_pending_authentication_token') {
      return null
    }
    throw error
  }
}

function verificationForm(page: HostedPage, errors?: FormErrors) {
  return (
    <MfaVerificationPage
      frame={page.frame}
      action={page.to('/mfa/verification')}
      cancelUrl={page.to('/sign-in')}
      email={page.hosted.session.email ?? ''}
      errors={errors}
    />
  )
}
