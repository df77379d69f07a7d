import type { CliSignIn } from '../../features/cli-sign-ins/cli-sign-in.ts'
import type { Environment } from '../../features/environments/environment.ts'
import { type Frame, PageFrame } from './page-frame.tsx'

type CliConfirmPageProps = {
  frame: Frame
  action: string
  userCode: string
  signIn: Pick<CliSignIn, 'hostName' | 'ipAddress'>
  environments: Pick<Environment, 'id' | 'name'>[]
}

/** The decision: what asks, the code to compare, and which environment its key is to open. */
export function CliConfirmPage(props: CliConfirmPageProps) {
  const { frame, action, userCode, signIn, environments } = props
  return (
    <PageFrame frame={frame} page='cli' title='Is this your terminal?'>
      <p className='ak-lead'>
        A terminal asks for an API key of this Latchkey. It must show this code:
      </p>
      <p className='ak-user-code'>{userCode}</p>
      <dl className='ak-facts'>
        <div>
          <dt>Machine</dt>
          <dd>
            <bdi>{signIn.hostName}</bdi>
          </dd>
        </div>
        {signIn.ipAddress && (
          <div>
            <dt>Network address</dt>
            <dd>{signIn.ipAddress}</dd>
          </div>
        )}
      </dl>
      <p className='ak-notice'>
        Approve only what you started yourself a moment ago. The key can do everything in its
        environment. It is listed under API keys, where you can revoke it.
      </p>
      <form className='ak-form' method='post' action={action}>
        <input type='hidden' name='user_code' value={userCode} />
        <div className='ak-field'>
          <label className='ak-label' htmlFor='ak-environment'>
            Environment
          </label>
          <select className='ak-input ak-select' id='ak-environment' name='environment'>
            {environments.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
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
