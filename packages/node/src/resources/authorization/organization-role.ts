import { optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import {
  createEnvironmentRoleOptions,
  environmentRole,
  type roleChanges,
} from './environment-role.ts'

export const organizationRole = shape({
  ...environmentRole.fields,
  type: plain<'OrganizationRole'>(),
})

/** A role that one organization has made for itself. */
export type OrganizationRole = Value<typeof organizationRole>

export const createOrganizationRoleOptions = shape({
  ...createEnvironmentRoleOptions.fields,
  /** Made from the name when left out. */
  slug: optional(string),
})
/** A role of an organization to create. */
export type CreateOrganizationRoleOptions = Value<typeof createOrganizationRoleOptions>
/** `CreateOrganizationRoleOptions` as the wire carries it. */
export type SerializedCreateOrganizationRoleOptions = Wire<typeof createOrganizationRoleOptions>

/** What is to change about a role of an organization. */
export type UpdateOrganizationRoleOptions = Value<typeof roleChanges>
/** `UpdateOrganizationRoleOptions` as the wire carries it. */
export type SerializedUpdateOrganizationRoleOptions = Wire<typeof roleChanges>

/** Everything that a role of an organization is to allow. */
export interface SetOrganizationRolePermissionsOptions {
  /** Slugs of permissions. */
  permissions: string[]
}

/** One more thing that a role of an organization is to allow. */
export interface AddOrganizationRolePermissionOptions {
  permissionSlug: string
}

/** What a role of an organization is to allow no longer. */
export interface RemoveOrganizationRolePermissionOptions {
  permissionSlug: string
}
