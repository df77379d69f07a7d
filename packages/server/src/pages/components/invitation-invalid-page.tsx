import { Link } from './link.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'

/** For an invitation that was accepted or revoked, has expired or never was: all say the same. */
export function InvitationInvalidPage({ frame, signInUrl }: { frame: Frame; signInUrl?: string }) {
  return (
    <PageFrame frame={frame} page='invite' title='This invitation no longer works'>
      <p className='ak-lead'>
        It has been accepted already, it has expired, or it was taken back. If you accepted it
        before, sign in. Otherwise ask whoever invited you for a new one.
      </p>
      {signInUrl && (
        <Link href={signInUrl} className='ak-button'>
          Sign in
        </Link>
      )}
    </PageFrame>
  )
}
