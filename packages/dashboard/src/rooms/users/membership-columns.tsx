import { Badge, DropdownMenu } from '@radix-ui/themes'
import { Link } from '@tanstack/react-router'
import type { OrganizationMembership } from '../../api/types.ts'
import type { Columns } from '../../components/data-table.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { RowMenu } from '../../components/row-menu.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { StatusBadge } from '../organizations/members/member-columns.tsx'
import styles from './membership-columns.module.css'

export interface MembershipQuestion {
  kind: 'change roles' | 'deactivate' | 'remove'
  membership: OrganizationMembership
}

interface MembershipActs {
  onAsk: (question: MembershipQuestion) => void
  onReactivate: (membership: OrganizationMembership) => void
}

export function membershipColumns(acts: MembershipActs): Columns<OrganizationMembership> {
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
