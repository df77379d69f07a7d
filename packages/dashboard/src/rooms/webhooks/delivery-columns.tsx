import { Badge } from '@radix-ui/themes'
import { Link } from '@tanstack/react-router'
import type { WebhookDelivery } from '../../api/types.ts'
import type { Columns } from '../../components/data-table.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { EventName } from '../events/event-name.tsx'
import { deliveryStates } from './delivery-words.ts'
import styles from './webhooks.module.css'

export const deliveryColumns: Columns<WebhookDelivery> = [
  {
    id: 'event',
    header: 'Event',
    cell: ({ row }) => <EventCell delivery={row.original} />,
    meta: { skeletonWidth: '160px' },
  },
  {
    id: 'status',
    header: 'Status',
    cell: ({ row }) => <DeliveryBadge delivery={row.original} />,
    meta: { skeletonWidth: '64px' },
  },
  {
    id: 'next_attempt_at',
    header: 'Next attempt',
    cell: ({ row }) => <NextAttempt delivery={row.original} />,
    meta: { hide: 'on tablets', skeletonWidth: '72px' },
  },
  {
    id: 'created_at',
    header: 'Created',
    cell: ({ row }) => <RelativeTime at={row.original.created_at} />,
    meta: { hide: 'on phones', skeletonWidth: '80px' },
  },
]

function EventCell({ delivery }: { delivery: WebhookDelivery }) {
  const environment = useEnvironment()
  return (
    <Link
      to='/$environment/webhooks/$endpointId/deliveries/$deliveryId'
      params={{
        environment: environment.kind,
        endpointId: delivery.webhook_endpoint_id,
        deliveryId: delivery.id,
      }}
      data-row-link
      className={styles.cell}
    >
      <span className={styles.head}>
        <span className={styles.name}>
          <EventName name={delivery.event} />
        </span>
        {delivery.test ? <Badge color='gray'>Test</Badge> : null}
      </span>
      <span className={styles.phoneLine}>
        <RelativeTime at={delivery.created_at} />
      </span>
    </Link>
  )
}

export function DeliveryBadge({ delivery }: { delivery: WebhookDelivery }) {
  const { name, color } = deliveryStates[delivery.status]
  return <Badge color={color}>{name}</Badge>
}

function NextAttempt({ delivery }: { delivery: WebhookDelivery }) {
  if (!delivery.next_attempt_at) return <span className={styles.none}>None</span>
  return <RelativeTime at={delivery.next_attempt_at} />
}
