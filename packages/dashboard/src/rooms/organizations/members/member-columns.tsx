import { Badge, DropdownMenu } from '@radix-ui/themes'
import { Link } from '@tanstack/react-router'
import type { OrganizationMembership, Role } from '../../../api/types.ts'
import type { Columns } from '../../../components/data-table.tsx'
import { RelativeTime } from '../../../components/relative-time.tsx'
import { RowMenu } from '../../../components/row-menu.tsx'
import { useEnvironment } from '../../../session/environment.ts'
import { nameOf } from '../../users/user-name.ts'
import styles from './members.module.css'

type Member = OrganizationMembership

export interface MemberQuestion {
  kind: 'change roles' | 'deactivate' | 'remove'
  member: Member
}

interface MemberActs {
  /** Of the organization, to tell their names. */
  roles: Role[]
  onAsk: (question: MemberQuestion) => void
  onReactivate: (member: Member) => void
}

export function memberColumns({ roles, onAsk, onReactivate }: MemberActs): Columns<Member> {
  return [
    {
      id: 'member',
      header: 'Member',
      cell: ({ row }) => (
        <MemberCell member={row.original} roles={namesOf(row.original, roles).join(', ')} />
      ),
      meta: { skeletonWidth: '200px', skeletonLines: 2 },
    },
    {
      id: 'roles',
      header: 'Roles',
      cell: ({ row }) => <RoleBadges member={row.original} roles={roles} />,
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
      cell: ({ row: { original: member } }) => (
        <RowMenu of={member.user.email}>
          <DropdownMenu.Item onSelect={() => onAsk({ kind: 'change roles', member })}>
            Change roles
          </DropdownMenu.Item>
          {member.status === 'inactive' ? (
            <DropdownMenu.Item onSelect={() => onReactivate(member)}>Reactivate</DropdownMenu.Item>
          ) : (
            <DropdownMenu.Item
              disabled={member.status === 'pending'}
              onSelect={() => onAsk({ kind: 'deactivate', member })}
            >
              Deactivate
            </DropdownMenu.Item>
          )}
          <DropdownMenu.Item color='red' onSelect={() => onAsk({ kind: 'remove', member })}>
            Remove
          </DropdownMenu.Item>
        </RowMenu>
      ),
      meta: { isActions: true, skeletonWidth: '24px' },
    },
  ]
}

interface MemberCellProps {
  member: Member
  /** On a phone there is no other place for them. */
  roles?: string
}

export function MemberCell({ member, roles }: MemberCellProps) {
  const environment = useEnvironment()
  const { user } = member
  const name = nameOf(user)
  return (
    <Link
      to='/$environment/users/$userId'
      params={{ environment: environment.kind, userId: user.id }}
      data-row-link
      className={styles.member}
    >
      <span className={styles.initial} aria-hidden>
        {[...(name ?? user.email)][0]?.toUpperCase()}
      </span>
      <span className={styles.names}>
        <span className={styles.name}>{name ?? user.email}</span>
        {name ? <span className={styles.email}>{user.email}</span> : null}
        <span className={styles.phoneLine}>
          {[member.status === 'active' ? '' : statuses[member.status].name, roles]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
    </Link>
  )
}

function RoleBadges({ member, roles }: { member: Member; roles: Role[] }) {
  return (
    <span className={styles.badges}>
      {namesOf(member, roles).map((name) => (
        <Badge key={name} color='gray'>
          {name}
        </Badge>
      ))}
    </span>
  )
}

const namesOf = (member: Member, roles: Role[]) =>
  member.roles.map(({ slug }) => roles.find((role) => role.slug === slug)?.name ?? slug)

const statuses = {
  active: { color: 'green', name: 'Active' },
  inactive: { color: 'gray', name: 'Inactive' },
  pending: { color: 'orange', name: 'Pending' },
} as const satisfies Record<Member['status'], object>

export function StatusBadge({ status }: { status: Member['status'] }) {
  const { color, name } = statuses[status]
  return <Badge color={color}>{name}</Badge>
}
