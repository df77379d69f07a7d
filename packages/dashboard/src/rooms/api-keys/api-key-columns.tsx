import { Button } from '@radix-ui/themes'
import type { ApiKey } from '../../api/types.ts'
import type { Columns } from '../../components/data-table.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import styles from './api-keys.module.css'
import { SecretKey } from './secret-key.tsx'

export function apiKeyColumns(onRevoke: (key: ApiKey) => void): Columns<ApiKey> {
  return [
    {
      id: 'name',
      header: 'Name',
      cell: ({ row }) => <span className={styles.name}>{row.original.name}</span>,
      meta: { skeletonWidth: '120px' },
    },
    {
      id: 'value',
      header: 'Key',
      cell: ({ row }) => <SecretKey apiKey={row.original} />,
      meta: { skeletonWidth: '140px' },
    },
    {
      id: 'last_used_at',
      header: 'Last used',
      cell: ({ row }) =>
        row.original.last_used_at ? (
          <RelativeTime at={row.original.last_used_at} />
        ) : (
          <span className={styles.never}>Never</span>
        ),
      meta: { hide: 'on phones', skeletonWidth: '80px' },
    },
    {
      id: 'created_at',
      header: 'Created',
      cell: ({ row }) => <RelativeTime at={row.original.created_at} />,
      meta: { hide: 'on tablets', skeletonWidth: '80px' },
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
