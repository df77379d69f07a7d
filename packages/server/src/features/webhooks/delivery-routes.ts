import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import { WireEventNames } from '../events/wire.ts'
import {
  getWebhookDelivery,
  listDeliveriesOfEvent,
  listWebhookDeliveries,
  redeliverFailedWebhooks,
  redeliverWebhook,
  sendTestEvent,
} from './webhook-delivery.ts'
import { getWebhookEndpoint, rotateWebhookSecret, webhookEventNames } from './webhook-endpoint.ts'
import {
  DeliveryStatus,
  TestEventBody,
  toWireWebhookDelivery,
  toWireWebhookDeliveryDetails,
  toWireWebhookEndpoint,
  WireRedelivered,
  WireWebhookDelivery,
  WireWebhookDeliveryDetails,
  WireWebhookEndpoint,
} from './wire.ts'

const tags = ['dashboard.webhooks']
const params = Type.Object({ id: Type.String() })

/** What an owner sees of the deliveries and can do about them: the published API has no address for it. */
export function webhookDeliveryRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/dashboard/api/webhook_event_names',
      { schema: { operationId: 'listWebhookEventNames', tags, response: { 200: WireEventNames } } },
      async () => ({ data: webhookEventNames }),
    )

    app.get(
      '/dashboard/api/webhook_endpoints/:id',
      {
        schema: {
          operationId: 'getWebhookEndpoint',
          tags,
          params,
          response: { 200: WireWebhookEndpoint },
        },
      },
      async (request) =>
        toWireWebhookEndpoint(
          await getWebhookEndpoint(deps, request.environment.id, request.params.id),
        ),
    )

    app.get(
      '/dashboard/api/webhook_endpoints/:id/deliveries',
      {
        schema: {
          operationId: 'listWebhookDeliveries',
          tags,
          params,
          querystring: Type.Object({ ...listQuery, status: Type.Optional(DeliveryStatus) }),
          response: { 200: listOf(WireWebhookDelivery) },
        },
      },
      async (request) => {
        const { status, ...list } = request.query
        const page = toPageQuery(list)
        const query = { ...page, status }
        const { environment, params } = request
        const deliveries = await listWebhookDeliveries(deps, environment.id, params.id, query)
        return toWireList(toPage(deliveries, page), toWireWebhookDelivery)
      },
    )

    app.post(
      '/dashboard/api/webhook_endpoints/:id/test_events',
      {
        schema: {
          operationId: 'sendTestEvent',
          tags,
          params,
          body: TestEventBody,
          response: { 201: WireWebhookDelivery },
        },
      },
      async (request, reply) => {
        const { environment, params, body } = request
        const delivery = await sendTestEvent(deps, environment.id, params.id, body)
        return reply.status(201).send(toWireWebhookDelivery(delivery))
      },
    )

    app.post(
      '/dashboard/api/webhook_endpoints/:id/redeliver_failed',
      {
        schema: {
          operationId: 'redeliverFailedWebhooks',
          tags,
          params,
          response: { 200: WireRedelivered },
        },
      },
      async ({ environment, params: { id } }) => ({
        redelivered: await redeliverFailedWebhooks(deps, environment.id, id),
      }),
    )

    app.post(
      '/dashboard/api/webhook_endpoints/:id/rotate_secret',
      {
        schema: {
          operationId: 'rotateWebhookSecret',
          tags,
          params,
          response: { 200: WireWebhookEndpoint },
        },
      },
      async (request) =>
        toWireWebhookEndpoint(
          await rotateWebhookSecret(deps, request.environment.id, request.params.id),
        ),
    )

    app.get(
      '/dashboard/api/events/:id/webhook_deliveries',
      {
        schema: {
          operationId: 'listDeliveriesOfEvent',
          tags,
          params,
          response: { 200: Type.Object({ data: Type.Array(WireWebhookDelivery) }) },
        },
      },
      async ({ environment, params: { id } }) => {
        const deliveries = await listDeliveriesOfEvent(deps, environment.id, id)
        return { data: deliveries.map(toWireWebhookDelivery) }
      },
    )

    app.get(
      '/dashboard/api/webhook_deliveries/:id',
      {
        schema: {
          operationId: 'getWebhookDelivery',
          tags,
          params,
          response: { 200: WireWebhookDeliveryDetails },
        },
      },
      async (request) =>
        toWireWebhookDeliveryDetails(
          await getWebhookDelivery(deps, request.environment.id, request.params.id),
        ),
    )

    app.post(
      '/dashboard/api/webhook_deliveries/:id/redeliver',
      {
        schema: {
          operationId: 'redeliverWebhook',
          tags,
          params,
          response: { 200: WireWebhookDelivery },
        },
      },
      async (request) =>
        toWireWebhookDelivery(
          await redeliverWebhook(deps, request.environment.id, request.params.id),
        ),
    )
  }
}
