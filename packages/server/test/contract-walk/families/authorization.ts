import type { World } from '../../world.ts'
import {
  brokenJson,
  byAnotherWebsite,
  type Family,
  keysOpenEverything,
  namesNothing,
  unknownOrganization,
} from '../case.ts'

const name = 'Editor'

/** A role of an organization, as its path names it. */
async function ownRole({ organization, organizationRole }: World): Promise<string[]> {
  const { id } = await organization()
  return [id, await organizationRole(id)]
}

/** A path to a role that the organization does not have. */
const nobodysRole = async ({ organization }: World): Promise<string[]> => [
  (await organization()).id,
  'org-nobodys',
]

/** An organization sees the roles of its environment and cannot change them. */
const foreignRole = async ({ organization, role }: World): Promise<string[]> => [
  (await organization()).id,
  await role(),
]

export const roles: Family = {
  'POST /authorization/organizations/{organizationId}/roles': {
    201: async ({ organization }) => ({ at: [(await organization()).id], body: { name } }),
    '400 bad_request': brokenJson,
    403: byAnotherWebsite,
    404: { at: [unknownOrganization], body: { name } },
    '409 organization_role_slug_conflict': async (world) => {
      const [id = '', slug] = await ownRole(world)
      return { at: [id], body: { slug, name } }
    },
    422: async ({ organization }) => ({ at: [(await organization()).id], body: {} }),
  },
  'GET /authorization/organizations/{organizationId}/roles': {
    200: async (world) => ({ at: await ownRole(world) }),
    403: keysOpenEverything,
    404: { at: [unknownOrganization] },
  },
  'GET /authorization/organizations/{organizationId}/roles/{slug}': {
    200: async (world) => ({ at: await ownRole(world) }),
    403: keysOpenEverything,
    404: async (world) => ({ at: await nobodysRole(world) }),
  },
  'PATCH /authorization/organizations/{organizationId}/roles/{slug}': {
    200: async (world) => ({ at: await ownRole(world), body: { name } }),
    '400 bad_request': async (world) => ({ at: await foreignRole(world), body: { name } }),
    403: byAnotherWebsite,
    404: async (world) => ({ at: await nobodysRole(world), body: { name } }),
    422: async (world) => ({ at: await ownRole(world), body: { name: '' } }),
  },
  'DELETE /authorization/organizations/{organizationId}/roles/{slug}': {
    204: async (world) => ({ at: await ownRole(world) }),
    '400 bad_request': async (world) => ({ at: await foreignRole(world) }),
    403: byAnotherWebsite,
    404: async (world) => ({ at: await nobodysRole(world) }),
    '409 role_has_assignments': async (world) => {
      const at = await ownRole(world)
      await world.member(at[0] as string, { role_slug: at[1] as string })
      return { at }
    },
    '409 role_has_group_role_mappings': { never: 'Groups give no roles.' },
  },
  'PUT /authorization/organizations/{organizationId}/roles/{slug}/permissions': {
    200: async (world) => ({
      at: await ownRole(world),
      body: { permissions: [await world.permission()] },
    }),
    403: byAnotherWebsite,
    404: async (world) => ({ at: await ownRole(world), body: { permissions: ['nobodys'] } }),
    422: async (world) => ({ at: await ownRole(world), body: { permissions: 'all' } }),
  },
  'POST /authorization/organizations/{organizationId}/roles/{slug}/permissions': {
    200: async (world) => ({ at: await ownRole(world), body: { slug: await world.permission() } }),
    '400 bad_request': async (world) => ({
      at: await foreignRole(world),
      body: { slug: await world.permission() },
    }),
    403: byAnotherWebsite,
    404: async (world) => ({ at: await ownRole(world), body: { slug: 'nobodys' } }),
    422: async (world) => ({ at: await ownRole(world), body: {} }),
  },
  'DELETE /authorization/organizations/{organizationId}/roles/{slug}/permissions/{permissionSlug}':
    {
      200: async (world) => {
        const [id, role] = await ownRole(world)
        const slug = await world.permission()
        const path = `/authorization/organizations/${id}/roles/${role}/permissions`
        await world.set('POST', path, { slug })
        return { at: [id as string, role as string, slug] }
      },
      403: byAnotherWebsite,
      404: async (world) => ({ at: [...(await ownRole(world)), 'nobodys'] }),
    },
  'POST /authorization/roles': {
    201: async ({ newName }) => ({ body: { slug: newName('editor'), name } }),
    '400 bad_request': brokenJson,
    403: byAnotherWebsite,
    404: namesNothing,
    '409 role_slug_conflict': { body: { slug: 'admin', name } },
    422: { body: { slug: 'Not a slug', name } },
  },
  'GET /authorization/roles': {
    200: {},
    403: keysOpenEverything,
  },
  'GET /authorization/roles/{slug}': {
    200: { at: ['admin'] },
    403: keysOpenEverything,
    404: { at: ['nobodys'] },
  },
  'PATCH /authorization/roles/{slug}': {
    200: async ({ role }) => ({ at: [await role()], body: { name } }),
    '400 bad_request': brokenJson,
    403: byAnotherWebsite,
    404: { at: ['nobodys'], body: { name } },
    422: async ({ role }) => ({ at: [await role()], body: { name: '' } }),
  },
  'PUT /authorization/roles/{slug}/permissions': {
    200: async ({ role, permission }) => ({
      at: [await role()],
      body: { permissions: [await permission()] },
    }),
    '400 bad_request': brokenJson,
    403: byAnotherWebsite,
    404: async ({ role }) => ({ at: [await role()], body: { permissions: ['nobodys'] } }),
    422: async ({ role }) => ({ at: [await role()], body: {} }),
  },
  'POST /authorization/roles/{slug}/permissions': {
    200: async ({ role, permission }) => ({
      at: [await role()],
      body: { slug: await permission() },
    }),
    '400 bad_request': brokenJson,
    403: byAnotherWebsite,
    404: async ({ role }) => ({ at: [await role()], body: { slug: 'nobodys' } }),
    422: async ({ role }) => ({ at: [await role()], body: {} }),
  },
}

/** Part of every environment, and nobody's to change. */
const systemPermission = 'widgets:users-table:manage'

export const permissions: Family = {
  'GET /authorization/permissions': {
    200: {},
    404: namesNothing,
  },
  'POST /authorization/permissions': {
    201: async ({ newName }) => ({ body: { slug: newName('posts:write'), name } }),
    '400 bad_request': brokenJson,
    404: namesNothing,
    '409 permission_slug_conflict': async ({ permission }) => ({
      body: { slug: await permission(), name },
    }),
    422: { body: { name } },
  },
  'GET /authorization/permissions/{slug}': {
    200: async ({ permission }) => ({ at: [await permission()] }),
    404: { at: ['nobodys'] },
  },
  'PATCH /authorization/permissions/{slug}': {
    200: async ({ permission }) => ({ at: [await permission()], body: { name } }),
    '403 system_permission': { at: [systemPermission], body: { name } },
    404: { at: ['nobodys'], body: { name } },
    422: async ({ permission }) => ({ at: [await permission()], body: { name: '' } }),
  },
  'DELETE /authorization/permissions/{slug}': {
    204: async ({ permission }) => ({ at: [await permission()] }),
    '403 system_permission': { at: [systemPermission] },
    404: { at: ['nobodys'] },
  },
}
