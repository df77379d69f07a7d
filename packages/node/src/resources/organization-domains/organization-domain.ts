import { optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const OrganizationDomainState = {
  /** Verified before `verified` was the word for it. */
  LegacyVerified: 'legacy_verified',
  Verified: 'verified',
  Pending: 'pending',
  Failed: 'failed',
} as const
export type OrganizationDomainState =
  (typeof OrganizationDomainState)[keyof typeof OrganizationDomainState]

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
export type OrganizationDomainResponse = Wire<typeof organizationDomain>
