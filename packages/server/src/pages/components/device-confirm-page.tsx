import { Link } from './link.tsx'
import { type Frame, PageFrame } from './page-frame.tsx'

type DeviceConfirmPageProps = {
  frame: Frame
  action: string
  changeUserUrl: string
  /** Who would be signed in on the device. */
  email: string
  /** Where to; missing for a sign-in to no organization. */
  organizationName?: string | undefined
  userCode: string
  /** Where the device asked from. */
  ipAddress: string | null
  /** What the device calls itself. */
  userAgent: string | null
}

/**
 * The decision (RFC 8628 §5.4): what asks, for whom, and the code to compare, because whoever makes
 * somebody approve a request of their own is signed in as that person.
 */
export function DeviceConfirmPage(props: DeviceConfirmPageProps) {
  const { frame, action, changeUserUrl, email, organizationName, userCode } = props
  const { ipAddress, userAgent } = props
  return (
    <PageFrame frame={frame} page='device' title='Is this your device?'>
      <p className='ak-lead'>
        A device asks to be signed in to <bdi>{frame.applicationName ?? 'an application'}</bdi> as
        you. It must show this code:
      </p>
      <p className='ak-user-code'>{userCode}</p>
      <dl className='ak-facts'>
        <div>
          <dt>Account</dt>
          <dd className='ak-identity'>
            <bdi className='ak-email'>{email}</bdi>{' '}
            <Link href={changeUserUrl}>Use another account</Link>
          </dd>
        </div>
        {organizationName && (
          <div>
            <dt>Organization</dt>
            <dd>
              <bdi>{organizationName}</bdi>
            </dd>
          </div>
        )}
        <div>
          <dt>Device</dt>
          <dd>
            <bdi>{userAgent ?? 'It did not say its name'}</bdi>
          </dd>
        </div>
        {ipAddress && (
          <div>
            <dt>Network address</dt>
            <dd>{ipAddress}</dd>
          </div>
        )}
      </dl>
      <p className='ak-notice'>
        Approve only what you started yourself a moment ago. If somebody sent you the code or a
        link, deny: they would be signed in as you.
      </p>
      <form className='ak-form' method='post' action={action}>
        <button className='ak-button' type='submit' name='decision' value='approve'>
          Approve
        </button>
        <button
          className='ak-button ak-button-secondary'
          type='submit'
          name='decision'
          value='deny'
        >
          Deny
        </button>
      </form>
    </PageFrame>
  )
}
