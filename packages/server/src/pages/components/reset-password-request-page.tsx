import { ErrorSummary, type FormErrors, hasErrors } from './error-summary.tsx'
import { Link } from './link.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'
import { SubmitButton } from './submit-button.tsx'
import { TextField } from './text-field.tsx'

type ResetPasswordRequestPageProps = {
  frame: Frame
  action: string
  email?: string
  errors?: FormErrors
  signInUrl: string
}

/** Asks where to send the link for a new password. */
export function ResetPasswordRequestPage(props: ResetPasswordRequestPageProps) {
  const { frame, action, email, errors, signInUrl } = props
  return (
    <PageFrame
      frame={frame}
      page='reset-password'
      title='Reset your password'
      hasErrors={hasErrors(errors)}
    >
      <p className='ak-lead'>We send you a link to choose a new one.</p>
      <form className='ak-form' method='post' action={action} noValidate>
        <ErrorSummary errors={errors} fields={[{ name: 'email', label: 'Email address' }]} />
        <TextField
          name='email'
          label='Email address'
          type='email'
          autoComplete='username'
          defaultValue={email}
          errors={errors}
          autoFocus
        />
        <SubmitButton>Send the link</SubmitButton>
      </form>
      <p className='ak-aside'>
        <Link href={signInUrl}>Back to sign in</Link>
      </p>
    </PageFrame>
  )
}
