import { Badge, Button } from '@radix-ui/themes'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ApiFailure } from '../../api/failure.ts'
import type { WebhookDeliveryDetails } from '../../api/types.ts'
import backStyles from '../../components/back-link.module.css'
import { CodeBlock } from '../../components/code-block.tsx'
import { CopyableValue } from '../../components/copyable-value.tsx'
import { Detail, Details, DetailsSkeleton } from '../../components/details.tsx'
import { Empty } from '../../components/empty.tsx'
import { Icon } from '../../components/icon.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { notify } from '../../components/notices.tsx'
import { Page } from '../../components/page.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { Section } from '../../components/section.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { useDelivery, useRedeliver } from './deliveries-api.ts'
import { DeliveryBadge } from './delivery-columns.tsx'
import { answerOf, durationWords, isReceived, readable } from './delivery-words.ts'
import styles from './webhooks.module.css'

const route = getRouteApi('/$environment/webhooks/$endpointId/deliveries/$deliveryId')

export function WebhookDeliveryPage() {
  const { deliveryId } = route.useParams()
  const delivery = useDelivery(deliveryId)
  const isGone = delivery.error instanceof ApiFailure && delivery.error.status === 404

  if (isGone) {
    return (
      <Page title='Webhook delivery' back={<BackToEndpoint />}>
        <Empty icon='broadcast' title='There is no such delivery'>
          Deliveries are kept for 30 days. This one may be older, or belong to another environment.
        </Empty>
      </Page>
    )
  }
  if (!delivery.data) {
    return (
      <Page title='Webhook delivery' back={<BackToEndpoint />}>
        <Loaded
          query={delivery}
          what='this delivery'
          skeleton={<DetailsSkeleton widths={widths} />}
        >
          {() => null}
        </Loaded>
      </Page>
    )
  }
  return <DeliverySections delivery={delivery.data} />
}

function BackToEndpoint() {
  const { environment, endpointId } = route.useParams()
  return (
    <Link
      to='/$environment/webhooks/$endpointId'
      params={{ environment, endpointId }}
      className={backStyles.back}
    >
      <Icon name='chevron-left' />
      Webhook endpoint
    </Link>
  )
}

function DeliverySections({ delivery }: { delivery: WebhookDeliveryDetails }) {
  const { kind: environment } = useEnvironment()
  const redeliver = useRedeliver(delivery.id)
  const sendAgain = () =>
    redeliver.mutate(undefined, {
      onSuccess: () => notify('The delivery is sent again.'),
      onError: ({ message }) => notify(message, 'failure'),
    })
  return (
    <Page
      title={delivery.event}
      back={<BackToEndpoint />}
      action={
        <Button
          variant='soft'
          color='gray'
          loading={redeliver.isPending}
          disabled={delivery.request_body === null}
          onClick={sendAgain}
        >
          <Icon name='refresh' />
          Redeliver
        </Button>
      }
    >
      <Details>
        <Detail name='Status'>
          <span className={styles.head}>
            <DeliveryBadge delivery={delivery} />
            {delivery.test ? <Badge color='gray'>Test</Badge> : null}
          </span>
        </Detail>
        <Detail name='Next attempt'>
          {delivery.next_attempt_at ? <RelativeTime at={delivery.next_attempt_at} /> : 'None'}
        </Detail>
        <Detail name='Delivery ID'>
          <CopyableValue value={delivery.id} name='delivery id' />
        </Detail>
        <Detail name='Event'>
          {delivery.test ? (
            'It did not happen.'
          ) : (
            <Link
              to='/$environment/events/$eventId'
              params={{ environment, eventId: delivery.event_id }}
              className={styles.id}
            >
              {delivery.event_id}
            </Link>
          )}
        </Detail>
      </Details>
      <div>
        <Attempts delivery={delivery} />
        <Section title='Request' description='What is sent, in each attempt.'>
          {delivery.request_body === null ? (
            <p className={styles.nothing}>
              The event is no longer kept, so it cannot be sent again.
            </p>
          ) : (
            <CodeBlock
              title='Body'
              wraps
              code={readable(delivery.request_body)}
              copy={delivery.request_body}
            />
          )}
        </Section>
      </div>
    </Page>
  )
}

function Attempts({ delivery }: { delivery: WebhookDeliveryDetails }) {
  return (
    <Section title='Attempts' description='Newest first. Any answer but a 2xx is tried again.'>
      {delivery.attempts.length > 0 ? (
        <ol className={styles.attempts} aria-label='Attempts'>
          {delivery.attempts.toReversed().map((attempt) => (
            <li key={attempt.attempted_at} className={styles.attempt}>
              <span className={styles.head}>
                <Badge color={isReceived(attempt) ? 'green' : 'red'}>{answerOf(attempt)}</Badge>
                <RelativeTime at={attempt.attempted_at} />
                <span className={styles.none}>{durationWords(attempt.duration_milliseconds)}</span>
              </span>
              {attempt.error ? <p className={styles.error}>{attempt.error}</p> : null}
              {attempt.response_body ? (
                <CodeBlock title='Answer' isTall wraps code={readable(attempt.response_body)} />
              ) : null}
            </li>
          ))}
        </ol>
      ) : (
        <p className={styles.nothing}>It was not tried yet.</p>
      )}
    </Section>
  )
}

/** How long the details of a typical delivery are. */
const widths = ['20%', '30%', '60%', '60%']
