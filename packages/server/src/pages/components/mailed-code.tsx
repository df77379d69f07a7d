import type { ReactNode } from 'react'
import { CodeField } from './code-field.tsx'
import type { PageId } from './document.tsx'
import { EmailInSentence } from './email-in-sentence.tsx'
import { ErrorSummary, type FormErrors, hasErrors } from './error-summary.tsx'
import { InboxNotice } from './inbox-notice.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'
import { QuietSubmitButton, SubmitButton } from './submit-button.tsx'

export type MailedCodeProps = {
  frame: Frame
  action: string
  resendAction: string
  email: string
  errors?: FormErrors
  /** What just went well, such as a new code on its way. */
  notice?: string
  /** Given in development only, where mails stay in the built-in inbox. */
  inboxUrl?: string
}

type MailedCodePageProps = MailedCodeProps & {
  page: PageId
  submitLabel: string
  /** Other ways on, below the one to another code. */
  children?: ReactNode
}

/** A page that waits for the six digits of a mail, whatever they are for. */
export function MailedCodePage(props: MailedCodePageProps) {
  const { frame, page, action, resendAction, email, errors, notice, inboxUrl } = props
  return (
    <PageFrame frame={frame} page={page} title='Check your email' hasErrors={hasErrors(errors)}>
      <p className='ak-lead'>
        Enter the six digits that we sent to <EmailInSentence email={email} mark='.' />
      </p>
      {notice && (
        <p className='ak-notice ak-notice-success' role='status'>
          {notice}
        </p>
      )}
      <form className='ak-form' method='post' action={action} noValidate data-submit-when-complete>
        <ErrorSummary errors={errors} fields={[{ name: 'code', label: 'Code' }]} />
        <CodeField errors={errors} />
        <SubmitButton>{props.submitLabel}</SubmitButton>
      </form>
      <InboxNotice inboxUrl={inboxUrl} />
      <div className='ak-aside'>
        <form method='post' action={resendAction}>
          Nothing there? <QuietSubmitButton>Send a new code</QuietSubmitButton>
        </form>
        {props.children}
      </div>
    </PageFrame>
  )
}
