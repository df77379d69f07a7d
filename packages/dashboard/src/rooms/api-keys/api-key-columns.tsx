import { Button } from '@radix-ui/themes'
import type { ApiKey } from '../../api/types.ts'
import type { Columns } from '../../components/data-table.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import styles from './api-keys.module.css'
import { SecretKey } from './secret-key.tsx'

export function apiKeyColumns(onRevoke: (key: ApiKey) => void): Columns<ApiKey> {
  return [
    {
      id: 'key',
      header: 'Key',
      cell: ({ row }) => (
        <span className={styles.key}>
          <span className={styles.name}>{row.original.name}</span>
          <SecretKey apiKey={row.original} />
          <span className={styles.phoneLine}>
            <LastUsed apiKey={row.original} words='Used ' />
          </span>
        </span>
      ),
      meta: { skeletonWidth: '180px', skeletonLines: 2 },
    },
    {
      id: 'last_used_at',
      header: 'Last used',
      cell: ({ row }) => <LastUsed apiKey={row.original} />,
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

function LastUsed({ apiKey, words }: { apiKey: ApiKey; words?: string }) {
  if (!apiKey.last_used_at) return <span className={styles.never}>Never{words ? ' used' : ''}</span>
  return (
    <>
      {words}
      <RelativeTime at={apiKey.last_used_at} />
    </>
  )
}
