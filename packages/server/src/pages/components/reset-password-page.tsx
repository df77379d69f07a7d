import { ErrorSummary, type FormErrors, hasErrors } from './error-summary.tsx'
import { Identity } from './identity.tsx'
import { NewPasswordField, type PasswordPolicy } from './new-password-field.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'
import { UsernameForPasswordManagers } from './password-field.tsx'
import { SubmitButton } from './submit-button.tsx'

type ResetPasswordPageProps = {
  frame: Frame
  action: string
  email: string
  policy: PasswordPolicy
  errors?: FormErrors
}

/** Where the link of the mail leads. What happens to other sessions is said before it happens. */
export function ResetPasswordPage({
  frame,
  action,
  email,
  policy,
  errors,
}: ResetPasswordPageProps) {
  return (
    <PageFrame
      frame={frame}
      page='reset-password'
      title='Choose a new password'
      hasErrors={hasErrors(errors)}
    >
      <Identity email={email} />
      <form className='ak-form' method='post' action={action} noValidate>
        <ErrorSummary errors={errors} fields={[{ name: 'password', label: 'New password' }]} />
        <UsernameForPasswordManagers email={email} />
        <NewPasswordField label='New password' policy={policy} errors={errors} />
        <SubmitButton>Set new password</SubmitButton>
      </form>
      <p className='ak-aside'>You will be signed out everywhere else.</p>
    </PageFrame>
  )
}
