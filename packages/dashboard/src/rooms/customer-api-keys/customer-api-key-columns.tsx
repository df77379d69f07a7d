import { Badge, Button } from '@radix-ui/themes'
import type { CustomerApiKey, OrganizationMembership } from '../../api/types.ts'
import type { Columns } from '../../components/data-table.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import styles from './customer-api-keys.module.css'

export function customerApiKeyColumns(
  onRevoke: (apiKey: CustomerApiKey) => void,
  memberships: OrganizationMembership[] = [],
): Columns<CustomerApiKey> {
  return [
    {
      id: 'key',
      header: 'Key',
      cell: ({ row: { original: apiKey } }) => (
        <span className={styles.key}>
          <span className={styles.name}>{apiKey.name}</span>
          <code>{apiKey.obfuscated_value}</code>
          {apiKey.owner.type === 'user' ? (
            <span className={styles.detail}>
              In {organizationNameOf(apiKey.owner.organization_id, memberships)}
            </span>
          ) : null}
          <span className={styles.phoneLine}>
            <Expiry apiKey={apiKey} />
          </span>
        </span>
      ),
      meta: { skeletonWidth: '140px', skeletonLines: 2 },
    },
    {
      id: 'permissions',
      header: 'Permissions',
      cell: ({ row }) => <Permissions slugs={row.original.permissions} />,
      meta: { hide: 'on tablets', skeletonWidth: '120px' },
    },
    {
      id: 'last_used_at',
      header: 'Last used',
      cell: ({ row }) =>
        row.original.last_used_at ? (
          <RelativeTime at={row.original.last_used_at} />
        ) : (
          <span className={styles.none}>Never</span>
        ),
      meta: { hide: 'on tablets', skeletonWidth: '80px' },
    },
    {
      id: 'expires_at',
      header: 'Expiry',
      cell: ({ row }) => <Expiry apiKey={row.original} />,
      meta: { hide: 'on phones', skeletonWidth: '80px' },
    },
    {
      id: 'actions',
      header: () => <span className='visually-hidden'>Actions</span>,
      cell: ({ row }) => (
        <Button
          variant='ghost'
          color='red'
          aria-label={`Revoke ${row.original.name}`}
          onClick={() => onRevoke(row.original)}
        >
          Revoke
        </Button>
      ),
      meta: { isActions: true, skeletonWidth: '48px' },
    },
  ]
}

const organizationNameOf = (id: string, memberships: OrganizationMembership[]) =>
  memberships.find(({ organization_id }) => organization_id === id)?.organization_name ?? id

function Permissions({ slugs }: { slugs: string[] }) {
  if (slugs.length === 0) return <span className={styles.none}>None</span>
  return (
    <span className={styles.permissions}>
      {slugs.map((slug) => (
        <Badge key={slug} color='gray'>
          {slug}
        </Badge>
      ))}
    </span>
  )
}

function Expiry({ apiKey: { expires_at } }: { apiKey: CustomerApiKey }) {
  if (!expires_at) return <span className={styles.none}>Never expires</span>
  return (
    <span>
      {new Date(expires_at) > new Date() ? 'Expires ' : 'Expired '}
      <RelativeTime at={expires_at} />
    </span>
  )
}
