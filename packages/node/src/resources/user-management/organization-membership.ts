import { type PaginationOptions, pagination } from '../../http/auto-paginatable.ts'
import { absentWhenNull, boolean, optional, plain, string, withDefault } from '../../wire/fields.ts'
import { type Field, shape, type Value, type Wire } from '../../wire/shape.ts'
import type { RoleResponse } from '../roles/role.ts'

/** Whether a member has access; `pending` until an invitation is accepted. */
export type OrganizationMembershipStatus = 'active' | 'inactive' | 'pending'

export const authorizationOrganizationMembership = shape({
  object: plain<'organization_membership'>(),
  id: string,
  userId: string,
  organizationId: string,
  status: plain<OrganizationMembershipStatus>(),
  /** A directory of the organization decides about it. */
  directoryManaged: withDefault(boolean, () => false),
  customAttributes: withDefault(plain<Record<string, unknown>>(), () => ({})),
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})

/** What every family of methods says of a membership. */
export type BaseOrganizationMembership = Value<typeof authorizationOrganizationMembership>
/** A membership as groups and authorization tell it. */
export type AuthorizationOrganizationMembership = BaseOrganizationMembership

export const organizationMembership = shape({
  ...authorizationOrganizationMembership.fields,
  organizationName: string,
  /** The first of `roles`. */
  role: plain<RoleResponse>(),
  roles: absentWhenNull(plain<RoleResponse[]>()),
})

/** A user belongs to an organization, with a role. It ends when it is deleted. */
export type OrganizationMembership = Value<typeof organizationMembership>
/** `OrganizationMembership` as the wire carries it. */
export type OrganizationMembershipResponse = Wire<typeof organizationMembership>

/** `BaseOrganizationMembership` as the wire carries it. */
export type BaseOrganizationMembershipResponse = Omit<
  OrganizationMembershipResponse,
  'role' | 'roles'
>
/** `AuthorizationOrganizationMembership` as the wire carries it. */
export type AuthorizationOrganizationMembershipResponse = BaseOrganizationMembershipResponse

export const createOrganizationMembershipOptions = shape({
  organizationId: string,
  userId: string,
  /** The default role of the organization when left out. */
  roleSlug: optional(string),
  roleSlugs: optional(plain<string[]>()),
})
/** Who becomes a member of what, and with which roles. */
export type CreateOrganizationMembershipOptions = Value<typeof createOrganizationMembershipOptions>
/** `CreateOrganizationMembershipOptions` as the wire carries it. */
export type SerializedCreateOrganizationMembershipOptions = Wire<
  typeof createOrganizationMembershipOptions
>

export const organizationMembershipChanges = shape({
  roleSlug: optional(string),
  roleSlugs: optional(plain<string[]>()),
})
/** The roles that a member is to have from now on. */
export type UpdateOrganizationMembershipOptions = Value<typeof organizationMembershipChanges>
/** `UpdateOrganizationMembershipOptions` as the wire carries it. */
export type SerializedUpdateOrganizationMembershipOptions = Wire<
  typeof organizationMembershipChanges
>

const statuses: Field<OrganizationMembershipStatus[], string> = {
  write: (value) => value.join(','),
}

export const listOrganizationMembershipsOptions = shape({
  ...pagination,
  organizationId: optional(string),
  userId: optional(string),
  /** Only active ones when left out. */
  statuses: optional(statuses),
})
/** A user, an organization or both must be named. */
export type ListOrganizationMembershipsOptions = Value<typeof listOrganizationMembershipsOptions> &
  ({ organizationId: string } | { userId: string })
/** `ListOrganizationMembershipsOptions` as the wire carries it. */
export type SerializedListOrganizationMembershipsOptions = Wire<
  typeof listOrganizationMembershipsOptions
>

/** Which groups of a membership. */
export interface ListGroupsForOrganizationMembershipOptions extends PaginationOptions {
  organizationMembershipId: string
}
