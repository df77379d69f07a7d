import { pagination } from '../../http/auto-paginatable.ts'
import { nullable, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import {
  type AuthorizationResourceIdentifierByExternalId,
  type AuthorizationResourceIdentifierById,
  type GetAuthorizationResourceByExternalIdOptions,
  resourceIdentifier,
} from './authorization-resource.ts'

/** The role that is assigned. */
export interface RoleAssignmentRole {
  slug: string
}

export const roleAssignmentResource = shape({
  id: string,
  externalId: string,
  resourceTypeSlug: string,
})
/** The resource that the role is assigned on. */
export type RoleAssignmentResource = Value<typeof roleAssignmentResource>
/** `RoleAssignmentResource` as the wire carries it. */
export type RoleAssignmentResourceResponse = Wire<typeof roleAssignmentResource>

export const roleAssignmentSource = shape({
  type: plain<'direct' | 'group'>(),
  /** The assignment of the group that this one comes from; null for a direct one. */
  groupRoleAssignmentId: nullable(string),
})
/** How a membership came to its role: directly, or as a member of a group. */
export type RoleAssignmentSource = Value<typeof roleAssignmentSource>
/** `RoleAssignmentSource` as the wire carries it. */
export type RoleAssignmentSourceResponse = Wire<typeof roleAssignmentSource>

export const roleAssignment = shape({
  object: plain<'role_assignment'>(),
  id: string,
  organizationMembershipId: string,
  role: plain<RoleAssignmentRole>(),
  resource: roleAssignmentResource,
  source: roleAssignmentSource,
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})
/** A role that a membership has on a resource. */
export type RoleAssignment = Value<typeof roleAssignment>
/** A role assignment as the wire carries it. */
export type RoleAssignmentResponse = Wire<typeof roleAssignment>

export const listRoleAssignmentsOptions = shape({
  ...pagination,
  ...resourceIdentifier.fields,
})
/** Which of the roles that a membership has. */
export type ListRoleAssignmentsOptions = Value<typeof listRoleAssignmentsOptions> & {
  organizationMembershipId: string
}
/** `ListRoleAssignmentsOptions` as the wire carries it. */
export type SerializedListRoleAssignmentsOptions = Wire<typeof listRoleAssignmentsOptions>

export const listRoleAssignmentsForResourceOptions = shape({
  ...pagination,
  roleSlug: optional(string),
})
/** Which of the roles that are assigned on the resource with this id. */
export type ListRoleAssignmentsForResourceOptions = Value<
  typeof listRoleAssignmentsForResourceOptions
> &
  AuthorizationResourceIdentifierById
/** Which of the roles that are assigned on the resource that has this id in the application. */
export type ListRoleAssignmentsForResourceByExternalIdOptions = Value<
  typeof listRoleAssignmentsForResourceOptions
> &
  GetAuthorizationResourceByExternalIdOptions
/** `ListRoleAssignmentsForResourceOptions` as the wire carries it. */
export type SerializedListRoleAssignmentsForResourceOptions = Wire<
  typeof listRoleAssignmentsForResourceOptions
>

/** A role on a resource; on the organization itself where no resource is named. */
export const roleOnResource = shape({ roleSlug: string, ...resourceIdentifier.fields })

/** A membership and a role. */
export interface BaseAssignRoleOptions {
  organizationMembershipId: string
  roleSlug: string
}
/** A role for a membership on the resource with this id. */
export type AssignRoleOptionsWithResourceId = BaseAssignRoleOptions &
  AuthorizationResourceIdentifierById
/** A role for a membership on the resource that has this id in the application. */
export type AssignRoleOptionsWithResourceExternalId = BaseAssignRoleOptions &
  AuthorizationResourceIdentifierByExternalId
/** A role for a membership on a resource. */
export type AssignRoleOptions =
  | AssignRoleOptionsWithResourceId
  | AssignRoleOptionsWithResourceExternalId
/** `AssignRoleOptions` as the wire carries it. */
export type SerializedAssignRoleOptions = Wire<typeof roleOnResource>

/** A membership and a role that it is to lose. */
export type BaseRemoveRoleOptions = BaseAssignRoleOptions
/** A role that a membership is to lose on the resource with this id. */
export type RemoveRoleOptionsWithResourceId = AssignRoleOptionsWithResourceId
/** A role that a membership is to lose on the resource that has this id in the application. */
export type RemoveRoleOptionsWithResourceExternalId = AssignRoleOptionsWithResourceExternalId
/** A role that a membership is to lose on a resource. */
export type RemoveRoleOptions = AssignRoleOptions
/** `RemoveRoleOptions` as the wire carries it. */
export type SerializedRemoveRoleOptions = SerializedAssignRoleOptions

/** An assignment to remove, by its id. */
export interface RemoveRoleAssignmentOptions {
  organizationMembershipId: string
  roleAssignmentId: string
}
