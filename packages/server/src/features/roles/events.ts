import type { EventRecord } from '../events/event.ts'
import type { Role } from './role.ts'

export const roleCreated = (role: Role) => describe('created', role)
export const roleUpdated = (role: Role) => describe('updated', role)
export const roleDeleted = (role: Role) => describe('deleted', role)

/** Roles of an environment and of an organization are told under names and in shapes of their own. */
function describe(change: 'created' | 'updated' | 'deleted', role: Role): EventRecord {
  const { environmentId, organizationId } = role
  const shared = {
    slug: role.slug,
    resource_type_slug: role.resourceTypeSlug,
    permissions: role.permissions,
    created_at: role.createdAt.toISOString(),
    updated_at: role.updatedAt.toISOString(),
  }
  if (organizationId === null) {
    return { environmentId, event: `role.${change}`, data: { object: 'role', ...shared } }
  }
  return {
    environmentId,
    event: `organization_role.${change}`,
    organizationId,
    data: {
      object: 'organization_role',
      organization_id: organizationId,
      name: role.name,
      description: role.description,
      ...shared,
    },
  }
}
