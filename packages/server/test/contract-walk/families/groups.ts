import {
  brokenJson,
  byAnotherWebsite,
  type Family,
  keysOpenEverything,
  unknown,
  unknownOrganization,
} from '../case.ts'

const named = { name: 'Engineering' }

export const groups: Family = {
  'POST /organizations/{organizationId}/groups': {
    201: async ({ organization }) => ({ at: [(await organization()).id], body: named }),
    '400 bad_request': brokenJson,
    403: byAnotherWebsite,
    404: { at: [unknownOrganization], body: named },
    422: async ({ organization }) => ({ at: [(await organization()).id], body: {} }),
  },
  'GET /organizations/{organizationId}/groups': {
    200: async ({ organization, group }) => {
      const { id } = await organization()
      await group(id)
      return { at: [id] }
    },
    403: keysOpenEverything,
    404: { at: [unknownOrganization] },
  },
  'GET /organizations/{organizationId}/groups/{groupId}': {
    200: async ({ organization, group }) => {
      const { id } = await organization()
      return { at: [id, await group(id)] }
    },
    403: keysOpenEverything,
    404: async ({ organization }) => ({ at: [(await organization()).id, unknown('group')] }),
  },
  'PATCH /organizations/{organizationId}/groups/{groupId}': {
    200: async ({ organization, group }) => {
      const { id } = await organization()
      return { at: [id, await group(id)], body: named }
    },
    '400 bad_request': brokenJson,
    403: byAnotherWebsite,
    404: async ({ organization }) => ({
      at: [(await organization()).id, unknown('group')],
      body: named,
    }),
    422: async ({ organization, group }) => {
      const { id } = await organization()
      return { at: [id, await group(id)], body: { name: '' } }
    },
  },
  'DELETE /organizations/{organizationId}/groups/{groupId}': {
    204: async ({ organization, group }) => {
      const { id } = await organization()
      return { at: [id, await group(id)] }
    },
    403: byAnotherWebsite,
    404: async ({ organization }) => ({ at: [(await organization()).id, unknown('group')] }),
  },
  'POST /organizations/{organizationId}/groups/{groupId}/organization-memberships': {
    200: async ({ organization, group, member }) => {
      const { id } = await organization()
      const { membership } = await member(id)
      return {
        at: [id, await group(id)],
        body: { organization_membership_id: membership.id },
      }
    },
    '400 group_membership_limit_exceeded': {
      never: 'Groups have no limit of members.',
    },
    403: byAnotherWebsite,
    404: async ({ organization, group }) => {
      const { id } = await organization()
      return { at: [id, await group(id)], body: { organization_membership_id: unknown('om') } }
    },
    422: async ({ organization, group }) => {
      const { id } = await organization()
      return { at: [id, await group(id)], body: {} }
    },
  },
  'GET /organizations/{organizationId}/groups/{groupId}/organization-memberships': {
    200: async ({ organization, group, member, set }) => {
      const { id } = await organization()
      const at = [id, await group(id)]
      const { membership } = await member(id)
      await set('POST', `/organizations/${at.join('/groups/')}/organization-memberships`, {
        organization_membership_id: membership.id,
      })
      return { at }
    },
    403: keysOpenEverything,
    404: async ({ organization }) => ({ at: [(await organization()).id, unknown('group')] }),
  },
  'DELETE /organizations/{organizationId}/groups/{groupId}/organization-memberships/{omId}': {
    204: async ({ organization, group, member, set }) => {
      const { id } = await organization()
      const at = [id, await group(id)]
      const { membership } = await member(id)
      await set('POST', `/organizations/${at.join('/groups/')}/organization-memberships`, {
        organization_membership_id: membership.id,
      })
      return { at: [...at, membership.id] }
    },
    403: byAnotherWebsite,
    404: async ({ organization, group }) => {
      const { id } = await organization()
      return { at: [id, await group(id), unknown('om')] }
    },
  },
  'GET /user_management/organization_memberships/{omId}/groups': {
    200: async ({ organization, member }) => {
      const { membership } = await member((await organization()).id)
      return { at: [membership.id] }
    },
    404: { at: [unknown('om')] },
  },
}
