import { type Static, Type } from '@fastify/type-provider-typebox'
import {
  ExternalId,
  MetadataChanges,
  NewMetadata,
  Nullable,
  WireMetadata,
} from '../../http/wire-fields.ts'
import type { Organization } from './organization.ts'

export const WireOrganization = Type.Object(
  {
    object: Type.Literal('organization'),
    id: Type.String(),
    name: Type.String(),
    allow_profiles_outside_organization: Type.Boolean(),
    domains: Type.Array(Type.Unknown()),
    stripe_customer_id: Type.Optional(Type.String()),
    external_id: Nullable(Type.String()),
    metadata: WireMetadata,
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { title: 'Organization' },
)

const Name = Type.String({ minLength: 1, maxLength: 256 })

export const CreateOrganizationBody = Type.Object(
  {
    name: Name,
    allow_profiles_outside_organization: Type.Optional(Nullable(Type.Boolean())),
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
    external_id: Type.Optional(ExternalId),
    metadata: Type.Optional(Nullable(MetadataChanges)),
  },
  { title: 'UpdateOrganization' },
)

export function toWireOrganization(organization: Organization): Static<typeof WireOrganization> {
  return {
    object: 'organization',
    id: organization.id,
    name: organization.name,
    allow_profiles_outside_organization: organization.allowProfilesOutsideOrganization,
    domains: [],
    ...(organization.stripeCustomerId && { stripe_customer_id: organization.stripeCustomerId }),
    external_id: organization.externalId,
    metadata: organization.metadata,
    created_at: organization.createdAt.toISOString(),
    updated_at: organization.updatedAt.toISOString(),
  }
}
