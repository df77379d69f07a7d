import { Button } from '@radix-ui/themes'
import { useState } from 'react'
import { DataTable, DataTableSkeleton } from '../../../components/data-table.tsx'
import { FailureNotice } from '../../../components/failure-notice.tsx'
import { Loaded } from '../../../components/loaded.tsx'
import { NothingYet } from '../../../components/nothing-yet.tsx'
import { notify } from '../../../components/notices.tsx'
import { type Cursor, Pager } from '../../../components/pager.tsx'
import { Section } from '../../../components/section.tsx'
import { useRoles } from '../../roles/roles-api.ts'
import { useOpenOrganization } from '../organizations-api.ts'
import { AddMemberDialog } from './add-member-dialog.tsx'
import { ChangeRolesDialog } from './change-roles-dialog.tsx'
import { type MemberQuestion, memberColumns } from './member-columns.tsx'
import { DeactivateDialog, RemoveDialog } from './member-questions.tsx'
import { useMembers, useReactivateMember } from './members-api.ts'

export function OrganizationMembers() {
  const organization = useOpenOrganization()
  const [cursor, setCursor] = useState<Cursor>({})
  const members = useMembers(organization.id, cursor)
  const arranged = useRoles({ organizationId: organization.id })
  const reactivate = useReactivateMember()
  const [isAdding, setAdding] = useState(false)
  const [question, setQuestion] = useState<MemberQuestion | null>(null)
  const close = () => setQuestion(null)

  const columns = memberColumns({
    roles: arranged.data?.roles ?? [],
    onAsk: setQuestion,
    onReactivate: (member) =>
      reactivate.mutate(member, { onSuccess: () => notify(`${member.user.email} is active.`) }),
  })

  return (
    <Section
      title='Members'
      description='The users who belong to this organization, and what each of them may do in it.'
      action={
        <Button
          variant='soft'
          color='gray'
          disabled={!arranged.data}
          onClick={() => setAdding(true)}
        >
          Add member
        </Button>
      }
    >
      {reactivate.error ? (
        <FailureNotice title='The member is still inactive' failure={reactivate.error} />
      ) : null}
      <Loaded
        query={members}
        what='the members'
        skeleton={<DataTableSkeleton columns={columns} rowCount={3} />}
      >
        {(list) =>
          list.data.length > 0 ? (
            <>
              <DataTable
                label='Members'
                columns={columns}
                rows={list.data}
                rowId={({ id }) => id}
                isStale={members.isPlaceholderData}
              />
              <Pager metadata={list.list_metadata} onMove={setCursor} />
            </>
          ) : (
            <NothingYet>
              Nobody yet. Invite people, add those who are users already, or let your application do
              it when they join.
            </NothingYet>
          )
        }
      </Loaded>
      {isAdding && arranged.data ? (
        <AddMemberDialog
          organization={organization}
          arranged={arranged.data}
          onClose={() => setAdding(false)}
        />
      ) : null}
      {question?.kind === 'change roles' && arranged.data ? (
        <ChangeRolesDialog member={question.member} arranged={arranged.data} onClose={close} />
      ) : null}
      {question?.kind === 'deactivate' ? (
        <DeactivateDialog member={question.member} onClose={close} />
      ) : null}
      {question?.kind === 'remove' ? (
        <RemoveDialog member={question.member} onClose={close} />
      ) : null}
    </Section>
  )
}
