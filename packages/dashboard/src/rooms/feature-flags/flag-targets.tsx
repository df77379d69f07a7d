import { Button } from '@radix-ui/themes'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { FeatureFlag, FeatureFlagTarget } from '../../api/types.ts'
import { type Columns, DataTable, DataTableSkeleton } from '../../components/data-table.tsx'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { NothingYet } from '../../components/nothing-yet.tsx'
import { notify } from '../../components/notices.tsx'
import { type Cursor, Pager } from '../../components/pager.tsx'
import { Section } from '../../components/section.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { AddTargetDialog } from './add-target-dialog.tsx'
import styles from './feature-flags.module.css'
import { useFlagTargets, useRemoveFlagTarget } from './feature-flags-api.ts'

export function FlagTargets({ flag }: { flag: FeatureFlag }) {
  const [cursor, setCursor] = useState<Cursor>({})
  const targets = useFlagTargets(flag.slug, cursor)
  const remove = useRemoveFlagTarget(flag.slug)
  const [isAdding, setAdding] = useState(false)
  const columns = targetColumns((target) =>
    remove.mutate(target, { onSuccess: () => notify(`${target.name} is no target any more.`) }),
  )

  return (
    <Section
      title='Targets'
      description='Users, and organizations with all of their members, for whom the flag is on once it is enabled.'
      action={
        <Button variant='soft' color='gray' onClick={() => setAdding(true)}>
          Add target
        </Button>
      }
    >
      {remove.error ? (
        <FailureNotice title='The target was not removed' failure={remove.error} />
      ) : null}
      <Loaded
        query={targets}
        what='the targets'
        skeleton={<DataTableSkeleton columns={columns} rowCount={2} />}
      >
        {(list) =>
          list.data.length > 0 ? (
            <>
              <DataTable
                label='Targets'
                columns={columns}
                rows={list.data}
                rowId={({ id }) => id}
                isStale={targets.isPlaceholderData}
              />
              <Pager metadata={list.list_metadata} onMove={setCursor} />
            </>
          ) : (
            <NothingYet>
              No target yet. Begin with yourself or with one friendly customer, and add more as the
              feature proves itself.
            </NothingYet>
          )
        }
      </Loaded>
      {isAdding ? <AddTargetDialog flag={flag} onClose={() => setAdding(false)} /> : null}
    </Section>
  )
}

function targetColumns(onRemove: (target: FeatureFlagTarget) => void): Columns<FeatureFlagTarget> {
  return [
    {
      id: 'target',
      header: 'Target',
      cell: ({ row }) => (
        <>
          <TargetLink target={row.original} />
          <span className={`${styles.phoneLine} ${styles.type}`}>{typeOf(row.original)}</span>
        </>
      ),
      meta: { skeletonWidth: '200px' },
    },
    {
      id: 'type',
      header: 'Type',
      cell: ({ row }) => typeOf(row.original),
      meta: { hide: 'on phones', skeletonWidth: '72px' },
    },
    {
      id: 'actions',
      header: () => <span className='visually-hidden'>Actions</span>,
      cell: ({ row }) => (
        <Button
          variant='ghost'
          color='red'
          aria-label={`Remove ${row.original.name}`}
          onClick={() => onRemove(row.original)}
        >
          Remove
        </Button>
      ),
      meta: { isActions: true, skeletonWidth: '48px' },
    },
  ]
}

const typeOf = ({ type }: FeatureFlagTarget) => (type === 'user' ? 'User' : 'Organization')

function TargetLink({ target: { id, type, name } }: { target: FeatureFlagTarget }) {
  const environment = useEnvironment().kind
  return type === 'user' ? (
    <Link
      to='/$environment/users/$userId'
      params={{ environment, userId: id }}
      data-row-link
      className={styles.name}
    >
      {name}
    </Link>
  ) : (
    <Link
      to='/$environment/organizations/$organizationId'
      params={{ environment, organizationId: id }}
      data-row-link
      className={styles.name}
    >
      {name}
    </Link>
  )
}
