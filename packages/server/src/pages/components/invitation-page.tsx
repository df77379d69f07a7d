import { EmailInSentence } from './email-in-sentence.tsx'
import { Link } from './link.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'
import { QuietSubmitButton } from './submit-button.tsx'

type InvitationPageProps = {
  frame: Frame
  email: string
  /** Missing for an invitation to the application itself. */
  organizationName?: string
  /** Who invites, where the application said so. */
  inviterName?: string
  /** Whether the next step is to sign in with the account of this address, or to make one. */
  hasAccount: boolean
  continueUrl: string
  dismissAction: string
}

/** What an invitation is to, and for whom, before anything is asked. */
export function InvitationPage(props: InvitationPageProps) {
  const { frame, email, organizationName, inviterName, hasAccount, continueUrl } = props
  const where = organizationName ?? frame.applicationName ?? 'us'
  return (
    <PageFrame frame={frame} page='invite' title={`Join ${where}`}>
      <p className='ak-lead'>
        {inviterName ? (
          <>
            <bdi>{inviterName}</bdi> invites you to join <bdi>{where}</bdi>.
          </>
        ) : (
          'You are invited.'
        )}{' '}
        The invitation is for <EmailInSentence email={email} mark='.' />
      </p>
      <Link href={continueUrl} className='ak-button'>
        {hasAccount ? 'Sign in to accept' : 'Create your account'}
      </Link>
      <div className='ak-aside'>
        <form method='post' action={props.dismissAction}>
          Not your address? <QuietSubmitButton>Sign in without the invitation</QuietSubmitButton>
        </form>
      </div>
    </PageFrame>
  )
}
