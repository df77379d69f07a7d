import type { PageQuery } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { ApiError, invalidRequestParameters, notFound } from '../../errors/errors.ts'
import { createId, isId } from '../../ids/ids.ts'
import {
  createEventId,
  type Event,
  findEvents,
  findLatestEvent,
  getEvent,
  isEventName,
} from '../events/event.ts'
import * as store from './stores/webhook-deliveries.ts'
import { getWebhookEndpoint } from './webhook-endpoint.ts'

export {
  removeAllDeliveries as removeWebhookDeliveries,
  removeOldDeliveries as removeOldWebhookDeliveries,
} from './stores/webhook-deliveries.ts'

/**
 * A webhook delivery is one event on its way to one endpoint. It ends when the endpoint received it,
 * or with the last of its attempts; whoever owns the endpoint can have it sent again. Deliveries are
 * the log that people look into, and are kept for 30 days.
 */
export interface WebhookDelivery {
  environmentId: string
  id: string
  webhookEndpointId: string
  eventId: string
  event: string
  isTest: boolean
  status: 'pending' | 'succeeded' | 'failed'
  /** Attempts that failed since it was made, or since it was asked for again. */
  failures: number
  nextAttemptAt: Date
  createdAt: Date
  updatedAt: Date
}

export interface WebhookDeliveryAttempt {
  attemptedAt: Date
  durationMilliseconds: number
  responseStatus: number | null
  /** The first bytes of the answer. */
  responseBody: string | null
  /** Why there was no answer. */
  error: string | null
}

export interface WebhookDeliveryDetails {
  delivery: WebhookDelivery
  attempts: WebhookDeliveryAttempt[]
  /** What is sent; null once the event is no longer kept. */
  payload: Event | null
}

export async function listWebhookDeliveries(
  deps: Deps,
  environmentId: string,
  webhookEndpointId: string,
  query: PageQuery & { status?: WebhookDelivery['status'] | undefined },
): Promise<WebhookDelivery[]> {
  await getWebhookEndpoint(deps, environmentId, webhookEndpointId)
  return store.listDeliveries(deps.db, environmentId, webhookEndpointId, query)
}

/** The deliveries of one event, to all the endpoints that are there. */
export async function listDeliveriesOfEvent(
  deps: Deps,
  environmentId: string,
  eventId: string,
): Promise<WebhookDelivery[]> {
  await getEvent(deps, environmentId, eventId)
  return store.listDeliveriesOfEvent(deps.db, environmentId, eventId)
}

export async function getWebhookDelivery(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<WebhookDeliveryDetails> {
  const found = isId('webhook_delivery', id)
    ? await store.findDelivery(deps.db, environmentId, id)
    : null
  if (!found) throw notFound('Webhook delivery', id)
  const [attempts, payloads] = await Promise.all([
    store.listAttempts(deps.db, environmentId, id),
    findPayloads(deps, [found]),
  ])
  return { delivery: found, attempts, payload: payloads.get(id) ?? null }
}

/** Sends it again, now, and as often as a new one if it has to be. */
export async function redeliverWebhook(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<WebhookDelivery> {
  const { delivery } = await getWebhookDelivery(deps, environmentId, id)
  await refuseDisabled(deps, delivery)
  const restarted = await store.restartDelivery(deps.db, delivery, deps.clock.now())
  if (!restarted) throw notFound('Webhook delivery', id)
  return restarted
}

/** The same for everything that an endpoint failed to receive, as after it was down. Says how many there are. */
export async function redeliverFailedWebhooks(
  deps: Deps,
  environmentId: string,
  webhookEndpointId: string,
): Promise<number> {
  await refuseDisabled(deps, { environmentId, webhookEndpointId })
  const now = deps.clock.now()
  return store.restartFailedDeliveries(deps.db, environmentId, webhookEndpointId, now)
}

/**
 * Sends an event that did not happen, whatever the endpoint is subscribed to. Without data of its own
 * it carries those of the newest event of that name.
 */
export async function sendTestEvent(
  deps: Deps,
  environmentId: string,
  webhookEndpointId: string,
  test: { event: string; data?: Record<string, unknown> | undefined },
): Promise<WebhookDelivery> {
  const endpoint = await getWebhookEndpoint(deps, environmentId, webhookEndpointId)
  if (!isEventName(test.event)) {
    throw invalidRequestParameters([
      {
        code: 'unknown_event_type',
        message: `There is no event named '${test.event}'.`,
        field: 'event',
      },
    ])
  }
  await refuseDisabled(deps, { environmentId, webhookEndpointId })
  const data = test.data ?? (await findLatestEvent(deps.db, environmentId, test.event))?.data
  if (!data) {
    throw new ApiError(
      422,
      'data_required',
      `No ${test.event} has happened here yet whose data could be sent. Send data of your own.`,
    )
  }
  const now = deps.clock.now()
  const id = createId('webhook_delivery', now)
  const delivery = {
    id,
    webhookEndpointId: endpoint.id,
    eventId: createEventId(now),
    event: test.event,
    testData: data,
  }
  await store.insertDeliveries(deps.db, environmentId, [delivery], now)
  return (await getWebhookDelivery(deps, environmentId, id)).delivery
}

/** What deliveries carry, by the id of the delivery: the event, or the one that a test pretends to be. */
export async function findPayloads(
  deps: Deps,
  deliveries: store.StoredDelivery[],
): Promise<Map<string, Event>> {
  const events = new Map<string, Event>()
  for (const environmentId of new Set(deliveries.map((delivery) => delivery.environmentId))) {
    const ids = deliveries
      .filter((delivery) => delivery.environmentId === environmentId && !delivery.isTest)
      .map((delivery) => delivery.eventId)
    if (ids.length === 0) continue
    for (const event of await findEvents(deps.db, environmentId, ids)) events.set(event.id, event)
  }
  const payloads = new Map<string, Event>()
  for (const delivery of deliveries) {
    const event = pretendedEvent(delivery) ?? events.get(delivery.eventId)
    if (event) payloads.set(delivery.id, event)
  }
  return payloads
}

const pretendedEvent = ({ testData, eventId, event, createdAt }: store.StoredDelivery) =>
  testData && { id: eventId, event, data: testData, context: {}, createdAt }

async function refuseDisabled(
  deps: Deps,
  {
    environmentId,
    webhookEndpointId,
  }: Pick<WebhookDelivery, 'environmentId' | 'webhookEndpointId'>,
): Promise<void> {
  const endpoint = await getWebhookEndpoint(deps, environmentId, webhookEndpointId)
  if (endpoint.status === 'enabled') return
  throw new ApiError(
    409,
    'webhook_endpoint_disabled',
    'Nothing is sent to this endpoint while it is disabled. Enable it first.',
  )
}
