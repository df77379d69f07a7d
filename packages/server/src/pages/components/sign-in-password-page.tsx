import { ErrorSummary, type FormErrors, hasErrors } from './error-summary.tsx'
import { Identity } from './identity.tsx'
import { Link } from './link.tsx'
import { MagicCodeOffer } from './magic-code-offer.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'
import { PasswordField, UsernameForPasswordManagers } from './password-field.tsx'
import { SubmitButton } from './submit-button.tsx'

type SignInPasswordPageProps = {
  frame: Frame
  action: string
  email: string
  changeEmailUrl: string
  forgotPasswordUrl: string
  /** Missing where no codes are mailed for signing in. */
  magicCodeAction?: string
  errors?: FormErrors
}

/** Second step of a sign-in. It looks the same whether or not an account has this address. */
export function SignInPasswordPage(props: SignInPasswordPageProps) {
  const { frame, action, email, changeEmailUrl, forgotPasswordUrl, magicCodeAction, errors } = props
  return (
    <PageFrame
      frame={frame}
      page='sign-in/password'
      title='Enter your password'
      hasErrors={hasErrors(errors)}
    >
      <Identity email={email} changeUrl={changeEmailUrl} />
      <form className='ak-form' method='post' action={action} noValidate>
        <ErrorSummary errors={errors} fields={[{ name: 'password', label: 'Password' }]} />
        <UsernameForPasswordManagers email={email} />
        <PasswordField label='Password' autoComplete='current-password' errors={errors} />
        <SubmitButton>Sign in</SubmitButton>
      </form>
      <div className='ak-aside'>
        <MagicCodeOffer action={magicCodeAction} />
        <p>
          <Link href={forgotPasswordUrl}>Forgot your password?</Link>
        </p>
      </div>
    </PageFrame>
  )
}
