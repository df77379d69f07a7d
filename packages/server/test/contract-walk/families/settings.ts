import type { World } from '../../world.ts'
import { brokenJson, type Family, unknown, withoutKey } from '../case.ts'

const newUri = ({ newName }: World) => `https://${newName('app')}.example.com/callback`
const newOrigin = ({ newName }: World) => `https://${newName('app')}.example.com`

/** What the whole environment has set, as an integrator sets it. */
export const settings: Family = {
  'POST /user_management/redirect_uris': {
    201: async (world) => ({ body: { uri: newUri(world) } }),
    400: brokenJson,
    401: withoutKey,
    422: { body: { uri: 'no address' } },
  },
  'GET /user_management/redirect_uris': {
    200: {},
    401: withoutKey,
  },
  'DELETE /user_management/redirect_uris/{id}': {
    204: async (world) => {
      const uri = newUri(world)
      return { at: [(await world.set('POST', '/user_management/redirect_uris', { uri })).id] }
    },
    401: withoutKey,
    404: { at: [unknown('redirect_uri')] },
    409: async ({ set }) => {
      const { data } = await set('GET', '/user_management/redirect_uris?limit=100')
      return { at: [data.find((redirect: { default: boolean }) => redirect.default).id] }
    },
  },
  'POST /user_management/cors_origins': {
    201: async (world) => ({ body: { origin: newOrigin(world) } }),
    '409 duplicate_cors_origin': async (world) => {
      const origin = newOrigin(world)
      await world.set('POST', '/user_management/cors_origins', { origin })
      return { body: { origin } }
    },
    422: { body: { origin: 'no origin' } },
  },
  'GET /user_management/cors_origins': {
    200: async (world) => {
      await world.set('POST', '/user_management/cors_origins', { origin: newOrigin(world) })
      return {}
    },
    401: withoutKey,
  },
  'GET /user_management/jwt_template': {
    200: async ({ jwtTemplate }) => {
      await jwtTemplate('{"email": {{user.email}}}')
      return {}
    },
    // Nobody wrote a template for the other environment.
    404: async ({ server }) => ({
      headers: { authorization: `Bearer ${server.production.apiKey}` },
    }),
  },
  'PUT /user_management/jwt_template': {
    200: { body: { content: '{"email": {{user.email}}}' } },
    '422 invalid_request_parameters': { body: { content: '{{' } },
  },
}
