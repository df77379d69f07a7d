import { Button } from '@radix-ui/themes'
import type { DomainCheck, OrganizationDomain } from '../../../api/types.ts'
import { CopyableValue } from '../../../components/copyable-value.tsx'
import { FailureNotice } from '../../../components/failure-notice.tsx'
import { notify } from '../../../components/notices.tsx'
import styles from './domains.module.css'
import { useCheckDomain } from './domains-api.ts'

/** The record to put into the DNS, and a look whether it is there. */
export function PendingSearch({ domain }: { domain: OrganizationDomain }) {
  const check = useCheckDomain(domain)
  const look = () =>
    check.mutate(undefined, {
      onSuccess: ({ organization_domain: { state } }) => {
        if (state === 'verified') notify(`${domain.domain} is verified.`)
      },
    })
  return (
    <div className={styles.search}>
      <p>
        Add this record where the DNS of {domain.domain} is managed. Latchkey keeps looking for it
        for 30 days, so you can leave this page.
      </p>
      <dl className={styles.record}>
        <div>
          <dt>Type</dt>
          <dd>
            <code>TXT</code>
          </dd>
        </div>
        <div>
          <dt>Name</dt>
          <dd>
            <CopyableValue
              value={`${domain.verification_prefix}.${domain.domain}`}
              name='name of the record'
            />
          </dd>
        </div>
        <div>
          <dt>Value</dt>
          <dd>
            <CopyableValue value={domain.verification_token ?? ''} name='value of the record' />
          </dd>
        </div>
      </dl>
      {check.error ? (
        <FailureNotice title='The DNS could not be checked' failure={check.error} />
      ) : null}
      <div className={styles.look}>
        <Button variant='soft' color='gray' loading={check.isPending} onClick={look}>
          Check now
        </Button>
        <div role='status'>{check.data ? <Finding check={check.data} /> : null}</div>
      </div>
    </div>
  )
}

function Finding({ check: { organization_domain: domain, lookups } }: { check: DomainCheck }) {
  if (domain.state !== 'pending') return null
  const isSilent = lookups.some(({ records }) => records === null)
  const found = lookups.flatMap(({ records }) => records ?? [])
  if (isSilent) {
    return (
      <p className={styles.finding}>
        The DNS does not answer for {domain.domain}. Check that the domain exists.
      </p>
    )
  }
  if (found.length === 0) {
    return (
      <p className={styles.finding}>
        No TXT record there yet. It can take up to an hour until a new one is seen.
      </p>
    )
  }
  return (
    <div className={styles.finding}>
      <p>Not this value yet. The DNS has:</p>
      <ul className={styles.found}>
        {[...new Set(found)].map((record) => (
          <li key={record}>
            <code>{record}</code>
          </li>
        ))}
      </ul>
    </div>
  )
}
