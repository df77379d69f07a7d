import { Button, DropdownMenu } from '@radix-ui/themes'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Group } from '../../../api/types.ts'
import { type Columns, DataTable, DataTableSkeleton } from '../../../components/data-table.tsx'
import { Loaded } from '../../../components/loaded.tsx'
import { NothingYet } from '../../../components/nothing-yet.tsx'
import { type Cursor, Pager } from '../../../components/pager.tsx'
import { RelativeTime } from '../../../components/relative-time.tsx'
import { RowMenu } from '../../../components/row-menu.tsx'
import { Section } from '../../../components/section.tsx'
import { useEnvironment } from '../../../session/environment.ts'
import { useOpenOrganization } from '../organizations-api.ts'
import { DeleteGroupDialog } from './delete-group-dialog.tsx'
import { GroupDialog } from './group-dialog.tsx'
import styles from './groups.module.css'
import { useGroups } from './groups-api.ts'

interface GroupQuestion {
  kind: 'edit' | 'delete'
  group: Group
}

export function OrganizationGroups() {
  const { id: organizationId } = useOpenOrganization()
  const [cursor, setCursor] = useState<Cursor>({})
  const groups = useGroups(organizationId, cursor)
  const [isCreating, setCreating] = useState(false)
  const [question, setQuestion] = useState<GroupQuestion | null>(null)
  const close = () => setQuestion(null)
  const columns = groupColumns(setQuestion)

  return (
    <Section
      title='Groups'
      description='Members gathered under a name, such as the departments of this organization.'
      action={
        <Button variant='soft' color='gray' onClick={() => setCreating(true)}>
          Create group
        </Button>
      }
    >
      <Loaded
        query={groups}
        what='the groups'
        skeleton={<DataTableSkeleton columns={columns} rowCount={3} />}
      >
        {(list) =>
          list.data.length > 0 ? (
            <>
              <DataTable
                label='Groups'
                columns={columns}
                rows={list.data}
                rowId={({ id }) => id}
                isStale={groups.isPlaceholderData}
              />
              <Pager metadata={list.list_metadata} onMove={setCursor} />
            </>
          ) : (
            <NothingYet>
              No group yet. Your application reads from a group who belongs together, for what it
              shows or shares.
            </NothingYet>
          )
        }
      </Loaded>
      {isCreating ? (
        <GroupDialog organizationId={organizationId} onClose={() => setCreating(false)} />
      ) : null}
      {question?.kind === 'edit' ? (
        <GroupDialog organizationId={organizationId} group={question.group} onClose={close} />
      ) : null}
      {question?.kind === 'delete' ? (
        <DeleteGroupDialog group={question.group} onClose={close} />
      ) : null}
    </Section>
  )
}

function groupColumns(onAsk: (question: GroupQuestion) => void): Columns<Group> {
  return [
    {
      id: 'name',
      header: 'Group',
      cell: ({ row }) => <GroupCell group={row.original} />,
      meta: { skeletonWidth: '160px', skeletonLines: 2 },
    },
    {
      id: 'created_at',
      header: 'Created',
      cell: ({ row }) => <RelativeTime at={row.original.created_at} />,
      meta: { hide: 'on phones', skeletonWidth: '80px' },
    },
    {
      id: 'actions',
      header: () => <span className='visually-hidden'>Actions</span>,
      cell: ({ row: { original: group } }) => (
        <RowMenu of={group.name}>
          <DropdownMenu.Item onSelect={() => onAsk({ kind: 'edit', group })}>
            Edit
          </DropdownMenu.Item>
          <DropdownMenu.Item color='red' onSelect={() => onAsk({ kind: 'delete', group })}>
            Delete
          </DropdownMenu.Item>
        </RowMenu>
      ),
      meta: { isActions: true, skeletonWidth: '24px' },
    },
  ]
}

function GroupCell({ group }: { group: Group }) {
  const environment = useEnvironment()
  return (
    <Link
      to='/$environment/organizations/$organizationId/groups/$groupId'
      params={{
        environment: environment.kind,
        organizationId: group.organization_id,
        groupId: group.id,
      }}
      data-row-link
      className={styles.group}
    >
      <span className={styles.name}>{group.name}</span>
      {group.description ? <span className={styles.description}>{group.description}</span> : null}
    </Link>
  )
}
