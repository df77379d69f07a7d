import { EmailInSentence } from './email-in-sentence.tsx'
import { InboxNotice } from './inbox-notice.tsx'
import { Link } from './link.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'
import { QuietSubmitButton } from './submit-button.tsx'

type ResetPasswordSentPageProps = {
  frame: Frame
  email: string
  resendAction?: string
  signInUrl: string
  inboxUrl?: string
}

/** The same words for every address, so that the page tells nobody who has an account. */
export function ResetPasswordSentPage(props: ResetPasswordSentPageProps) {
  const { frame, email, resendAction, signInUrl, inboxUrl } = props
  return (
    <PageFrame frame={frame} page='reset-password' title='Check your email'>
      <p className='ak-lead'>
        If an account uses <EmailInSentence email={email} mark=',' /> a link to choose a new
        password is on its way there. It works once, and not for long.
      </p>
      <InboxNotice inboxUrl={inboxUrl} />
      <div className='ak-aside'>
        {resendAction && (
          <form method='post' action={resendAction}>
            <input type='hidden' name='email' value={email} />
            Nothing there? <QuietSubmitButton>Send another link</QuietSubmitButton>
          </form>
        )}
        <p>
          <Link href={signInUrl}>Back to sign in</Link>
        </p>
      </div>
    </PageFrame>
  )
}
