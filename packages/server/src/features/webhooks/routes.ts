import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  listWebhookEndpoints,
  updateWebhookEndpoint,
} from './webhook-endpoint.ts'
import {
  CreateWebhookEndpointBody,
  toWireWebhookEndpoint,
  UpdateWebhookEndpointBody,
  WireWebhookEndpoint,
} from './wire.ts'

const tags = ['webhooks']
const params = Type.Object({ id: Type.String() })

export function webhookEndpointRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/webhook_endpoints',
      {
        schema: {
          operationId: 'listWebhookEndpoints',
          tags,
          querystring: Type.Object(listQuery),
          response: { 200: listOf(WireWebhookEndpoint) },
        },
      },
      async (request) => {
        const page = toPageQuery(request.query)
        const endpoints = await listWebhookEndpoints(deps, request.environment.id, page)
        return toWireList(toPage(endpoints, page), toWireWebhookEndpoint)
      },
    )

    app.post(
      '/webhook_endpoints',
      {
        schema: {
          operationId: 'createWebhookEndpoint',
          tags,
          body: CreateWebhookEndpointBody,
          response: { 201: WireWebhookEndpoint },
        },
      },
      async (request, reply) => {
        const { endpoint_url: endpointUrl, events } = request.body
        const values = { endpointUrl, events }
        const endpoint = await createWebhookEndpoint(deps, request.environment.id, values)
        return reply.status(201).send(toWireWebhookEndpoint(endpoint))
      },
    )

    app.patch(
      '/webhook_endpoints/:id',
      {
        schema: {
          operationId: 'updateWebhookEndpoint',
          tags,
          params,
          body: UpdateWebhookEndpointBody,
          response: { 200: WireWebhookEndpoint },
        },
      },
      async (request) => {
        const { endpoint_url: endpointUrl, events, status } = request.body
        const changes = { endpointUrl, events, status }
        const { id } = request.params
        const changed = await updateWebhookEndpoint(deps, request.environment.id, id, changes)
        return toWireWebhookEndpoint(changed)
      },
    )

    app.delete(
      '/webhook_endpoints/:id',
      { schema: { operationId: 'deleteWebhookEndpoint', tags, params } },
      async (request, reply) => {
        await deleteWebhookEndpoint(deps, request.environment.id, request.params.id)
        return reply.status(204).send()
      },
    )
  }
}
