import type { EventRecord } from '../events/event.ts'
import type { OrganizationDomain, VerificationFailure } from './organization-domain.ts'
import { toWireOrganizationDomain } from './wire.ts'

export const domainCreated = (domain: OrganizationDomain) =>
  describe('organization_domain.created', domain)
export const domainUpdated = (domain: OrganizationDomain) =>
  describe('organization_domain.updated', domain)
export const domainVerified = (domain: OrganizationDomain) =>
  describe('organization_domain.verified', domain)
export const domainDeleted = (domain: OrganizationDomain) =>
  describe('organization_domain.deleted', domain)

export const domainVerificationFailed = (
  domain: OrganizationDomain,
  reason: VerificationFailure,
): EventRecord => ({
  ...describe('organization_domain.verification_failed', domain),
  data: { reason, organization_domain: toWireOrganizationDomain(domain) },
})

function describe(event: EventRecord['event'], domain: OrganizationDomain): EventRecord {
  const { environmentId, organizationId } = domain
  return { environmentId, event, organizationId, data: toWireOrganizationDomain(domain) }
}
