import type { World } from '../../world.ts'
import {
  type Ask,
  type Family,
  impossibleId,
  tooLongPage,
  unknownMembership,
  unknownOrganization,
  unknownUser,
} from '../case.ts'

/** Roles that no member may get, and why not. */
const refusedRoles: Record<string, (world: World) => Promise<object>> = {
  '422 invalid_role': async () => ({ role_slug: 'nobodys' }),
  '422 multiple_roles_not_enabled': async () => ({ role_slugs: ['admin', 'member'] }),
  '422 sub_resource_scoped_role_not_allowed': async ({ role }) => ({
    role_slug: await role({ resource_type_slug: 'project' }),
  }),
}

const refusalsOf = (toAsk: (world: World, roles: object) => Promise<Ask>) =>
  Object.fromEntries(
    Object.entries(refusedRoles).map(([answer, rolesOf]) => [
      answer,
      async (world: World) => toAsk(world, await rolesOf(world)),
    ]),
  )

const membershipId = async ({ organization, member }: World): Promise<string> =>
  (await member((await organization()).id)).membership.id

const stranger = async ({ organization, user }: World) => ({
  user_id: (await user()).id,
  organization_id: (await organization()).id,
})

export const memberships: Family = {
  'GET /user_management/organization_memberships': {
    200: async ({ organization, member }) => {
      const { id: organization_id } = await organization()
      await member(organization_id)
      return { query: { organization_id } }
    },
    '400 invalid_request_parameters': {
      never: 'A query that cannot be read is answered 422 with the same code.',
    },
    '400 missing_user_id_or_organization_id': {},
    404: { query: { organization_id: unknownOrganization } },
    422: async ({ organization }) => ({
      query: { organization_id: (await organization()).id, ...tooLongPage },
    }),
  },
  'POST /user_management/organization_memberships': {
    201: async (world) => ({ body: { ...(await stranger(world)), role_slug: 'admin' } }),
    '400 cannot_reactivate_pending_organization_membership': async ({ pendingMember }) => {
      const { userId, organizationId } = await pendingMember()
      return { body: { user_id: userId, organization_id: organizationId } }
    },
    404: async ({ organization }) => ({
      body: { user_id: unknownUser, organization_id: (await organization()).id },
    }),
    '422 invalid_request_parameters': { body: {} },
    ...refusalsOf(async (world, roles) => ({ body: { ...(await stranger(world)), ...roles } })),
  },
  'GET /user_management/organization_memberships/{id}': {
    200: async (world) => ({ at: [await membershipId(world)] }),
    404: { at: [unknownMembership] },
  },
  'DELETE /user_management/organization_memberships/{id}': {
    200: async (world) => ({ at: [await membershipId(world)] }),
    404: { at: [unknownMembership] },
  },
  'PUT /user_management/organization_memberships/{id}': {
    200: async (world) => ({ at: [await membershipId(world)], body: { role_slug: 'admin' } }),
    404: { at: [unknownMembership], body: { role_slug: 'admin' } },
    '422 invalid_request_parameters': async (world) => ({
      at: [await membershipId(world)],
      body: { role_slug: 7 },
    }),
    ...refusalsOf(async (world, roles) => ({ at: [await membershipId(world)], body: roles })),
  },
  'PUT /user_management/organization_memberships/{id}/deactivate': {
    200: async (world) => ({ at: [await membershipId(world)] }),
    '400 cannot_deactivate_pending_organization_membership': async ({ pendingMember }) => ({
      at: [(await pendingMember()).membershipId],
    }),
    404: { at: [unknownMembership] },
    '422 invalid_request_parameters': impossibleId,
  },
  'PUT /user_management/organization_memberships/{id}/reactivate': {
    200: async (world) => {
      const id = await membershipId(world)
      await world.set('PUT', `/user_management/organization_memberships/${id}/deactivate`)
      return { at: [id] }
    },
    '400 cannot_reactivate_pending_organization_membership': async ({ pendingMember }) => ({
      at: [(await pendingMember()).membershipId],
    }),
    404: { at: [unknownMembership] },
    '422 invalid_request_parameters': impossibleId,
  },
}
