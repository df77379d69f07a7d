import { type Static, Type } from '@fastify/type-provider-typebox'
import {
  ExternalId,
  MetadataChanges,
  NewMetadata,
  Nullable,
  WireMetadata,
} from '../../http/wire-fields.ts'
import type { DomainData } from '../organization-domains/organization-domain.ts'
import { toWireOrganizationDomain, WireOrganizationDomain } from '../organization-domains/wire.ts'
import type { AuthenticationPolicy } from './authentication-policy.ts'
import type { Organization } from './organization.ts'

export const WireOrganization = Type.Object(
  {
    object: Type.Literal('organization'),
    id: Type.String(),
    name: Type.String(),
    allow_profiles_outside_organization: Type.Boolean(),
    domains: Type.Array(WireOrganizationDomain),
    stripe_customer_id: Type.Optional(Type.String()),
    external_id: Nullable(Type.String()),
    metadata: WireMetadata,
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { title: 'Organization' },
)

const Name = Type.String({ minLength: 1, maxLength: 256 })

/** More than any organization has, and few enough to be written in one transaction. */
const mostDomains = 100

const WireDomainData = Type.Array(
  Type.Object({
    domain: Type.String(),
    state: Type.Union([Type.Literal('pending'), Type.Literal('verified')]),
  }),
  { maxItems: mostDomains },
)

/** Deprecated there, in favour of `domain_data`. */
const DomainNames = Type.Array(Type.String(), { maxItems: mostDomains })

export const CreateOrganizationBody = Type.Object(
  {
    name: Name,
    allow_profiles_outside_organization: Type.Optional(Nullable(Type.Boolean())),
    domain_data: Type.Optional(Nullable(WireDomainData)),
    domains: Type.Optional(Nullable(DomainNames)),
    external_id: Type.Optional(ExternalId),
    metadata: Type.Optional(Nullable(NewMetadata)),
  },
  { title: 'CreateOrganization' },
)

export const UpdateOrganizationBody = Type.Object(
  {
    name: Type.Optional(Name),
    allow_profiles_outside_organization: Type.Optional(Nullable(Type.Boolean())),
    stripe_customer_id: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 256 }))),
    domain_data: Type.Optional(Nullable(WireDomainData)),
    domains: Type.Optional(Nullable(DomainNames)),
    external_id: Type.Optional(ExternalId),
    metadata: Type.Optional(Nullable(MetadataChanges)),
  },
  { title: 'UpdateOrganization' },
)

/** Null stands for "not given" where a field cannot be empty, as SDKs send it. */
export function fromWireOrganizationFields(body: Static<typeof UpdateOrganizationBody>) {
  return {
    allowProfilesOutsideOrganization: body.allow_profiles_outside_organization ?? undefined,
    externalId: body.external_id,
    domainData: domainDataOf(body),
  }
}

/** A bare name is one that the application vouches for, as it was before there was a verification. */
function domainDataOf(body: Static<typeof UpdateOrganizationBody>): DomainData[] | undefined {
  const vouchedFor = body.domains?.map((domain) => ({ domain, state: 'verified' as const }))
  return body.domain_data ?? vouchedFor
}

export function toWireOrganization(organization: Organization): Static<typeof WireOrganization> {
  return {
    object: 'organization',
    id: organization.id,
    name: organization.name,
    allow_profiles_outside_organization: organization.allowProfilesOutsideOrganization,
    domains: organization.domains.map(toWireOrganizationDomain),
    ...(organization.stripeCustomerId && { stripe_customer_id: organization.stripeCustomerId }),
    external_id: organization.externalId,
    metadata: organization.metadata,
    created_at: organization.createdAt.toISOString(),
    updated_at: organization.updatedAt.toISOString(),
  }
}

export const WireAuthenticationPolicy = Type.Object(
  { mfa_policy: Type.Union([Type.Literal('inherited'), Type.Literal('required')]) },
  { title: 'OrganizationAuthenticationPolicy' },
)

export const toWireAuthenticationPolicy = (
  policy: AuthenticationPolicy,
): Static<typeof WireAuthenticationPolicy> => ({ mfa_policy: policy.mfaPolicy })
