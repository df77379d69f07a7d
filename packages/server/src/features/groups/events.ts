import type { EventRecord } from '../events/event.ts'
import type { Group } from './group.ts'
import { toWireGroup } from './wire.ts'

export const groupCreated = (group: Group) => describe('group.created', group, toWireGroup(group))
export const groupUpdated = (group: Group) => describe('group.updated', group, toWireGroup(group))
export const groupDeleted = (group: Group) => describe('group.deleted', group, toWireGroup(group))

export const memberAdded = (group: Group, membershipId: string) =>
  describe('group.member_added', group, memberOf(group, membershipId))
export const memberRemoved = (group: Group, membershipId: string) =>
  describe('group.member_removed', group, memberOf(group, membershipId))

const memberOf = (group: Group, membershipId: string) => ({
  group_id: group.id,
  organization_membership_id: membershipId,
})

function describe(
  event: EventRecord['event'],
  { environmentId, organizationId }: Group,
  data: EventRecord['data'],
): EventRecord {
  return { environmentId, event, organizationId, data }
}
