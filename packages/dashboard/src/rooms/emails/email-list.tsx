import { Badge } from '@radix-ui/themes'
import { Link } from '@tanstack/react-router'
import type { Email } from '../../api/types.ts'
import { RelativeTime } from '../../components/relative-time.tsx'
import { SkeletonLine } from '../../components/skeleton-line.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { statuses } from './email-words.ts'
import styles from './emails.module.css'

interface EmailListProps {
  emails: Email[]
  openId: string | undefined
  /** The search, kept while reading. */
  to: string | undefined
}

export function EmailList({ emails, openId, to }: EmailListProps) {
  const environment = useEnvironment()
  return (
    <ul className={styles.list} aria-label='Emails'>
      {emails.map((email) => (
        <li key={email.id}>
          <Link
            to='/$environment/emails/$emailId'
            params={{ environment: environment.kind, emailId: email.id }}
            search={{ to }}
            className={styles.item}
            aria-current={email.id === openId ? 'true' : undefined}
          >
            <span className={styles.to}>{email.to}</span>
            <span className={styles.when}>
              <RelativeTime at={email.created_at} />
            </span>
            <span className={styles.subject}>{email.subject}</span>
            {email.status === 'failed' || email.status === 'queued' ? (
              <Badge color={statuses[email.status].color} className={styles.badge}>
                {statuses[email.status].name}
              </Badge>
            ) : null}
          </Link>
        </li>
      ))}
    </ul>
  )
}

export function EmailListSkeleton() {
  return (
    <div className={styles.list} aria-hidden>
      {['55%', '70%', '48%', '62%', '58%'].map((width) => (
        <div key={width} className={styles.item}>
          <SkeletonLine width={width} />
          <SkeletonLine width='56px' />
          <SkeletonLine width='85%' />
        </div>
      ))}
    </div>
  )
}
