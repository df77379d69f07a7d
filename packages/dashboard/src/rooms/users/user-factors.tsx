import { Button } from '@radix-ui/themes'
import { useState } from 'react'
import type { AuthenticationFactor, User } from '../../api/types.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { type Columns, DataTable, DataTableSkeleton } from '../../components/data-table.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { notify } from '../../components/notices.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'
import { useDeleteFactor, useUserFactors } from './user-factors-api.ts'
import styles from './users.module.css'

/** Where somebody who lost their authenticator app is helped: there are no recovery codes. */
export function UserFactors({ user }: { user: User }) {
  const factors = useUserFactors(user.id)
  const [toDelete, setToDelete] = useState<AuthenticationFactor | null>(null)
  const columns = factorColumns(setToDelete)

  return (
    <Section
      title='Authentication factors'
      description='What this person proves at sign-in besides the first proof.'
    >
      <Loaded
        query={factors}
        what='the authentication factors'
        skeleton={<DataTableSkeleton columns={columns} rowCount={1} />}
      >
        {(list) =>
          list.data.length > 0 ? (
            <DataTable
              label='Authentication factors'
              columns={columns}
              rows={list.data}
              rowId={(factor) => factor.id}
            />
          ) : (
            <p className={styles.nothing}>None. An authenticator app is set up at sign-in.</p>
          )
        }
      </Loaded>
      {toDelete ? (
        <DeleteDialog user={user} factor={toDelete} onClose={() => setToDelete(null)} />
      ) : null}
    </Section>
  )
}

interface DeleteDialogProps {
  user: User
  factor: AuthenticationFactor
  onClose: () => void
}

function DeleteDialog({ user, factor, onClose }: DeleteDialogProps) {
  const remove = useDeleteFactor(user.id)
  return (
    <ConfirmDialog
      title='Delete this authentication factor?'
      confirmLabel='Delete factor'
      isPending={remove.isPending}
      failure={remove.error}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(factor.id, {
          onSuccess: () => {
            onClose()
            notify('Authentication factor deleted.')
          },
        })
      }
    >
      {user.email} is no longer asked for its codes. Be sure that it is this person who asks:
      without another factor, their password alone signs them in or sets up a new one.
    </ConfirmDialog>
  )
}

function factorColumns(
  onDelete: (factor: AuthenticationFactor) => void,
): Columns<AuthenticationFactor> {
  return [
    {
      id: 'type',
      header: 'Factor',
      cell: ({ row }) => (
        <span className={styles.names}>
          <span className={styles.name}>{types[row.original.type]}</span>
          {row.original.totp ? (
            <span className={styles.email}>{row.original.totp.issuer}</span>
          ) : null}
        </span>
      ),
      meta: { skeletonWidth: '160px', skeletonLines: 2 },
    },
    {
      id: 'created_at',
      header: 'Created',
      cell: ({ row }) => <RelativeTime at={row.original.created_at} />,
      meta: { skeletonWidth: '80px' },
    },
    {
      id: 'actions',
      header: () => <span className='visually-hidden'>Actions</span>,
      cell: ({ row }) => (
        <Button
          variant='ghost'
          color='red'
          aria-label={`Delete the factor ${types[row.original.type]}`}
          onClick={() => onDelete(row.original)}
        >
          Delete
        </Button>
      ),
      meta: { isActions: true, skeletonWidth: '48px' },
    },
  ]
}

const types: Record<AuthenticationFactor['type'], string> = {
  generic_otp: 'Codes of the application',
  totp: 'Authenticator app',
}
