import { Button } from '@radix-ui/themes'
import { useState } from 'react'
import { problemAt } from '../../../api/failure.ts'
import type { Group, OrganizationMembership } from '../../../api/types.ts'
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx'
import { type Columns, DataTable, DataTableSkeleton } from '../../../components/data-table.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { Loaded } from '../../../components/loaded.tsx'
import { NothingYet } from '../../../components/nothing-yet.tsx'
import { notify } from '../../../components/notices.tsx'
import { type Cursor, Pager } from '../../../components/pager.tsx'
import { Section } from '../../../components/section.tsx'
import { UserEmailInput } from '../../users/user-email-input.tsx'
import { MemberCell, StatusBadge } from '../members/member-columns.tsx'
import { useOpenOrganization } from '../organizations-api.ts'
import { useAddGroupMember, useGroupMembers, useRemoveGroupMember } from './groups-api.ts'

export function GroupMembers({ group }: { group: Group }) {
  const [cursor, setCursor] = useState<Cursor>({})
  const members = useGroupMembers(group, cursor)
  const [isAdding, setAdding] = useState(false)
  const [toRemove, setToRemove] = useState<OrganizationMembership | null>(null)
  const columns = memberColumns(setToRemove)

  return (
    <Section
      title='Group members'
      action={
        <Button variant='soft' color='gray' onClick={() => setAdding(true)}>
          Add to group
        </Button>
      }
    >
      <Loaded
        query={members}
        what='the members of the group'
        skeleton={<DataTableSkeleton columns={columns} rowCount={3} />}
      >
        {(list) =>
          list.data.length > 0 ? (
            <>
              <DataTable
                label='Group members'
                columns={columns}
                rows={list.data}
                rowId={({ id }) => id}
                isStale={members.isPlaceholderData}
              />
              <Pager metadata={list.list_metadata} onMove={setCursor} />
            </>
          ) : (
            <NothingYet>Nobody yet. Add members of this organization.</NothingYet>
          )
        }
      </Loaded>
      {isAdding ? <AddDialog group={group} onClose={() => setAdding(false)} /> : null}
      {toRemove ? (
        <RemoveDialog group={group} member={toRemove} onClose={() => setToRemove(null)} />
      ) : null}
    </Section>
  )
}

function AddDialog({ group, onClose }: { group: Group; onClose: () => void }) {
  const organization = useOpenOrganization()
  const add = useAddGroupMember(group, organization)
  const [email, setEmail] = useState('')
  const problem = problemAt(add.error, 'email')
  return (
    <FormDialog
      title={`Add to ${group.name}`}
      description={`Somebody who is a member of ${organization.name}.`}
      submitLabel='Add to group'
      isPending={add.isPending}
      failure={add.error}
      isShownAtFields={problem !== null}
      onSubmit={() =>
        add.mutate(email.trim(), {
          onSuccess: () => {
            onClose()
            notify(`${email.trim()} was added to ${group.name}.`)
          },
        })
      }
      onClose={onClose}
    >
      <UserEmailInput
        label='Email'
        value={email}
        onChange={setEmail}
        organizationId={organization.id}
        problem={problem}
      />
    </FormDialog>
  )
}

interface RemoveDialogProps {
  group: Group
  member: OrganizationMembership
  onClose: () => void
}

function RemoveDialog({ group, member, onClose }: RemoveDialogProps) {
  const remove = useRemoveGroupMember(group)
  const { email } = member.user
  return (
    <ConfirmDialog
      title={`Remove ${email} from ${group.name}?`}
      confirmLabel='Remove from group'
      isPending={remove.isPending}
      failure={remove.error}
      onConfirm={() =>
        remove.mutate(member, {
          onSuccess: () => {
            onClose()
            notify(`${email} was removed from ${group.name}.`)
          },
        })
      }
      onClose={onClose}
    >
      They stay a member of {member.organization_name}, with the roles that they hold.
    </ConfirmDialog>
  )
}

function memberColumns(
  onRemove: (member: OrganizationMembership) => void,
): Columns<OrganizationMembership> {
  return [
    {
      id: 'member',
      header: 'Member',
      cell: ({ row }) => <MemberCell member={row.original} />,
      meta: { skeletonWidth: '200px', skeletonLines: 2 },
    },
    {
      id: 'status',
      header: 'Status',
      cell: ({ row }) => <StatusBadge status={row.original.status} />,
      meta: { hide: 'on phones', skeletonWidth: '56px' },
    },
    {
      id: 'actions',
      header: () => <span className='visually-hidden'>Actions</span>,
      cell: ({ row }) => (
        <Button
          variant='ghost'
          color='red'
          aria-label={`Remove ${row.original.user.email}`}
          onClick={() => onRemove(row.original)}
        >
          Remove
        </Button>
      ),
      meta: { isActions: true, skeletonWidth: '48px' },
    },
  ]
}
