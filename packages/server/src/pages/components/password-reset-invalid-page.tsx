import { Link } from './link.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'

type PasswordResetInvalidPageProps = {
  frame: Frame
  /** Where a new link is requested; missing where it is not known whose link it was. */
  requestUrl?: string
  signInUrl?: string
}

/** For a link that was used, has expired or was never ours. Which of them is nobody's business. */
export function PasswordResetInvalidPage(props: PasswordResetInvalidPageProps) {
  const { frame, requestUrl, signInUrl } = props
  return (
    <PageFrame frame={frame} page='reset-password' title='This link no longer works'>
      <p className='ak-lead'>
        It has been used already, or it has expired. A newer link also replaces all earlier ones.
      </p>
      {requestUrl && (
        <Link href={requestUrl} className='ak-button'>
          Request a new link
        </Link>
      )}
      {signInUrl && (
        <p className='ak-aside'>
          <Link href={signInUrl}>Back to sign in</Link>
        </p>
      )}
    </PageFrame>
  )
}
