import type { Static } from '@fastify/type-provider-typebox'
import {
  createWebhookEndpoint,
  listWebhookEndpoints,
  updateWebhookEndpoint,
  type WebhookEndpoint,
} from '../../webhooks/webhook-endpoint.ts'
import { asDeclared, defineKind, everyPage, type World } from '../kind.ts'
import type { DeclaredWebhookEndpoint } from '../wire.ts'

type Item = Static<typeof DeclaredWebhookEndpoint>

export const webhookEndpointsKind = defineKind<Item, WebhookEndpoint>({
  noun: 'webhook_endpoint',
  keyOf: ({ endpoint_url: url }) => url,
  declaredIn: ({ webhook_endpoints: items = [] }) =>
    items.map((item, index) => ({ item, at: ['webhook_endpoints', index] })),

  async find(world, { endpoint_url: url }) {
    return (await listAll(world)).find(({ endpointUrl }) => endpointUrl === url) ?? null
  },

  describe: ({ status, events }, item) => ({ status, events: asDeclared(item.events, events) }),

  async create({ deps, environment }, { endpoint_url: endpointUrl, events, status, secret }) {
    const values = { endpointUrl, events, secret }
    const { id } = await createWebhookEndpoint(deps, environment.id, values)
    if (status === 'disabled') await updateWebhookEndpoint(deps, environment.id, id, { status })
  },

  update: ({ deps, environment }, { id }, _item, { events, status }) =>
    updateWebhookEndpoint(deps, environment.id, id, { events, status }),
})

export async function exportWebhookEndpoints(world: World): Promise<Item[]> {
  const endpoints = await listAll(world)
  return endpoints.map(({ endpointUrl, events, status }) => ({
    endpoint_url: endpointUrl,
    events,
    status,
  }))
}

const listAll = ({ deps, environment }: World) =>
  everyPage((page) => listWebhookEndpoints(deps, environment.id, page))
