import type { PaginationOptions } from '../../http/auto-paginatable.ts'
import { boolean, date, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import { user } from '../user-management/user.ts'
import type { GetGroupOptions } from './group.ts'

export const createGroupMembership = shape({ organizationMembershipId: string })
/** The membership that joins a group. */
export type CreateGroupMembership = Value<typeof createGroupMembership>
/** `CreateGroupMembership` as the wire carries it. */
export type CreateGroupMembershipResponse = Wire<typeof createGroupMembership>

/** A group, and the membership that joins it. */
export type AddGroupOrganizationMembershipOptions = CreateGroupMembership & GetGroupOptions
/** `AddGroupOrganizationMembershipOptions` as the wire carries it. */
export type SerializedAddGroupOrganizationMembershipOptions = CreateGroupMembershipResponse

/** A group, and the membership that leaves it. */
export type RemoveGroupOrganizationMembershipOptions = AddGroupOrganizationMembershipOptions

/** Which of the memberships of a group. */
export interface ListGroupOrganizationMembershipsOptions
  extends GetGroupOptions,
    PaginationOptions {}

export const UserOrganizationMembershipBaseListDataStatus = {
  Active: 'active',
  Inactive: 'inactive',
  Pending: 'pending',
} as const
/** Whether the person can act in the organization: yes, no longer, or not yet. */
export type UserOrganizationMembershipBaseListDataStatus =
  (typeof UserOrganizationMembershipBaseListDataStatus)[keyof typeof UserOrganizationMembershipBaseListDataStatus]

export const userOrganizationMembershipBaseListData = shape({
  object: plain<'organization_membership'>(),
  id: string,
  userId: string,
  organizationId: string,
  status: plain<UserOrganizationMembershipBaseListDataStatus>(),
  /** A directory of the organization decides about it. */
  directoryManaged: boolean,
  organizationName: optional(string),
  /** What the organization's identity provider says of the person. */
  customAttributes: optional(plain<Record<string, unknown>>()),
  createdAt: date,
  updatedAt: date,
  user,
})
/** A membership with its user. */
export type UserOrganizationMembershipBaseListData = Value<
  typeof userOrganizationMembershipBaseListData
>
/** `UserOrganizationMembershipBaseListData` as the wire carries it. */
export type UserOrganizationMembershipBaseListDataResponse = Wire<
  typeof userOrganizationMembershipBaseListData
>
