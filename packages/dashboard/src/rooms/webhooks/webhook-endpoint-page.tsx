import { Button } from '@radix-ui/themes'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiFailure } from '../../api/failure.ts'
import type { WebhookEndpoint } from '../../api/types.ts'
import { BackLink } from '../../components/back-link.tsx'
import { CopyableValue } from '../../components/copyable-value.tsx'
import { Detail, Details, DetailsSkeleton } from '../../components/details.tsx'
import { Empty } from '../../components/empty.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Page } from '../../components/page.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { DeleteWebhookEndpoint } from './delete-webhook-endpoint.tsx'
import { DeliveriesSection } from './deliveries-section.tsx'
import { EndpointSwitch } from './endpoint-switch.tsx'
import { SigningSecretSection } from './signing-secret-section.tsx'
import { EndpointBadge } from './webhook-endpoint-columns.tsx'
import { WebhookEndpointDialog } from './webhook-endpoint-dialog.tsx'
import styles from './webhooks.module.css'
import { useWebhookEndpoint } from './webhooks-api.ts'

const route = getRouteApi('/$environment/webhooks/$endpointId')
const back = <BackLink to='/$environment/webhooks'>Webhooks</BackLink>

export function WebhookEndpointPage() {
  const { endpointId } = route.useParams()
  const endpoint = useWebhookEndpoint(endpointId)
  const isGone = endpoint.error instanceof ApiFailure && endpoint.error.status === 404

  if (isGone) {
    return (
      <Page title='Webhook endpoint' back={back}>
        <Empty icon='broadcast' title='There is no such webhook endpoint'>
          No endpoint of this environment has the id {endpointId}. It may have been deleted, or
          belong to another environment.
        </Empty>
      </Page>
    )
  }
  if (!endpoint.data) {
    return (
      <Page title='Webhook endpoint' back={back}>
        <Loaded
          query={endpoint}
          what='this webhook endpoint'
          skeleton={<DetailsSkeleton widths={widths} />}
        >
          {() => null}
        </Loaded>
      </Page>
    )
  }
  return <EndpointSections endpoint={endpoint.data} />
}

function EndpointSections({ endpoint }: { endpoint: WebhookEndpoint }) {
  const [isEditing, setEditing] = useState(false)
  return (
    <Page
      title={endpoint.endpoint_url}
      back={back}
      action={
        <>
          <EndpointSwitch endpoint={endpoint} />
          <Button variant='soft' color='gray' onClick={() => setEditing(true)}>
            Edit
          </Button>
        </>
      }
    >
      <Details>
        <Detail name='Endpoint ID'>
          <CopyableValue value={endpoint.id} name='endpoint id' />
        </Detail>
        <Detail name='Status'>
          <EndpointBadge endpoint={endpoint} />
        </Detail>
        <Detail name='Created'>
          <RelativeTime at={endpoint.created_at} />
        </Detail>
        <Detail name='Updated'>
          <RelativeTime at={endpoint.updated_at} />
        </Detail>
        <Detail name='Events' isWide>
          {endpoint.events.length > 0 ? (
            <ul className={styles.names}>
              {endpoint.events.map((name) => (
                <li key={name}>
                  <code>{name}</code>
                </li>
              ))}
            </ul>
          ) : (
            'None: it is told of nothing until events are chosen.'
          )}
        </Detail>
      </Details>
      <div>
        <DeliveriesSection endpoint={endpoint} />
        <SigningSecretSection endpoint={endpoint} />
        <DeleteWebhookEndpoint endpoint={endpoint} />
      </div>
      {isEditing ? (
        <WebhookEndpointDialog endpoint={endpoint} onClose={() => setEditing(false)} />
      ) : null}
    </Page>
  )
}

/** How long the details of a typical endpoint are. */
const widths = ['60%', '20%', '40%', '40%']
