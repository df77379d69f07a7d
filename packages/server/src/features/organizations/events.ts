import type { EventRecord } from '../events/event.ts'
import type { Organization } from './organization.ts'
import { toWireOrganization } from './wire.ts'

export const organizationCreated = (organization: Organization) =>
  describe('organization.created', organization)
export const organizationUpdated = (organization: Organization) =>
  describe('organization.updated', organization)
export const organizationDeleted = (organization: Organization) =>
  describe('organization.deleted', organization)

function describe(event: EventRecord['event'], organization: Organization): EventRecord {
  const { environmentId, id } = organization
  return { environmentId, event, organizationId: id, data: toWireOrganization(organization) }
}
