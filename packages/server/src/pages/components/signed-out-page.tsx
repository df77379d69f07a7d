import { Link } from './link.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'

type SignedOutPageProps = { frame: Frame; signInUrl?: string }

/** Where signing out ends when there is no page of the application to go to. */
export function SignedOutPage({ frame, signInUrl }: SignedOutPageProps) {
  return (
    <PageFrame frame={frame} page='signed-out' title='You are signed out'>
      <p className='ak-lead'>You can close this page.</p>
      <Link href={signInUrl} className='ak-button'>
        Sign in
      </Link>
    </PageFrame>
  )
}
