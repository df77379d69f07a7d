import { Button } from '@radix-ui/themes'
import { useState } from 'react'
import type { OrganizationMembership } from '../../api/types.ts'
import { DataTable, DataTableSkeleton } from '../../components/data-table.tsx'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { NothingYet } from '../../components/nothing-yet.tsx'
import { notify } from '../../components/notices.tsx'
import { type Cursor, Pager } from '../../components/pager.tsx'
import { Section } from '../../components/section.tsx'
import { ChangeRolesDialog } from '../organizations/members/change-roles-dialog.tsx'
import { DeactivateDialog, RemoveDialog } from '../organizations/members/member-questions.tsx'
import { useMembershipsOf, useReactivateMember } from '../organizations/members/members-api.ts'
import { useRoles } from '../roles/roles-api.ts'
import { AddToOrganizationDialog } from './add-to-organization-dialog.tsx'
import { type MembershipQuestion, membershipColumns } from './membership-columns.tsx'
import { useOpenUser } from './users-api.ts'

/** The organizations that a user belongs to. */
export function UserMemberships() {
  const user = useOpenUser()
  const [cursor, setCursor] = useState<Cursor>({})
  const memberships = useMembershipsOf(user.id, cursor)
  const reactivate = useReactivateMember()
  const [isAdding, setAdding] = useState(false)
  const [question, setQuestion] = useState<MembershipQuestion | null>(null)
  const close = () => setQuestion(null)
  const columns = membershipColumns({
    onAsk: setQuestion,
    onReactivate: (membership) =>
      reactivate.mutate(membership, {
        onSuccess: () => notify(`${user.email} is active in ${membership.organization_name}.`),
      }),
  })

  return (
    <Section
      title='Organizations'
      description='Where this person is a member, and in which roles.'
      action={
        <Button variant='soft' color='gray' onClick={() => setAdding(true)}>
          Add to organization
        </Button>
      }
    >
      {reactivate.error ? (
        <FailureNotice title='The member is still inactive' failure={reactivate.error} />
      ) : null}
      <Loaded
        query={memberships}
        what='the organizations'
        skeleton={<DataTableSkeleton columns={columns} rowCount={2} />}
      >
        {(list) =>
          list.data.length > 0 ? (
            <>
              <DataTable
                label='Organizations'
                columns={columns}
                rows={list.data}
                rowId={({ id }) => id}
                isStale={memberships.isPlaceholderData}
              />
              <Pager metadata={list.list_metadata} onMove={setCursor} />
            </>
          ) : (
            <NothingYet>
              None. People join an organization with an invitation, or when they are added.
            </NothingYet>
          )
        }
      </Loaded>
      {isAdding ? <AddToOrganizationDialog user={user} onClose={() => setAdding(false)} /> : null}
      {question?.kind === 'change roles' ? (
        <ChangeRoles membership={question.membership} onClose={close} />
      ) : null}
      {question?.kind === 'deactivate' ? (
        <DeactivateDialog member={question.membership} onClose={close} />
      ) : null}
      {question?.kind === 'remove' ? (
        <RemoveDialog member={question.membership} onClose={close} />
      ) : null}
    </Section>
  )
}

interface ChangeRolesProps {
  membership: OrganizationMembership
  onClose: () => void
}

/** Opens once the roles are known that the organization has. */
function ChangeRoles({ membership, onClose }: ChangeRolesProps) {
  const { data, error } = useRoles({ organizationId: membership.organization_id })
  if (error) return <FailureNotice title='Could not load the roles' failure={error} />
  return data ? <ChangeRolesDialog member={membership} arranged={data} onClose={onClose} /> : null
}
