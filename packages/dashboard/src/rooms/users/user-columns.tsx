import { Badge } from '@radix-ui/themes'
import { Link } from '@tanstack/react-router'
import type { User } from '../../api/types.ts'
import type { Columns } from '../../components/data-table.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { nameOf } from './user-name.ts'
import styles from './users.module.css'

export const userColumns: Columns<User> = [
  {
    id: 'user',
    header: 'User',
    cell: ({ row }) => <UserCell user={row.original} />,
    meta: { skeletonWidth: '220px', skeletonLines: 2 },
  },
  {
    id: 'email_verified',
    header: 'Email',
    cell: ({ row }) => <VerifiedBadge isVerified={row.original.email_verified} />,
    meta: { hide: 'on phones', skeletonWidth: '64px' },
  },
  {
    id: 'last_sign_in_at',
    header: 'Last sign-in',
    cell: ({ row }) => <LastSignIn user={row.original} />,
    meta: { hide: 'on phones', skeletonWidth: '80px' },
  },
  {
    id: 'created_at',
    header: 'Created',
    cell: ({ row }) => <RelativeTime at={row.original.created_at} />,
    meta: { hide: 'on tablets', skeletonWidth: '80px' },
  },
]

function UserCell({ user }: { user: User }) {
  const environment = useEnvironment()
  const name = nameOf(user)
  return (
    <Link
      to='/$environment/users/$userId'
      params={{ environment: environment.kind, userId: user.id }}
      data-row-link
      className={styles.user}
    >
      <span className={styles.initial} aria-hidden>
        {(name ?? user.email).charAt(0).toUpperCase()}
      </span>
      <span className={styles.names}>
        <span className={styles.name}>{name ?? user.email}</span>
        {name ? <span className={styles.email}>{user.email}</span> : null}
        <span className={styles.phoneLine}>
          {user.email_verified ? '' : 'Unverified · '}
          {user.last_sign_in_at ? 'Signed in ' : 'Never signed in'}
          {user.last_sign_in_at ? <RelativeTime at={user.last_sign_in_at} /> : null}
        </span>
      </span>
    </Link>
  )
}

export function LastSignIn({ user }: { user: User }) {
  if (!user.last_sign_in_at) return <span className={styles.never}>Never</span>
  return <RelativeTime at={user.last_sign_in_at} />
}

export function VerifiedBadge({ isVerified }: { isVerified: boolean }) {
  return isVerified ? (
    <Badge color='green'>Verified</Badge>
  ) : (
    <Badge color='orange'>Unverified</Badge>
  )
}
