import type { AutoPaginatable } from '../../http/auto-paginatable.ts'
import { path } from '../../http/path.ts'
import { Resource } from '../resource.ts'
import {
  type AuthorizationOrganizationMembership,
  authorizationOrganizationMembership,
} from '../user-management/organization-membership.ts'
import {
  type CreateGroupOptions,
  createGroup,
  type DeleteGroupOptions,
  type GetGroupOptions,
  type Group,
  group,
  groupChanges,
  type ListGroupsOptions,
  type UpdateGroupOptions,
} from './group.ts'
import {
  type AddGroupOrganizationMembershipOptions,
  createGroupMembership,
  type ListGroupOrganizationMembershipsOptions,
  type RemoveGroupOrganizationMembershipOptions,
} from './group-membership.ts'

/** Memberships of an organization that are given roles together. */
export class Groups extends Resource {
  /**
   * Lists the memberships in a group, newest first.
   *
   * @throws {NotFoundException} where the organization has no such group.
   * @example
   * const members = await workos.groups.listOrganizationMemberships({
   *   organizationId: 'org_01…',
   *   groupId: 'group_01…',
   * })
   */
  async listOrganizationMemberships({
    organizationId,
    groupId,
    ...page
  }: ListGroupOrganizationMembershipsOptions): Promise<
    AutoPaginatable<AuthorizationOrganizationMembership>
  > {
    const memberships = membershipsPath({ organizationId, groupId })
    return this.list(memberships, authorizationOrganizationMembership, page)
  }

  /**
   * Lists the groups of an organization, newest first.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @example
   * const groups = await workos.groups.listGroups({ organizationId: 'org_01…' })
   */
  async listGroups({
    organizationId,
    ...page
  }: ListGroupsOptions): Promise<AutoPaginatable<Group>> {
    return this.list(path`/organizations/${organizationId}/groups`, group, page)
  }

  /**
   * Creates a group.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @throws {UnprocessableEntityException} for a name or a description that is too long.
   * @example
   * await workos.groups.createGroup({ organizationId: 'org_01…', name: 'Engineering' })
   */
  async createGroup(options: CreateGroupOptions): Promise<Group> {
    const body = createGroup.write(options)
    return this.post(path`/organizations/${options.organizationId}/groups`, body, group)
  }

  /**
   * Reads one group.
   *
   * @throws {NotFoundException} where the organization has no such group.
   * @example
   * const { name } = await workos.groups.getGroup({
   *   organizationId: 'org_01…',
   *   groupId: 'group_01…',
   * })
   */
  async getGroup(options: GetGroupOptions): Promise<Group> {
    return this.get(groupPath(options), group)
  }

  /**
   * Changes what is given and leaves the rest.
   *
   * @throws {NotFoundException} where the organization has no such group.
   * @example
   * await workos.groups.updateGroup({
   *   organizationId: 'org_01…',
   *   groupId: 'group_01…',
   *   name: 'Product engineering',
   * })
   */
  async updateGroup(options: UpdateGroupOptions): Promise<Group> {
    return this.patch(groupPath(options), groupChanges.write(options), group)
  }

  /**
   * Deletes a group. Its members lose the roles that they had through it.
   *
   * @throws {NotFoundException} where the organization has no such group.
   * @example
   * await workos.groups.deleteGroup({ organizationId: 'org_01…', groupId: 'group_01…' })
   */
  async deleteGroup(options: DeleteGroupOptions): Promise<void> {
    return this.workos.delete(groupPath(options))
  }

  /**
   * Adds a membership to a group.
   *
   * @throws {NotFoundException} where the organization has no such group or membership.
   * @example
   * await workos.groups.addOrganizationMembership({
   *   organizationId: 'org_01…',
   *   groupId: 'group_01…',
   *   organizationMembershipId: 'om_01…',
   * })
   */
  async addOrganizationMembership(options: AddGroupOrganizationMembershipOptions): Promise<Group> {
    return this.post(membershipsPath(options), createGroupMembership.write(options), group)
  }

  /**
   * Takes a membership out of a group.
   *
   * @throws {NotFoundException} where the group has no such membership.
   * @example
   * await workos.groups.removeOrganizationMembership({
   *   organizationId: 'org_01…',
   *   groupId: 'group_01…',
   *   organizationMembershipId: 'om_01…',
   * })
   */
  async removeOrganizationMembership(
    options: RemoveGroupOrganizationMembershipOptions,
  ): Promise<void> {
    return this.workos.delete(membershipsPath(options) + path`/${options.organizationMembershipId}`)
  }
}

function groupPath({ organizationId, groupId }: GetGroupOptions) {
  return path`/organizations/${organizationId}/groups/${groupId}`
}

function membershipsPath(group: GetGroupOptions) {
  return `${groupPath(group)}/organization-memberships`
}
