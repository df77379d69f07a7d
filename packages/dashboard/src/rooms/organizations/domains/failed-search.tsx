import { Button } from '@radix-ui/themes'
import type { OrganizationDomain } from '../../../api/types.ts'
import { FailureNotice } from '../../../components/failure-notice.tsx'
import styles from './domains.module.css'
import { useSearchAgain } from './domains-api.ts'

export function FailedSearch({ domain }: { domain: OrganizationDomain }) {
  const searchAgain = useSearchAgain(domain)
  return (
    <div className={styles.search}>
      <p>
        The record was not found within 30 days, or another organization verified this domain first.
      </p>
      {searchAgain.error ? (
        <FailureNotice title='The search could not begin again' failure={searchAgain.error} />
      ) : null}
      <div className={styles.look}>
        <Button
          variant='soft'
          color='gray'
          loading={searchAgain.isPending}
          onClick={() => searchAgain.mutate(undefined)}
        >
          Start again
        </Button>
      </div>
    </div>
  )
}
