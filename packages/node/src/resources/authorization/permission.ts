import type { PaginationOptions } from '../../http/auto-paginatable.ts'
import { boolean, nullable, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const permission = shape({
  object: plain<'permission'>(),
  id: string,
  slug: string,
  name: string,
  description: nullable(string),
  resourceTypeSlug: string,
  /** Made by the platform, not to be changed. */
  system: boolean,
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})

/** What a role can allow, such as `posts:read`. */
export type Permission = Value<typeof permission>
/** A permission as the wire carries it. */
export type PermissionResponse = Wire<typeof permission>

export const createPermissionOptions = shape({
  slug: string,
  name: string,
  description: optional(string),
  /** The type of the resources that it is about. `organization` when left out. */
  resourceTypeSlug: optional(string),
})
/** A permission to create. */
export type CreatePermissionOptions = Value<typeof createPermissionOptions>
/** `CreatePermissionOptions` as the wire carries it. */
export type SerializedCreatePermissionOptions = Wire<typeof createPermissionOptions>

export const permissionChanges = shape({
  name: optional(string),
  description: optional(nullable(string)),
})
/** What is to change about a permission. */
export type UpdatePermissionOptions = Value<typeof permissionChanges>
/** `UpdatePermissionOptions` as the wire carries it. */
export type SerializedUpdatePermissionOptions = Wire<typeof permissionChanges>

/** Which page of the permissions. */
export type ListPermissionsOptions = PaginationOptions
