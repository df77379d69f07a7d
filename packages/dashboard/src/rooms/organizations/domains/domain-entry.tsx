import { DropdownMenu } from '@radix-ui/themes'
import { useState } from 'react'
import type { OrganizationDomain } from '../../../api/types.ts'
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx'
import { notify } from '../../../components/notices.tsx'
import { RowMenu } from '../../../components/row-menu.tsx'
import { DomainBadge, isVerified } from './domain-badge.tsx'
import styles from './domains.module.css'
import { useDeleteDomain, useMarkDomainVerified } from './domains-api.ts'
import { FailedSearch } from './failed-search.tsx'
import { PendingSearch } from './pending-search.tsx'

type Question = 'mark verified' | 'delete'

export function DomainEntry({ domain }: { domain: OrganizationDomain }) {
  const [question, setQuestion] = useState<Question | null>(null)
  const close = () => setQuestion(null)
  return (
    <li className={styles.entry}>
      <div className={styles.head}>
        <span className={styles.name}>{domain.domain}</span>
        <DomainBadge state={domain.state} />
        {isVerified(domain) ? (
          <span className={styles.how}>
            {domain.verification_strategy === 'dns' ? 'by its DNS' : 'by hand'}
          </span>
        ) : null}
        <span className={styles.menu}>
          <RowMenu of={domain.domain}>
            <DropdownMenu.Item
              disabled={isVerified(domain)}
              onSelect={() => setQuestion('mark verified')}
            >
              Mark as verified
            </DropdownMenu.Item>
            <DropdownMenu.Item color='red' onSelect={() => setQuestion('delete')}>
              Delete
            </DropdownMenu.Item>
          </RowMenu>
        </span>
      </div>
      {domain.state === 'pending' ? <PendingSearch domain={domain} /> : null}
      {domain.state === 'failed' || domain.state === 'unverified' ? (
        <FailedSearch domain={domain} />
      ) : null}
      {question === 'mark verified' ? <MarkVerifiedDialog domain={domain} onClose={close} /> : null}
      {question === 'delete' ? <DeleteDialog domain={domain} onClose={close} /> : null}
    </li>
  )
}

interface DialogProps {
  domain: OrganizationDomain
  onClose: () => void
}

function MarkVerifiedDialog({ domain, onClose }: DialogProps) {
  const markVerified = useMarkDomainVerified(domain)
  return (
    <ConfirmDialog
      title={`Mark ${domain.domain} as verified?`}
      confirmLabel='Mark as verified'
      isPending={markVerified.isPending}
      failure={markVerified.error}
      onConfirm={() =>
        markVerified.mutate(undefined, {
          onSuccess: () => {
            onClose()
            notify(`${domain.domain} is verified.`)
          },
        })
      }
      onClose={onClose}
    >
      Nothing is asked of the DNS. Do this only when you know that the organization owns the domain:
      no other organization can have it then, and their searches for it end.
    </ConfirmDialog>
  )
}

function DeleteDialog({ domain, onClose }: DialogProps) {
  const remove = useDeleteDomain(domain)
  return (
    <ConfirmDialog
      title={`Delete ${domain.domain}?`}
      confirmLabel='Delete domain'
      isPending={remove.isPending}
      failure={remove.error}
      onConfirm={() =>
        remove.mutate(undefined, { onSuccess: () => notify(`${domain.domain} was deleted.`) })
      }
      onClose={onClose}
    >
      The organization no longer has this domain, and another one can claim it.
    </ConfirmDialog>
  )
}
