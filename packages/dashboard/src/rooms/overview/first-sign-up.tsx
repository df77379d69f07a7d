import { Button } from '@radix-ui/themes'
import { Link } from '@tanstack/react-router'
import { Icon } from '../../components/icon.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { useSession } from '../../session/session.ts'
import styles from './overview.module.css'

/** Opens the hosted sign-up page as the application would, also before the application exists. */
export function FirstSignUp({ redirectUri }: { redirectUri: string | undefined }) {
  const environment = useEnvironment()
  const { base_url } = useSession()
  const createUser = (
    <Button asChild variant='soft' color='gray'>
      <Link
        to='/$environment/users'
        params={{ environment: environment.kind }}
        search={{ create: true }}
      >
        Create a user by hand
      </Link>
    </Button>
  )
  if (!redirectUri) {
    return (
      <>
        <p className={styles.teaching}>The sign-up page opens once a redirect URI is set.</p>
        <div className={styles.acts}>{createUser}</div>
      </>
    )
  }

  const signUpUrl = new URL('/user_management/authorize', base_url)
  signUpUrl.search = new URLSearchParams({
    client_id: environment.client_id,
    redirect_uri: redirectUri,
    response_type: 'code',
    provider: 'authkit',
    screen_hint: 'sign-up',
  }).toString()
  return (
    <div className={styles.acts}>
      <Button asChild>
        <a href={signUpUrl.href} target='_blank' rel='noopener noreferrer'>
          Open the sign-up page
          <Icon name='external' />
        </a>
      </Button>
      {createUser}
    </div>
  )
}
