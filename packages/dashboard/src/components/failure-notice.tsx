import { Button } from '@radix-ui/themes'
import { ApiFailure } from '../api/failure.ts'
import { CopyButton } from './copy-button.tsx'
import styles from './failure-notice.module.css'
import { Icon } from './icon.tsx'

interface FailureNoticeProps {
  /** What did not work. The failure says why. */
  title: string
  failure: unknown
  onRetry?: () => void
  isRetrying?: boolean
}

export function FailureNotice({ title, failure, onRetry, isRetrying }: FailureNoticeProps) {
  const requestId = failure instanceof ApiFailure ? failure.requestId : null
  return (
    <div role='alert' className={styles.notice}>
      <span className={styles.icon}>
        <Icon name='warning' />
      </span>
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        <p>{reasonOf(failure)}</p>
        {requestId ? (
          <p className={styles.requestId}>
            Request <code>{requestId}</code>
            <CopyButton value={requestId} label='Copy the request id' />
          </p>
        ) : null}
      </div>
      {onRetry ? (
        <Button variant='soft' color='gray' loading={isRetrying} onClick={onRetry}>
          Try again
        </Button>
      ) : null}
    </div>
  )
}

function reasonOf(failure: unknown): string {
  if (!(failure instanceof ApiFailure)) {
    return 'The dashboard itself failed. Reload the page; if it happens again, report it.'
  }
  if (failure.problems.length === 0) return failure.message
  return failure.problems.map((problem) => problem.message).join(' ')
}
