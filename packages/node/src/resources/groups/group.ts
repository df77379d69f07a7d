import type { PaginationOptions } from '../../http/auto-paginatable.ts'
import { date, nullable, optional, orNull, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const group = shape({
  object: plain<'group'>(),
  id: string,
  organizationId: string,
  name: string,
  description: orNull(string),
  createdAt: date,
  updatedAt: date,
})

/** Memberships of an organization that are given roles together. */
export type Group = Value<typeof group>
/** A group as the wire carries it. */
export type GroupResponse = Wire<typeof group>

/** Which of the groups of an organization. */
export interface ListGroupsOptions extends PaginationOptions {
  organizationId: string
}

export const createGroup = shape({
  name: string,
  description: optional(orNull(string)),
})
/** What a new group is to be. */
export type CreateGroup = Value<typeof createGroup>
/** `CreateGroup` as the wire carries it. */
export type CreateGroupResponse = Wire<typeof createGroup>
/** A group to create, and its organization. */
export type CreateGroupOptions = CreateGroup & { organizationId: string }
/** `CreateGroupOptions` as the wire carries it. */
export type SerializedCreateGroupOptions = CreateGroupResponse

/** A group of an organization. */
export interface GetGroupOptions {
  organizationId: string
  groupId: string
}

/** A group to delete. */
export type DeleteGroupOptions = GetGroupOptions

export const groupChanges = shape({
  name: optional(string),
  description: optional(nullable(string)),
})
/** What is to change about a group. */
export type UpdateGroup = Value<typeof groupChanges>
/** `UpdateGroup` as the wire carries it. */
export type UpdateGroupResponse = Wire<typeof groupChanges>
/** A group, and what is to change about it. */
export type UpdateGroupOptions = UpdateGroup & GetGroupOptions
/** `UpdateGroupOptions` as the wire carries it. */
export type SerializedUpdateGroupOptions = UpdateGroupResponse
