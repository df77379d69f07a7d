import { optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

/** How far the proof of a domain is. */
export const OrganizationDomainState = {
  Verified: 'verified',
  Pending: 'pending',
  Failed: 'failed',
} as const
export type OrganizationDomainState =
  (typeof OrganizationDomainState)[keyof typeof OrganizationDomainState]

/** What proves a domain. */
export const OrganizationDomainVerificationStrategy = {
  /** A TXT record proves the domain. */
  Dns: 'dns',
  /** A person vouches for it. */
  Manual: 'manual',
} as const
export type OrganizationDomainVerificationStrategy =
  (typeof OrganizationDomainVerificationStrategy)[keyof typeof OrganizationDomainVerificationStrategy]

export const organizationDomain = shape({
  object: plain<'organization_domain'>(),
  id: string,
  domain: string,
  organizationId: string,
  state: plain<OrganizationDomainState>(),
  /** Value of the TXT record that proves the domain. */
  verificationToken: optional(string),
  verificationStrategy: plain<OrganizationDomainVerificationStrategy>(),
  verificationPrefix: optional(string),
  createdAt: string,
  updatedAt: string,
})

/** A domain that an organization says is its own. */
export type OrganizationDomain = Value<typeof organizationDomain>
/** `OrganizationDomain` as the wire carries it. */
export type OrganizationDomainResponse = Wire<typeof organizationDomain>

export const createOrganizationDomainOptions = shape({
  domain: string,
  organizationId: string,
})
/** A domain to add to an organization. */
export type CreateOrganizationDomainOptions = Value<typeof createOrganizationDomainOptions>
/** `CreateOrganizationDomainOptions` as the wire carries it. */
export type SerializedCreateOrganizationDomainOptions = Wire<typeof createOrganizationDomainOptions>

export const organizationDomainVerificationFailed = shape({
  reason: string,
  organizationDomain,
})
/** What an event says about a domain that could not be verified. */
export type OrganizationDomainVerificationFailed = Value<
  typeof organizationDomainVerificationFailed
>
/** `OrganizationDomainVerificationFailed` as the wire carries it. */
export type OrganizationDomainVerificationFailedResponse = Wire<
  typeof organizationDomainVerificationFailed
>
