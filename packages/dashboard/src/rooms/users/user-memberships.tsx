import { Badge, Button, DropdownMenu } from '@radix-ui/themes'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { problemAt } from '../../api/failure.ts'
import type { OrganizationMembership, User } from '../../api/types.ts'
import { type Columns, DataTable, DataTableSkeleton } from '../../components/data-table.tsx'
import { FailureNotice } from '../../components/failure-notice.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { NothingYet } from '../../components/nothing-yet.tsx'
import { notify } from '../../components/notices.tsx'
import { type Cursor, Pager } from '../../components/pager.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { RowMenu } from '../../components/row-menu.tsx'
import { Section } from '../../components/section.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { ChangeRolesDialog } from '../organizations/members/change-roles-dialog.tsx'
import { StatusBadge } from '../organizations/members/member-columns.tsx'
import { DeactivateDialog, RemoveDialog } from '../organizations/members/member-questions.tsx'
import {
  useJoinOrganization,
  useMembershipsOf,
  useReactivateMember,
} from '../organizations/members/members-api.ts'
import { OrganizationInput, useOrganizationNamed } from '../organizations/organization-input.tsx'
import { RoleSelect } from '../roles/role-select.tsx'
import { useRoles } from '../roles/roles-api.ts'
import styles from './user-memberships.module.css'
import { useOpenUser } from './users-api.ts'

interface MembershipQuestion {
  kind: 'change roles' | 'deactivate' | 'remove'
  membership: OrganizationMembership
}

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
              None. People join an organization with an invitation, by a verified domain, or when
              they are added.
            </NothingYet>
          )
        }
      </Loaded>
      {isAdding ? <AddDialog user={user} onClose={() => setAdding(false)} /> : null}
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
  const arranged = useRoles({ organizationId: membership.organization_id })
  return arranged.data ? (
    <ChangeRolesDialog member={membership} arranged={arranged.data} onClose={onClose} />
  ) : null
}

function AddDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const join = useJoinOrganization(user.id)
  const [typed, setTyped] = useState('')
  const organization = useOrganizationNamed(typed)
  // That somebody is a member already is said of their id.
  const problem = problemAt(join.error, 'organization') ?? problemAt(join.error, 'user_id')
  return (
    <FormDialog
      title='Add to organization'
      description={`${user.email} can sign in to it at once. Nothing is mailed.`}
      submitLabel='Add to organization'
      isPending={join.isPending}
      failure={join.error}
      isShownAtFields={problem !== null}
      onSubmit={(form) =>
        join.mutate(
          { organization: typed.trim(), role_slug: String(form.get('role_slug') ?? '') },
          {
            onSuccess: ({ organization_name }) => {
              onClose()
              notify(`${user.email} was added to ${organization_name}.`)
            },
          },
        )
      }
      onClose={onClose}
    >
      <OrganizationInput value={typed} onChange={setTyped} problem={problem} />
      {organization ? <RoleSelect key={organization.id} organizationId={organization.id} /> : null}
    </FormDialog>
  )
}

interface MembershipActs {
  onAsk: (question: MembershipQuestion) => void
  onReactivate: (membership: OrganizationMembership) => void
}

function membershipColumns(acts: MembershipActs): Columns<OrganizationMembership> {
  return [
    {
      id: 'organization',
      header: 'Organization',
      cell: ({ row }) => <OrganizationCell membership={row.original} />,
      meta: { skeletonWidth: '160px' },
    },
    {
      id: 'roles',
      header: 'Roles',
      cell: ({ row }) => (
        <span className={styles.roles}>
          {row.original.roles.map(({ slug }) => (
            <Badge key={slug} color='gray'>
              {slug}
            </Badge>
          ))}
        </span>
      ),
      meta: { hide: 'on phones', skeletonWidth: '64px' },
    },
    {
      id: 'status',
      header: 'Status',
      cell: ({ row }) => <StatusBadge status={row.original.status} />,
      meta: { hide: 'on phones', skeletonWidth: '56px' },
    },
    {
      id: 'created_at',
      header: 'Added',
      cell: ({ row }) => <RelativeTime at={row.original.created_at} />,
      meta: { hide: 'on tablets', skeletonWidth: '80px' },
    },
    {
      id: 'actions',
      header: () => <span className='visually-hidden'>Actions</span>,
      cell: ({ row: { original: membership } }) => (
        <RowMenu of={membership.organization_name}>
          <DropdownMenu.Item onSelect={() => acts.onAsk({ kind: 'change roles', membership })}>
            Change roles
          </DropdownMenu.Item>
          {membership.status === 'inactive' ? (
            <DropdownMenu.Item onSelect={() => acts.onReactivate(membership)}>
              Reactivate
            </DropdownMenu.Item>
          ) : (
            <DropdownMenu.Item
              disabled={membership.status === 'pending'}
              onSelect={() => acts.onAsk({ kind: 'deactivate', membership })}
            >
              Deactivate
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Item
            color='red'
            onSelect={() => acts.onAsk({ kind: 'remove', membership })}
          >
            Remove
          </DropdownMenu.Item>
        </RowMenu>
      ),
      meta: { isActions: true, skeletonWidth: '24px' },
    },
  ]
}

function OrganizationCell({ membership }: { membership: OrganizationMembership }) {
  const environment = useEnvironment()
  return (
    <Link
      to='/$environment/organizations/$organizationId/members'
      params={{ environment: environment.kind, organizationId: membership.organization_id }}
      data-row-link
      className={styles.organization}
    >
      <span className={styles.name}>{membership.organization_name}</span>
      <span className={styles.phoneLine}>
        {[
          membership.status === 'active' ? '' : membership.status,
          membership.roles.map(({ slug }) => slug).join(', '),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </Link>
  )
}
