import type { PaginationOptions } from '../../http/auto-paginatable.ts'
import { list, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import type {
  AuthorizationResourceIdentifierByExternalId,
  AuthorizationResourceIdentifierById,
} from './authorization-resource.ts'
import {
  type RoleAssignmentRole,
  roleAssignmentResource,
  roleOnResource,
} from './role-assignment.ts'

export const groupRoleAssignment = shape({
  object: plain<'group_role_assignment'>(),
  id: string,
  groupId: string,
  role: plain<RoleAssignmentRole>(),
  resource: roleAssignmentResource,
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})
/** A role that every member of a group has on a resource. */
export type GroupRoleAssignment = Value<typeof groupRoleAssignment>
/** A role assignment of a group as the wire carries it. */
export type GroupRoleAssignmentResponse = Wire<typeof groupRoleAssignment>

/** Which of the roles that a group has. */
export interface ListGroupRoleAssignmentsOptions extends PaginationOptions {
  groupId: string
}

/** An assignment of a group, by its id. */
export interface GetGroupRoleAssignmentOptions {
  groupId: string
  roleAssignmentId: string
}

/** An assignment of a group to remove, by its id. */
export type RemoveGroupRoleAssignmentOptions = GetGroupRoleAssignmentOptions

/** A role. */
export interface BaseGroupRoleAssignmentEntry {
  roleSlug: string
}
/** A role on the organization itself. */
export type GroupRoleAssignmentEntryForOrganization = BaseGroupRoleAssignmentEntry
/** A role on the resource with this id. */
export type GroupRoleAssignmentEntryWithResourceId = BaseGroupRoleAssignmentEntry &
  AuthorizationResourceIdentifierById
/** A role on the resource that has this id in the application. */
export type GroupRoleAssignmentEntryWithResourceExternalId = BaseGroupRoleAssignmentEntry &
  AuthorizationResourceIdentifierByExternalId
/** A role on a resource; on the organization itself where no resource is named. */
export type GroupRoleAssignmentEntry =
  | GroupRoleAssignmentEntryForOrganization
  | GroupRoleAssignmentEntryWithResourceId
  | GroupRoleAssignmentEntryWithResourceExternalId
/** `GroupRoleAssignmentEntry` as the wire carries it. */
export type SerializedGroupRoleAssignmentEntry = Wire<typeof roleOnResource>

interface OfGroup {
  groupId: string
}

/** A group and a role. */
export type BaseCreateGroupRoleAssignmentOptions = OfGroup & BaseGroupRoleAssignmentEntry
/** A role for a group on the organization itself. */
export type CreateGroupRoleAssignmentOptionsForOrganization = BaseCreateGroupRoleAssignmentOptions
/** A role for a group on the resource with this id. */
export type CreateGroupRoleAssignmentOptionsWithResourceId = OfGroup &
  GroupRoleAssignmentEntryWithResourceId
/** A role for a group on the resource that has this id in the application. */
export type CreateGroupRoleAssignmentOptionsWithResourceExternalId = OfGroup &
  GroupRoleAssignmentEntryWithResourceExternalId
/** A role for a group on a resource; on the organization itself where no resource is named. */
export type CreateGroupRoleAssignmentOptions = OfGroup & GroupRoleAssignmentEntry
/** `CreateGroupRoleAssignmentOptions` as the wire carries it. */
export type SerializedCreateGroupRoleAssignmentOptions = SerializedGroupRoleAssignmentEntry

/** A group and a role that it is to lose. */
export type BaseRemoveGroupRoleAssignmentsOptions = BaseCreateGroupRoleAssignmentOptions
/** A role that a group is to lose on the organization itself. */
export type RemoveGroupRoleAssignmentsOptionsForOrganization =
  CreateGroupRoleAssignmentOptionsForOrganization
/** A role that a group is to lose on the resource with this id. */
export type RemoveGroupRoleAssignmentsOptionsWithResourceId =
  CreateGroupRoleAssignmentOptionsWithResourceId
/** A role that a group is to lose on the resource that has this id in the application. */
export type RemoveGroupRoleAssignmentsOptionsWithResourceExternalId =
  CreateGroupRoleAssignmentOptionsWithResourceExternalId
/** A role that a group is to lose on a resource; on the organization where no resource is named. */
export type RemoveGroupRoleAssignmentsOptions = CreateGroupRoleAssignmentOptions
/** `RemoveGroupRoleAssignmentsOptions` as the wire carries it. */
export type SerializedRemoveGroupRoleAssignmentsOptions = SerializedGroupRoleAssignmentEntry

export const replaceGroupRoleAssignmentsOptions = shape({ roleAssignments: list(roleOnResource) })
/** Every role that a group is to have; it loses all others. */
export interface ReplaceGroupRoleAssignmentsOptions {
  groupId: string
  /** At most 100. */
  roleAssignments: GroupRoleAssignmentEntry[]
}
/** `ReplaceGroupRoleAssignmentsOptions` as the wire carries it. */
export type SerializedReplaceGroupRoleAssignmentsOptions = Wire<
  typeof replaceGroupRoleAssignmentsOptions
>
