import { type Static, Type } from '@fastify/type-provider-typebox'
import { Nullable } from '../../http/wire-fields.ts'
import type { Event } from '../events/event.ts'
import { toWireEvent } from '../events/wire.ts'
import type {
  WebhookDelivery,
  WebhookDeliveryAttempt,
  WebhookDeliveryDetails,
} from './webhook-delivery.ts'
import type { WebhookEndpoint } from './webhook-endpoint.ts'

const Status = Type.Union([Type.Literal('enabled'), Type.Literal('disabled')])

export const WireWebhookEndpoint = Type.Object(
  {
    object: Type.Literal('webhook_endpoint'),
    id: Type.String(),
    endpoint_url: Type.String(),
    secret: Type.String(),
    status: Status,
    events: Type.Array(Type.String()),
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { title: 'WebhookEndpoint' },
)

const fields = {
  endpoint_url: Type.String(),
  events: Type.Array(Type.String({ maxLength: 128 }), { maxItems: 500 }),
}

export const CreateWebhookEndpointBody = Type.Object(fields, {
  title: 'CreateWebhookEndpoint',
  additionalProperties: false,
})

export const UpdateWebhookEndpointBody = Type.Partial(Type.Object({ ...fields, status: Status }), {
  title: 'UpdateWebhookEndpoint',
  additionalProperties: false,
})

export const toWireWebhookEndpoint = (
  endpoint: WebhookEndpoint,
): Static<typeof WireWebhookEndpoint> => ({
  object: 'webhook_endpoint',
  id: endpoint.id,
  endpoint_url: endpoint.endpointUrl,
  secret: endpoint.secret,
  status: endpoint.status,
  events: endpoint.events,
  created_at: endpoint.createdAt.toISOString(),
  updated_at: endpoint.updatedAt.toISOString(),
})

/** The exact text that is sent and signed. SDKs may sign what they parsed and wrote again: no blanks. */
export const toWebhookBody = (event: Event): string => JSON.stringify(toWireEvent(event))

export const DeliveryStatus = Type.Union([
  Type.Literal('pending'),
  Type.Literal('succeeded'),
  Type.Literal('failed'),
])

const deliveryFields = {
  object: Type.Literal('webhook_delivery'),
  id: Type.String(),
  webhook_endpoint_id: Type.String(),
  event_id: Type.String(),
  event: Type.String(),
  test: Type.Boolean(),
  status: DeliveryStatus,
  failures: Type.Integer(),
  next_attempt_at: Nullable(Type.String()),
  created_at: Type.String(),
  updated_at: Type.String(),
}

export const WireWebhookDelivery = Type.Object(deliveryFields, { title: 'WebhookDelivery' })

const WireAttempt = Type.Object(
  {
    attempted_at: Type.String(),
    duration_milliseconds: Type.Integer(),
    response_status: Nullable(Type.Integer()),
    response_body: Nullable(Type.String()),
    error: Nullable(Type.String()),
  },
  { title: 'WebhookDeliveryAttempt' },
)

export const WireWebhookDeliveryDetails = Type.Object(
  {
    ...deliveryFields,
    request_body: Nullable(Type.String()),
    attempts: Type.Array(WireAttempt),
  },
  { title: 'WebhookDeliveryDetails' },
)

export const WireRedelivered = Type.Object({ redelivered: Type.Integer() })

export const TestEventBody = Type.Object(
  {
    event: Type.String(),
    data: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  },
  { title: 'SendTestEvent', additionalProperties: false },
)

export const toWireWebhookDelivery = (
  delivery: WebhookDelivery,
): Static<typeof WireWebhookDelivery> => ({
  object: 'webhook_delivery',
  id: delivery.id,
  webhook_endpoint_id: delivery.webhookEndpointId,
  event_id: delivery.eventId,
  event: delivery.event,
  test: delivery.isTest,
  status: delivery.status,
  failures: delivery.failures,
  next_attempt_at: delivery.status === 'pending' ? delivery.nextAttemptAt.toISOString() : null,
  created_at: delivery.createdAt.toISOString(),
  updated_at: delivery.updatedAt.toISOString(),
})

export const toWireWebhookDeliveryDetails = ({
  delivery,
  attempts,
  payload,
}: WebhookDeliveryDetails): Static<typeof WireWebhookDeliveryDetails> => ({
  ...toWireWebhookDelivery(delivery),
  request_body: payload && toWebhookBody(payload),
  attempts: attempts.map(toWireAttempt),
})

const toWireAttempt = (attempt: WebhookDeliveryAttempt): Static<typeof WireAttempt> => ({
  attempted_at: attempt.attemptedAt.toISOString(),
  duration_milliseconds: attempt.durationMilliseconds,
  response_status: attempt.responseStatus,
  response_body: attempt.responseBody,
  error: attempt.error,
})
