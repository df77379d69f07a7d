import type { World } from '../../world.ts'
import { type Family, unknown } from '../case.ts'

const newUrl = ({ newName }: World) => `https://${newName('hooks')}.example.com/events`

const endpoint = (world: World) =>
  world.set('POST', '/webhook_endpoints', {
    endpoint_url: newUrl(world),
    events: ['user.created'],
  })

const noUrl = 'hooks.example.com'

export const webhooks: Family = {
  'GET /webhook_endpoints': {
    200: async (world) => {
      await endpoint(world)
      return {}
    },
  },
  'POST /webhook_endpoints': {
    201: async (world) => ({ body: { endpoint_url: newUrl(world), events: ['user.created'] } }),
    '409 duplicate_endpoint': async (world) => {
      const { endpoint_url } = await endpoint(world)
      return { body: { endpoint_url, events: ['user.created'] } }
    },
    '422 invalid_url': { body: { endpoint_url: noUrl, events: ['user.created'] } },
    '422 invalid_request_parameters': { body: {} },
  },
  'PATCH /webhook_endpoints/{id}': {
    200: async (world) => ({ at: [(await endpoint(world)).id], body: { status: 'disabled' } }),
    '404 entity_not_found': { at: [unknown('we')], body: { status: 'disabled' } },
    '409 duplicate_endpoint': async (world) => {
      const { endpoint_url } = await endpoint(world)
      return { at: [(await endpoint(world)).id], body: { endpoint_url } }
    },
    '422 invalid_url': async (world) => ({
      at: [(await endpoint(world)).id],
      body: { endpoint_url: noUrl },
    }),
    '422 invalid_request_parameters': async (world) => ({
      at: [(await endpoint(world)).id],
      body: { status: 'asleep' },
    }),
  },
  'DELETE /webhook_endpoints/{id}': {
    204: async (world) => ({ at: [(await endpoint(world)).id] }),
    '404 entity_not_found': { at: [unknown('we')] },
  },
}
