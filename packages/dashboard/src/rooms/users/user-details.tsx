import type { User } from '../../api/types.ts'
import { CopyableValue } from '../../components/copyable-value.tsx'
import { Detail, Details } from '../../components/details.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { LastSignIn, VerifiedBadge } from './user-columns.tsx'
import styles from './users.module.css'

export function UserDetails({ user }: { user: User }) {
  const metadata = Object.entries(user.metadata)
  return (
    <Details>
      <Detail name='User ID'>
        <CopyableValue value={user.id} name='user id' />
      </Detail>
      <Detail name='Email'>
        <span className={styles.emailDetail}>
          <CopyableValue value={user.email} name='email address' />
          <VerifiedBadge isVerified={user.email_verified} />
        </span>
      </Detail>
      <Detail name='Created'>
        <RelativeTime at={user.created_at} />
      </Detail>
      <Detail name='Last sign-in'>
        <LastSignIn user={user} />
      </Detail>
      {user.external_id ? (
        <Detail name='External ID'>
          <CopyableValue value={user.external_id} name='external id' />
        </Detail>
      ) : null}
      {user.locale ? <Detail name='Locale'>{user.locale}</Detail> : null}
      {metadata.map(([key, value]) => (
        <Detail key={key} name={`metadata.${key}`}>
          <CopyableValue value={value} name={`metadata ${key}`} />
        </Detail>
      ))}
    </Details>
  )
}
