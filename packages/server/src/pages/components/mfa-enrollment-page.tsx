import { CodeField } from './code-field.tsx'
import { CopyButton } from './copy-button.tsx'
import { ErrorSummary, type FormErrors, hasErrors } from './error-summary.tsx'
import { Identity } from './identity.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'
import { pictureAddress } from './safe-url.ts'
import { SubmitButton } from './submit-button.tsx'

type MfaEnrollmentPageProps = {
  frame: Frame
  action: string
  cancelUrl: string
  email: string
  /** What the QR code holds, for those who cannot scan it. */
  secret: string
  /** A picture as a data URL. */
  qrCode: string
  errors?: FormErrors | undefined
}

/** The first code of an authenticator app shows that it was set up. */
export function MfaEnrollmentPage(props: MfaEnrollmentPageProps) {
  const { frame, action, cancelUrl, email, secret, qrCode, errors } = props
  return (
    <PageFrame
      frame={frame}
      page='mfa/enrollment'
      title='Set up your authenticator app'
      hasErrors={hasErrors(errors)}
    >
      <Identity email={email} changeUrl={cancelUrl} />
      <p className='ak-lead'>
        Your account needs a second proof at sign-in. Scan this code with an authenticator app on
        your phone.
      </p>
      <img
        className='ak-qr-code'
        src={pictureAddress(qrCode)}
        alt='QR code for your authenticator app. The setup key says the same in letters.'
      />
      <div className='ak-setup-key'>
        <p className='ak-label'>Or enter this setup key in the app</p>
        <p className='ak-detail'>
          <code id='ak-setup-key'>{inGroups(secret)}</code>
          <CopyButton of='ak-setup-key' what='the setup key' />
        </p>
      </div>
      <form className='ak-form' method='post' action={action} noValidate data-submit-when-complete>
        <ErrorSummary errors={errors} fields={[{ name: 'code', label: 'Code' }]} />
        <CodeField errors={errors} label='Code that the app shows' />
        <SubmitButton>Continue</SubmitButton>
      </form>
    </PageFrame>
  )
}

/** Four letters at a time, as people read them aloud and type them; apps ignore the blanks. */
const inGroups = (secret: string) => secret.match(/.{1,4}/g)?.join(' ')
