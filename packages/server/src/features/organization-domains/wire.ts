import { type Static, Type } from '@fastify/type-provider-typebox'
import type { OrganizationDomain } from './organization-domain.ts'

export const WireOrganizationDomain = Type.Object(
  {
    object: Type.Literal('organization_domain'),
    id: Type.String(),
    organization_id: Type.String(),
    domain: Type.String(),
    state: Type.Union([
      Type.Literal('failed'),
      Type.Literal('legacy_verified'),
      Type.Literal('pending'),
      Type.Literal('unverified'),
      Type.Literal('verified'),
    ]),
    verification_prefix: Type.Optional(Type.String()),
    verification_token: Type.Optional(Type.String()),
    verification_strategy: Type.Union([Type.Literal('dns'), Type.Literal('manual')]),
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { title: 'OrganizationDomain' },
)

export const CreateOrganizationDomainBody = Type.Object(
  { domain: Type.String({ minLength: 1 }), organization_id: Type.String({ minLength: 1 }) },
  { title: 'CreateOrganizationDomain' },
)

export function toWireOrganizationDomain(
  domain: OrganizationDomain,
): Static<typeof WireOrganizationDomain> {
  const { verificationPrefix: prefix, verificationToken: token } = domain
  return {
    object: 'organization_domain',
    id: domain.id,
    organization_id: domain.organizationId,
    domain: domain.domain,
    state: domain.state,
    ...(prefix ? { verification_prefix: prefix } : {}),
    ...(token ? { verification_token: token } : {}),
    verification_strategy: domain.verificationStrategy,
    created_at: domain.createdAt.toISOString(),
    updated_at: domain.updatedAt.toISOString(),
  }
}
