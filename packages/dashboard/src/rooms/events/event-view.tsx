import { Badge } from '@radix-ui/themes'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ApiFailure } from '../../api/failure.ts'
import type { PlatformEvent } from '../../api/types.ts'
import { CodeBlock } from '../../components/code-block.tsx'
import { CopyableValue } from '../../components/copyable-value.tsx'
import { Empty } from '../../components/empty.tsx'
import { Icon } from '../../components/icon.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { PageTitle } from '../../components/page.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { absoluteTimeWords } from '../../components/relative-time-words.ts'
import { SkeletonLine } from '../../components/skeleton-line.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { deliveryStates } from '../webhooks/delivery-words.ts'
import { useWebhookEndpoint } from '../webhooks/webhooks-api.ts'
import { EventName } from './event-name.tsx'
import { actorOf, thingsOf } from './event-words.ts'
import styles from './events.module.css'
import { useDeliveriesOfEvent, useEvent } from './events-api.ts'

const route = getRouteApi('/$environment/events/$eventId')

export function EventView() {
  const { environment, eventId } = route.useParams()
  const event = useEvent(eventId)
  const isGone = event.error instanceof ApiFailure && event.error.status === 404
  return (
    <>
      <Link
        to='/$environment/events'
        params={{ environment }}
        search={(search) => search}
        className={styles.back}
      >
        <Icon name='chevron-left' />
        All events
      </Link>
      {isGone ? (
        <Empty icon='activity' title='There is no such event'>
          It may be older than 90 days, or belong to another environment.
        </Empty>
      ) : (
        <Loaded query={event} what='this event' skeleton={<EventSkeleton />}>
          {(loaded) => <EventArticle event={loaded} />}
        </Loaded>
      )}
    </>
  )
}

function EventArticle({ event }: { event: PlatformEvent }) {
  const actor = actorOf(event)
  return (
    <article className={styles.event} aria-label={event.event}>
      <PageTitle title={event.event} />
      <header className={styles.head}>
        <h2 className={styles.title}>
          <EventName name={event.event} />
        </h2>
        <CopyableValue value={event.id} name='event id' />
        <p className={styles.meta}>
          {absoluteTimeWords(new Date(event.created_at))} (<RelativeTime at={event.created_at} />)
          {actor ? ` · by ${actor}` : ''}
        </p>
      </header>
      <AboutLinks event={event} />
      <CodeBlock title='Payload' isTall wraps code={JSON.stringify(event, null, 2)} />
      <EventDeliveries eventId={event.id} />
    </article>
  )
}

/** From the event to the pages of what it is about, and to what else happened there. */
function AboutLinks({ event }: { event: PlatformEvent }) {
  const { kind: environment } = useEnvironment()
  const { userId, organizationId } = thingsOf(event)
  if (!userId && !organizationId) return null
  return (
    <nav className={styles.about} aria-label='What it is about'>
      {userId ? (
        <Link to='/$environment/users/$userId' params={{ environment, userId }}>
          Open the user
        </Link>
      ) : null}
      {organizationId ? (
        <>
          <Link
            to='/$environment/organizations/$organizationId'
            params={{ environment, organizationId }}
          >
            Open the organization
          </Link>
          <Link
            to='/$environment/events'
            params={{ environment }}
            search={{ organization: organizationId }}
          >
            Its other events
          </Link>
        </>
      ) : null}
    </nav>
  )
}

function EventDeliveries({ eventId }: { eventId: string }) {
  const { kind: environment } = useEnvironment()
  const deliveries = useDeliveriesOfEvent(eventId)
  return (
    <section className={styles.deliveries} aria-labelledby='event-deliveries'>
      <h3 id='event-deliveries' className={styles.subtitle}>
        Webhook deliveries
      </h3>
      <Loaded query={deliveries} what='its deliveries' skeleton={<SkeletonLine width='60%' />}>
        {(list) =>
          list.length > 0 ? (
            <ul>
              {list.map((delivery) => (
                <li key={delivery.id} className={styles.delivery}>
                  <Link
                    to='/$environment/webhooks/$endpointId/deliveries/$deliveryId'
                    params={{
                      environment,
                      endpointId: delivery.webhook_endpoint_id,
                      deliveryId: delivery.id,
                    }}
                  >
                    <EndpointUrl id={delivery.webhook_endpoint_id} />
                  </Link>
                  <Badge color={deliveryStates[delivery.status].color}>
                    {deliveryStates[delivery.status].name}
                  </Badge>
                </li>
              ))}
            </ul>
          ) : (
            <p className={styles.none}>It was not sent to any webhook endpoint.</p>
          )
        }
      </Loaded>
    </section>
  )
}

function EndpointUrl({ id }: { id: string }) {
  const endpoint = useWebhookEndpoint(id)
  return endpoint.data?.endpoint_url ?? id
}

function EventSkeleton() {
  return (
    <div className={styles.event}>
      <SkeletonLine width='50%' height='20px' />
      <SkeletonLine width='64%' />
      <SkeletonLine width='100%' height='280px' />
    </div>
  )
}
