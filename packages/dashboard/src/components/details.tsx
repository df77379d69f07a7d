import type { ReactNode } from 'react'
import styles from './details.module.css'
import { SkeletonLine } from './skeleton-line.tsx'

/** What is known of one thing, at the top of its page. */
export function Details({ children }: { children: ReactNode }) {
  return <dl className={styles.details}>{children}</dl>
}

interface DetailProps {
  name: string
  /** Takes the whole width, for what is long. */
  isWide?: boolean
  children: ReactNode
}

export function Detail({ name, isWide, children }: DetailProps) {
  return (
    <div className={styles.detail} data-wide={isWide || undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The same before anything is known: how wide each value will be. */
export function DetailsSkeleton({ widths }: { widths: string[] }) {
  return (
    <div className={styles.details}>
      {widths.map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: The bars stay in place.
        <div key={index} className={styles.detail}>
          <SkeletonLine width='72px' />
          <SkeletonLine width={width} />
        </div>
      ))}
    </div>
  )
}
