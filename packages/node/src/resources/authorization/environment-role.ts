import { list, nullable, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const environmentRole = shape({
  object: plain<'role'>(),
  id: string,
  name: string,
  slug: string,
  description: nullable(string),
  /** Slugs of permissions. */
  permissions: plain<string[]>(),
  resourceTypeSlug: string,
  type: plain<'EnvironmentRole'>(),
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})

/** A role that every organization of the environment has. */
export type EnvironmentRole = Value<typeof environmentRole>
/** A role of the environment as the wire carries it. */
export type EnvironmentRoleResponse = Wire<typeof environmentRole>

export const environmentRoleList = shape({
  object: plain<'list'>(),
  data: list(environmentRole),
})
/** Every role of the environment, in one page. */
export type EnvironmentRoleList = Value<typeof environmentRoleList>
/** `EnvironmentRoleList` as the wire carries it. */
export type EnvironmentRoleListResponse = Wire<typeof environmentRoleList>

export const createEnvironmentRoleOptions = shape({
  slug: string,
  name: string,
  description: optional(string),
  /** The type of the resources that it is given on. `organization` when left out. */
  resourceTypeSlug: optional(string),
})
/** A role of the environment to create. */
export type CreateEnvironmentRoleOptions = Value<typeof createEnvironmentRoleOptions>
/** `CreateEnvironmentRoleOptions` as the wire carries it. */
export type SerializedCreateEnvironmentRoleOptions = Wire<typeof createEnvironmentRoleOptions>

/** What can change about a role of either kind. */
export const roleChanges = shape({
  name: optional(string),
  description: optional(nullable(string)),
})
/** What is to change about a role of the environment. */
export type UpdateEnvironmentRoleOptions = Value<typeof roleChanges>
/** `UpdateEnvironmentRoleOptions` as the wire carries it. */
export type SerializedUpdateEnvironmentRoleOptions = Wire<typeof roleChanges>

/** Everything that a role of the environment is to allow. */
export interface SetEnvironmentRolePermissionsOptions {
  /** Slugs of permissions. */
  permissions: string[]
}

/** One more thing that a role of the environment is to allow. */
export interface AddEnvironmentRolePermissionOptions {
  permissionSlug: string
}
