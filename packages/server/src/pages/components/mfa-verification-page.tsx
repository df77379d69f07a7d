import { CodeField } from './code-field.tsx'
import { ErrorSummary, type FormErrors, hasErrors } from './error-summary.tsx'
import { Identity } from './identity.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'
import { SubmitButton } from './submit-button.tsx'

type MfaVerificationPageProps = {
  frame: Frame
  action: string
  cancelUrl: string
  email: string
  errors?: FormErrors | undefined
}

/** The second factor of somebody who has one. */
export function MfaVerificationPage(props: MfaVerificationPageProps) {
  const { frame, action, cancelUrl, email, errors } = props
  const { applicationName = 'the application' } = frame
  return (
    <PageFrame
      frame={frame}
      page='mfa/verification'
      title='Enter the code of your app'
      hasErrors={hasErrors(errors)}
    >
      <Identity email={email} changeUrl={cancelUrl} />
      <p className='ak-lead'>
        Open your authenticator app and enter the six digits that it shows for{' '}
        <bdi>{applicationName}</bdi>.
      </p>
      <form className='ak-form' method='post' action={action} noValidate data-submit-when-complete>
        <ErrorSummary errors={errors} fields={[{ name: 'code', label: 'Code' }]} />
        <CodeField errors={errors} />
        <SubmitButton>Continue</SubmitButton>
      </form>
      <p className='ak-notice'>
        Lost the app? Ask the people who run <bdi>{applicationName}</bdi> to reset it for you.
      </p>
    </PageFrame>
  )
}
