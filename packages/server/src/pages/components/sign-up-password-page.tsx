import { ErrorSummary, type FormErrors, hasErrors } from './error-summary.tsx'
import { Identity } from './identity.tsx'
import { MagicCodeOffer } from './magic-code-offer.tsx'
import { NewPasswordField, type PasswordPolicy } from './new-password-field.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'
import { UsernameForPasswordManagers } from './password-field.tsx'
import { SubmitButton } from './submit-button.tsx'

type SignUpPasswordPageProps = {
  frame: Frame
  action: string
  email: string
  changeEmailUrl: string
  /** Missing where no codes are mailed for signing in. */
  magicCodeAction?: string
  policy: PasswordPolicy
  errors?: FormErrors
}

/** Second step of a sign-up. What a password must be is said before it is typed. */
export function SignUpPasswordPage(props: SignUpPasswordPageProps) {
  const { frame, action, email, changeEmailUrl, magicCodeAction, policy, errors } = props
  return (
    <PageFrame
      frame={frame}
      page='sign-up/password'
      title='Choose a password'
      hasErrors={hasErrors(errors)}
    >
      <Identity email={email} changeUrl={changeEmailUrl} />
      <form className='ak-form' method='post' action={action} noValidate>
        <ErrorSummary errors={errors} fields={[{ name: 'password', label: 'Password' }]} />
        <UsernameForPasswordManagers email={email} />
        <NewPasswordField label='Password' policy={policy} errors={errors} />
        <SubmitButton>Continue</SubmitButton>
      </form>
      {magicCodeAction && (
        <div className='ak-aside'>
          <MagicCodeOffer action={magicCodeAction} />
        </div>
      )}
    </PageFrame>
  )
}
