import { type Static, Type } from '@fastify/type-provider-typebox'
import { invalidRequestParameters } from '../../errors/errors.ts'
import { listQuery } from '../../http/list.ts'
import { toWireUser, WireUser } from '../users/wire.ts'
import type { MembershipStatus, OrganizationMembership } from './organization-membership.ts'

const base = {
  object: Type.Literal('organization_membership'),
  id: Type.String(),
  user_id: Type.String(),
  organization_id: Type.String(),
  organization_name: Type.String(),
  status: Type.Union([Type.Literal('active'), Type.Literal('inactive'), Type.Literal('pending')]),
  directory_managed: Type.Boolean(),
  custom_attributes: Type.Record(Type.String(), Type.Unknown()),
  created_at: Type.String(),
  updated_at: Type.String(),
}

const RoleReference = Type.Object({ slug: Type.String() })

/** As lists of a group's members have it. */
export const WireMembershipBase = Type.Object(base, { title: 'OrganizationMembershipBase' })

export const WireOrganizationMembership = Type.Object(
  { ...base, role: RoleReference, roles: Type.Array(RoleReference), user: WireUser },
  { title: 'OrganizationMembership' },
)

const status = '(active|inactive|pending)'

/** Statuses joined by commas, as SDKs send them, or the parameter repeated. */
export const MembershipsQuery = Type.Object({
  ...listQuery,
  user_id: Type.Optional(Type.String()),
  organization_id: Type.Optional(Type.String()),
  statuses: Type.Optional(Type.Array(Type.String({ pattern: `^${status}(,${status})*$` }))),
})

export const fromWireStatuses = (statuses = ['active']) =>
  statuses.flatMap((joined) => joined.split(',')) as MembershipStatus[]

const roleFields = {
  role_slug: Type.Optional(Type.String()),
  role_slugs: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 100 })),
}

export const CreateOrganizationMembershipBody = Type.Object(
  { user_id: Type.String(), organization_id: Type.String(), ...roleFields },
  { title: 'CreateOrganizationMembership' },
)

export const UpdateOrganizationMembershipBody = Type.Object(roleFields, {
  title: 'UpdateOrganizationMembership',
})

export function fromWireRoles(
  body: Static<typeof UpdateOrganizationMembershipBody>,
): string[] | undefined {
  const { role_slug: one, role_slugs: several } = body
  if (one !== undefined && several !== undefined) {
    throw invalidRequestParameters([
      {
        code: 'role_slug_and_role_slugs',
        message: 'Send role_slug or role_slugs, not both.',
        field: 'role_slugs',
      },
    ])
  }
  return several ?? (one === undefined ? undefined : [one])
}

export const toWireMembershipBase = (
  membership: OrganizationMembership,
): Static<typeof WireMembershipBase> => ({
  object: 'organization_membership',
  id: membership.id,
  user_id: membership.userId,
  organization_id: membership.organizationId,
  organization_name: membership.organizationName,
  status: membership.status,
  directory_managed: membership.directoryManaged,
  custom_attributes: membership.customAttributes,
  created_at: membership.createdAt.toISOString(),
  updated_at: membership.updatedAt.toISOString(),
})

export function toWireRoles({ roles }: OrganizationMembership) {
  const [highest = ''] = roles
  return { role: { slug: highest }, roles: roles.map((slug) => ({ slug })) }
}

export const toWireOrganizationMembership = (
  membership: OrganizationMembership,
): Static<typeof WireOrganizationMembership> => ({
  ...toWireMembershipBase(membership),
  ...toWireRoles(membership),
  user: toWireUser(membership.user),
})
