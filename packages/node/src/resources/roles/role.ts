import { list, nullable, plain, string } from '../../wire/fields.ts'
import { type Codec, shape, type Value, type Wire } from '../../wire/shape.ts'
import { type EnvironmentRole, environmentRole } from '../authorization/environment-role.ts'
import type { OrganizationRole } from '../authorization/organization-role.ts'

const eitherRole = shape({
  ...environmentRole.fields,
  type: plain<'EnvironmentRole' | 'OrganizationRole'>(),
})

/** A role that an organization can give: one of the environment, or one of its own. */
export type Role = EnvironmentRole | OrganizationRole
/** A role of either kind as the wire carries it. */
export type OrganizationRoleResponse = Wire<typeof eitherRole>

export const role: Codec<Role, OrganizationRoleResponse> = eitherRole

export const roleList = shape({ object: plain<'list'>(), data: list(role) })
/** Every role that an organization can give, in one page. */
export type RoleList = Value<typeof roleList>
/** `RoleList` as the wire carries it. */
export type ListOrganizationRolesResponse = Wire<typeof roleList>

/** The role of a membership, by its slug. */
export interface RoleResponse {
  slug: string
}

export const roleEvent = shape({
  object: plain<'role'>(),
  slug: string,
  resourceTypeSlug: string,
  permissions: plain<string[]>(),
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})
/** What an event says about a role of the environment. */
export type RoleEvent = Value<typeof roleEvent>
/** `RoleEvent` as the wire carries it. */
export type RoleEventResponse = Wire<typeof roleEvent>

export const organizationRoleEvent = shape({
  object: plain<'organization_role'>(),
  organizationId: string,
  slug: string,
  name: string,
  description: nullable(string),
  resourceTypeSlug: string,
  permissions: plain<string[]>(),
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})
/** What an event says about a role of an organization. */
export type OrganizationRoleEvent = Value<typeof organizationRoleEvent>
/** `OrganizationRoleEvent` as the wire carries it. */
export type OrganizationRoleEventResponse = Wire<typeof organizationRoleEvent>
