import type { PaginationOptions } from '../../http/auto-paginatable.ts'
import type { PostOptions } from '../../http/request-options.ts'
import {
  boolean,
  list,
  metadata,
  nullable,
  optional,
  plain,
  string,
  withDefault,
} from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import { organizationDomain } from '../organization-domains/organization-domain.ts'

/** The states in which a domain can be given to an organization. */
export const DomainDataState = {
  Verified: 'verified',
  Pending: 'pending',
} as const
export type DomainDataState = (typeof DomainDataState)[keyof typeof DomainDataState]

/** A domain for an organization, and whether its ownership is known already. */
export interface DomainData {
  domain: string
  state: DomainDataState
}

export const organization = shape({
  object: plain<'organization'>(),
  id: string,
  name: string,
  /** @deprecated Use a domain policy. */
  allowProfilesOutsideOrganization: boolean,
  domains: list(organizationDomain),
  stripeCustomerId: optional(string),
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
  /** The application's own id of the organization. */
  externalId: withDefault(nullable(string), () => null),
  metadata: withDefault(metadata, () => ({})),
})

/** A customer of the application: a company, a team. */
export type Organization = Value<typeof organization>
/** `Organization` as the wire carries it. */
export type OrganizationResponse = Wire<typeof organization>

export const createOrganizationOptions = shape({
  name: string,
  domainData: optional(plain<DomainData[]>()),
  externalId: optional(nullable(string)),
  metadata: optional(metadata),
})
/** An organization to be. */
export type CreateOrganizationOptions = Value<typeof createOrganizationOptions>
/** `CreateOrganizationOptions` as the wire carries it. */
export type SerializedCreateOrganizationOptions = Wire<typeof createOrganizationOptions>
/** What the request that creates an organization may say beside its body. */
export type CreateOrganizationRequestOptions = Pick<PostOptions, 'idempotencyKey'>

export const organizationChanges = shape({
  name: optional(string),
  domainData: optional(plain<DomainData[]>()),
  stripeCustomerId: optional(nullable(string)),
  externalId: optional(nullable(string)),
  metadata: optional(metadata),
})
/** An organization, and what is to change about it. */
export type UpdateOrganizationOptions = Value<typeof organizationChanges> & {
  /** ID of the organization, `org_…`. */
  organization: string
}
/** `UpdateOrganizationOptions` as the wire carries it. */
export type SerializedUpdateOrganizationOptions = Wire<typeof organizationChanges>

/** Which organizations to list. */
export interface ListOrganizationsOptions extends PaginationOptions {
  /** Only organizations with one of these domains. */
  domains?: string[]
}
