import type { World } from '../../world.ts'
import { type Family, unknown, unknownOrganization, unknownUser, withoutKey } from '../case.ts'

const name = 'Production'

async function apiKey({ organization, set }: World) {
  const { id } = await organization()
  return set('POST', `/organizations/${id}/api_keys`, { name })
}

/** A member, as the owner of a key of theirs. */
async function member(world: World) {
  const { id: organization_id } = await world.organization()
  const { person } = await world.member(organization_id)
  return { id: person.user.id, organization_id }
}

export const apiKeys: Family = {
  'POST /api_keys/validations': {
    200: async (world) => ({ body: { value: (await apiKey(world)).value } }),
    401: withoutKey,
    422: { body: {} },
  },
  'DELETE /api_keys/{id}': {
    204: async (world) => ({ at: [(await apiKey(world)).id] }),
    404: { at: [unknown('api_key')] },
  },
  'POST /api_keys/{id}/expire': {
    200: async (world) => ({ at: [(await apiKey(world)).id], body: {} }),
    404: { at: [unknown('api_key')], body: {} },
    '409 api_key_already_expired': async (world) => {
      const { id } = await apiKey(world)
      await world.set('POST', `/api_keys/${id}/expire`, {})
      return { at: [id], body: {} }
    },
    422: async (world) => ({ at: [(await apiKey(world)).id], body: { expires_at: 'soon' } }),
  },
  'GET /organizations/{organizationId}/api_keys': {
    200: async (world) => ({ at: [(await apiKey(world)).owner.id] }),
    404: { at: [unknownOrganization] },
  },
  'POST /organizations/{organizationId}/api_keys': {
    201: async ({ organization, permission }) => ({
      at: [(await organization()).id],
      body: { name, permissions: [await permission()] },
    }),
    404: { at: [unknownOrganization], body: { name } },
    422: async ({ organization }) => ({ at: [(await organization()).id], body: {} }),
  },
  'GET /user_management/users/{userId}/api_keys': {
    200: async (world) => {
      const { id, organization_id } = await member(world)
      await world.set('POST', `/user_management/users/${id}/api_keys`, { name, organization_id })
      return { at: [id] }
    },
    404: { at: [unknownUser] },
  },
  'POST /user_management/users/{userId}/api_keys': {
    201: async (world) => {
      const { id, organization_id } = await member(world)
      return { at: [id], body: { name, organization_id } }
    },
    400: async ({ user, organization }) => ({
      at: [(await user()).id],
      body: { name, organization_id: (await organization()).id },
    }),
    404: async ({ organization }) => ({
      at: [unknownUser],
      body: { name, organization_id: (await organization()).id },
    }),
    422: async ({ user }) => ({ at: [(await user()).id], body: {} }),
  },
}
