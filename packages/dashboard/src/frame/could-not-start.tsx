import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { FailureNotice } from '../components/failure-notice.tsx'
import { Mark } from '../components/mark.tsx'
import styles from './full-page.module.css'

/** The session could not be loaded, or a room's own code failed. */
export function CouldNotStart({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  return (
    <div className={styles.page}>
      <title>Latchkey</title>
      <Mark size={32} />
      <div className={styles.notice}>
        <FailureNotice
          title='The dashboard could not be opened'
          failure={error}
          onRetry={() => {
            reset()
            void router.invalidate()
          }}
        />
      </div>
    </div>
  )
}
