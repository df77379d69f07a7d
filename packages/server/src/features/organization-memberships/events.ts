import type { EventRecord } from '../events/event.ts'
import type { OrganizationMembership } from './organization-membership.ts'
import { toWireMembershipBase, toWireRoles } from './wire.ts'

export const membershipCreated = (membership: OrganizationMembership) =>
  describe('organization_membership.created', membership)
export const membershipUpdated = (membership: OrganizationMembership) =>
  describe('organization_membership.updated', membership)
export const membershipDeleted = (membership: OrganizationMembership) =>
  describe('organization_membership.deleted', membership)

/** As published: the user and the organization's name are left out, the roles are not. */
function describe(event: EventRecord['event'], membership: OrganizationMembership): EventRecord {
  const { organization_name: _, ...base } = toWireMembershipBase(membership)
  return {
    environmentId: membership.environmentId,
    event,
    organizationId: membership.organizationId,
    data: { ...base, ...toWireRoles(membership) },
  }
}
