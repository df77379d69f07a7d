import { Link } from '@tanstack/react-router'
import type { PlatformEvent } from '../../api/types.ts'
import { RelativeTime } from '../../components/relative-time.tsx'
import { SkeletonLine } from '../../components/skeleton-line.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { EventName } from './event-name.tsx'
import { subjectOf } from './event-words.ts'
import styles from './events.module.css'

interface EventListProps {
  events: PlatformEvent[]
  openId: string | undefined
  /** What is on screen is the previous page while the next one loads. */
  isStale: boolean
}

export function EventList({ events, openId, isStale }: EventListProps) {
  const environment = useEnvironment()
  return (
    <ul className={styles.list} aria-label='Events' data-stale={isStale || undefined}>
      {events.map((event) => (
        <li key={event.id}>
          <Link
            to='/$environment/events/$eventId'
            params={{ environment: environment.kind, eventId: event.id }}
            // Filters and page stay while events are read.
            search={(search) => search}
            className={styles.item}
            aria-current={event.id === openId ? 'true' : undefined}
          >
            <span className={styles.name}>
              <EventName name={event.event} />
            </span>
            <span className={styles.when}>
              <RelativeTime at={event.created_at} />
            </span>
            <span className={styles.subject}>{subjectOf(event)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

export function EventListSkeleton() {
  return (
    <div className={styles.list} aria-hidden>
      {['44%', '52%', '38%', '48%', '41%', '55%', '36%', '50%'].map((width) => (
        <div key={width} className={styles.item}>
          <SkeletonLine width={width} />
          <SkeletonLine width='56px' />
          <SkeletonLine width='62%' />
        </div>
      ))}
    </div>
  )
}
