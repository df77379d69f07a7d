import { Badge } from '@radix-ui/themes'
import { Link } from '@tanstack/react-router'
import type { WebhookEndpoint } from '../../api/types.ts'
import type { Columns } from '../../components/data-table.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { eventCountWords } from './delivery-words.ts'
import styles from './webhooks.module.css'

export const webhookEndpointColumns: Columns<WebhookEndpoint> = [
  {
    id: 'endpoint',
    header: 'Endpoint',
    cell: ({ row }) => <EndpointCell endpoint={row.original} />,
    meta: { skeletonWidth: '260px' },
  },
  {
    id: 'status',
    header: 'Status',
    cell: ({ row }) => <EndpointBadge endpoint={row.original} />,
    meta: { skeletonWidth: '56px' },
  },
  {
    id: 'events',
    header: 'Events',
    cell: ({ row }) => (
      <span className={styles.count}>{eventCountWords(row.original.events.length)}</span>
    ),
    meta: { hide: 'on phones', skeletonWidth: '64px' },
  },
  {
    id: 'created_at',
    header: 'Created',
    cell: ({ row }) => <RelativeTime at={row.original.created_at} />,
    meta: { hide: 'on tablets', skeletonWidth: '80px' },
  },
]

function EndpointCell({ endpoint }: { endpoint: WebhookEndpoint }) {
  const environment = useEnvironment()
  return (
    <Link
      to='/$environment/webhooks/$endpointId'
      params={{ environment: environment.kind, endpointId: endpoint.id }}
      data-row-link
      className={styles.cell}
    >
      <span className={styles.name}>{endpoint.endpoint_url}</span>
      <span className={styles.phoneLine}>{eventCountWords(endpoint.events.length)}</span>
    </Link>
  )
}

export function EndpointBadge({ endpoint }: { endpoint: WebhookEndpoint }) {
  return endpoint.status === 'enabled' ? (
    <Badge color='green'>Enabled</Badge>
  ) : (
    <Badge color='gray'>Disabled</Badge>
  )
}
