import { ErrorSummary, type FormErrors, hasErrors } from './error-summary.tsx'
import { Link } from './link.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'
import { SubmitButton } from './submit-button.tsx'
import { TextField } from './text-field.tsx'

type SignInPageProps = {
  frame: Frame
  action: string
  email?: string
  errors?: FormErrors
  /** Missing where people cannot sign up by themselves. */
  signUpUrl?: string
}

/** First step of a sign-in: who is it. The answer decides what is asked next. */
export function SignInPage({ frame, action, email, errors, signUpUrl }: SignInPageProps) {
  return (
    <PageFrame frame={frame} page='sign-in' title='Sign in' hasErrors={hasErrors(errors)}>
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
        <SubmitButton>Continue</SubmitButton>
      </form>
      {signUpUrl && (
        <p className='ak-aside'>
          No account yet? <Link href={signUpUrl}>Sign up</Link>
        </p>
      )}
    </PageFrame>
  )
}
