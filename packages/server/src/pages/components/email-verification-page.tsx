import { CodeField } from './code-field.tsx'
import { ErrorSummary, type FormErrors, hasErrors } from './error-summary.tsx'
import { InboxNotice } from './inbox-notice.tsx'
import { Link } from './link.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'
import { QuietSubmitButton, SubmitButton } from './submit-button.tsx'

type EmailVerificationPageProps = {
  frame: Frame
  action: string
  resendAction: string
  cancelUrl?: string
  email: string
  errors?: FormErrors
  /** What just went well, such as a new code on its way. */
  notice?: string
  /** Given in development only, where mails stay in the built-in inbox. */
  inboxUrl?: string
}

/** Proof that the address is the person's own: the code that was sent to it. */
export function EmailVerificationPage(props: EmailVerificationPageProps) {
  const { frame, action, resendAction, cancelUrl, email, errors, notice, inboxUrl } = props
  return (
    <PageFrame
      frame={frame}
      page='email-verification'
      title='Check your email'
      hasErrors={hasErrors(errors)}
    >
      <p className='ak-lead'>
        Enter the six digits that we sent to <bdi className='ak-email'>{email}</bdi>.
      </p>
      {notice && (
        <p className='ak-notice ak-notice-success' role='status'>
          {notice}
        </p>
      )}
      <form className='ak-form' method='post' action={action} noValidate data-submit-when-complete>
        <ErrorSummary errors={errors} fields={[{ name: 'code', label: 'Code' }]} />
        <CodeField errors={errors} />
        <SubmitButton>Continue</SubmitButton>
      </form>
      <InboxNotice inboxUrl={inboxUrl} />
      <div className='ak-aside'>
        <form method='post' action={resendAction}>
          Nothing there? <QuietSubmitButton>Send a new code</QuietSubmitButton>
        </form>
        {cancelUrl && (
          <p>
            <Link href={cancelUrl}>Use another email address</Link>
          </p>
        )}
      </div>
    </PageFrame>
  )
}
