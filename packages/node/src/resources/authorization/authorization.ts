import { type AutoPaginatable, type List, pageOf } from '../../http/auto-paginatable.ts'
import { path } from '../../http/path.ts'
import { Resource } from '../resource.ts'
import { type Role, type RoleList, role, roleList } from '../roles/role.ts'
import {
  type AuthorizationOrganizationMembership,
  authorizationOrganizationMembership,
} from '../user-management/organization-membership.ts'
import {
  type AuthorizationCheckOptions,
  type AuthorizationCheckResult,
  authorizationCheckOptions,
  authorizationCheckResult,
  type ListEffectivePermissionsByExternalIdOptions,
  type ListEffectivePermissionsOptions,
  type ListMembershipsForResourceByExternalIdOptions,
  type ListMembershipsForResourceOptions,
  type ListResourcesForMembershipOptions,
  listEffectivePermissionsOptions,
  listMembershipsForResourceOptions,
  listResourcesForMembershipOptions,
} from './access-check.ts'
import {
  type AuthorizationResource,
  authorizationResource,
  authorizationResourceChanges,
  type CreateAuthorizationResourceOptions,
  createAuthorizationResourceOptions,
  type DeleteAuthorizationResourceByExternalIdOptions,
  type DeleteAuthorizationResourceOptions,
  type GetAuthorizationResourceByExternalIdOptions,
  type ListAuthorizationResourcesOptions,
  listAuthorizationResourcesOptions,
  type UpdateAuthorizationResourceByExternalIdOptions,
  type UpdateAuthorizationResourceOptions,
} from './authorization-resource.ts'
import {
  type AddEnvironmentRolePermissionOptions,
  type CreateEnvironmentRoleOptions,
  createEnvironmentRoleOptions,
  type EnvironmentRole,
  type EnvironmentRoleList,
  environmentRole,
  environmentRoleList,
  roleChanges,
  type SetEnvironmentRolePermissionsOptions,
  type UpdateEnvironmentRoleOptions,
} from './environment-role.ts'
import {
  type CreateGroupRoleAssignmentOptions,
  type GetGroupRoleAssignmentOptions,
  type GroupRoleAssignment,
  groupRoleAssignment,
  type ListGroupRoleAssignmentsOptions,
  type RemoveGroupRoleAssignmentOptions,
  type RemoveGroupRoleAssignmentsOptions,
  type ReplaceGroupRoleAssignmentsOptions,
  replaceGroupRoleAssignmentsOptions,
} from './group-role-assignment.ts'
import {
  type AddOrganizationRolePermissionOptions,
  type CreateOrganizationRoleOptions,
  createOrganizationRoleOptions,
  type OrganizationRole,
  organizationRole,
  type RemoveOrganizationRolePermissionOptions,
  type SetOrganizationRolePermissionsOptions,
  type UpdateOrganizationRoleOptions,
} from './organization-role.ts'
import {
  type CreatePermissionOptions,
  createPermissionOptions,
  type ListPermissionsOptions,
  type Permission,
  permission,
  permissionChanges,
  type UpdatePermissionOptions,
} from './permission.ts'
import {
  type AssignRoleOptions,
  type ListRoleAssignmentsForResourceByExternalIdOptions,
  type ListRoleAssignmentsForResourceOptions,
  type ListRoleAssignmentsOptions,
  listRoleAssignmentsForResourceOptions,
  listRoleAssignmentsOptions,
  type RemoveRoleAssignmentOptions,
  type RemoveRoleOptions,
  type RoleAssignment,
  roleAssignment,
  roleOnResource,
} from './role-assignment.ts'

/** Who may do what on which resource: roles, their permissions, and to whom they are assigned. */
export class Authorization extends Resource {
  /**
   * Creates a role that every organization of the environment has.
   *
   * @throws {ConflictException} for a slug that another role has.
   * @throws {UnprocessableEntityException} for a slug that is none.
   * @example
   * await workos.authorization.createEnvironmentRole({ slug: 'editor', name: 'Editor' })
   */
  async createEnvironmentRole(options: CreateEnvironmentRoleOptions): Promise<EnvironmentRole> {
    const body = createEnvironmentRoleOptions.write(options)
    return this.post('/authorization/roles', body, environmentRole)
  }

  /**
   * Lists the roles of the environment by their priority, all of them at once.
   *
   * @example
   * const { data } = await workos.authorization.listEnvironmentRoles()
   */
  async listEnvironmentRoles(): Promise<EnvironmentRoleList> {
    return this.get('/authorization/roles', environmentRoleList)
  }

  /**
   * Reads one role of the environment.
   *
   * @throws {NotFoundException} where the environment has no such role.
   * @example
   * const { permissions } = await workos.authorization.getEnvironmentRole('editor')
   */
  async getEnvironmentRole(slug: string): Promise<EnvironmentRole> {
    return this.get(path`/authorization/roles/${slug}`, environmentRole)
  }

  /**
   * Changes what is given about a role of the environment and leaves the rest.
   *
   * @throws {NotFoundException} where the environment has no such role.
   * @example
   * await workos.authorization.updateEnvironmentRole('editor', { description: null })
   */
  async updateEnvironmentRole(
    slug: string,
    options: UpdateEnvironmentRoleOptions,
  ): Promise<EnvironmentRole> {
    const body = roleChanges.write(options)
    return this.patch(path`/authorization/roles/${slug}`, body, environmentRole)
  }

  /**
   * Gives a role of the environment these permissions and no others.
   *
   * @throws {NotFoundException} where the environment has no such role or permission.
   * @example
   * await workos.authorization.setEnvironmentRolePermissions('editor', {
   *   permissions: ['posts:read', 'posts:write'],
   * })
   */
  async setEnvironmentRolePermissions(
    slug: string,
    { permissions }: SetEnvironmentRolePermissionsOptions,
  ): Promise<EnvironmentRole> {
    return this.put(
      path`/authorization/roles/${slug}/permissions`,
      { permissions },
      environmentRole,
    )
  }

  /**
   * Gives a role of the environment one more permission. Nothing happens where it has it already.
   *
   * @throws {NotFoundException} where the environment has no such role or permission.
   * @example
   * await workos.authorization.addEnvironmentRolePermission('editor', {
   *   permissionSlug: 'posts:publish',
   * })
   */
  async addEnvironmentRolePermission(
    slug: string,
    { permissionSlug }: AddEnvironmentRolePermissionOptions,
  ): Promise<EnvironmentRole> {
    const body = { slug: permissionSlug }
    return this.post(path`/authorization/roles/${slug}/permissions`, body, environmentRole)
  }

  /**
   * Creates a role that only one organization has.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @throws {ConflictException} for a slug that another role has.
   * @example
   * await workos.authorization.createOrganizationRole('org_01…', {
   *   slug: 'org-billing-admin',
   *   name: 'Billing administrator',
   * })
   */
  async createOrganizationRole(
    organizationId: string,
    options: CreateOrganizationRoleOptions,
  ): Promise<OrganizationRole> {
    const body = createOrganizationRoleOptions.write(options)
    return this.post(
      path`/authorization/organizations/${organizationId}/roles`,
      body,
      organizationRole,
    )
  }

  /**
   * Lists the roles that an organization can give, the environment's and its own, all of them at
   * once.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @example
   * const { data } = await workos.authorization.listOrganizationRoles('org_01…')
   */
  async listOrganizationRoles(organizationId: string): Promise<RoleList> {
    return this.get(path`/authorization/organizations/${organizationId}/roles`, roleList)
  }

  /**
   * Reads one role that an organization can give, the environment's or its own.
   *
   * @throws {NotFoundException} where the organization has no such role.
   * @example
   * const { type } = await workos.authorization.getOrganizationRole('org_01…', 'editor')
   */
  async getOrganizationRole(organizationId: string, slug: string): Promise<Role> {
    return this.get(organizationRolePath(organizationId, slug), role)
  }

  /**
   * Changes what is given about a role of an organization and leaves the rest.
   *
   * @throws {NotFoundException} where the organization has no such role of its own.
   * @example
   * await workos.authorization.updateOrganizationRole('org_01…', 'org-billing-admin', {
   *   name: 'Billing',
   * })
   */
  async updateOrganizationRole(
    organizationId: string,
    slug: string,
    options: UpdateOrganizationRoleOptions,
  ): Promise<OrganizationRole> {
    const body = roleChanges.write(options)
    return this.patch(organizationRolePath(organizationId, slug), body, organizationRole)
  }

  /**
   * Deletes a role of an organization.
   *
   * @throws {NotFoundException} where the organization has no such role of its own.
   * @throws {ConflictException} while the role is in use.
   * @example
   * await workos.authorization.deleteOrganizationRole('org_01…', 'org-billing-admin')
   */
  async deleteOrganizationRole(organizationId: string, slug: string): Promise<void> {
    return this.workos.delete(organizationRolePath(organizationId, slug))
  }

  /**
   * Gives a role of an organization these permissions and no others.
   *
   * @throws {NotFoundException} for an unknown permission, or a role that is not its own.
   * @example
   * await workos.authorization.setOrganizationRolePermissions('org_01…', 'org-billing-admin', {
   *   permissions: ['invoices:read', 'invoices:pay'],
   * })
   */
  async setOrganizationRolePermissions(
    organizationId: string,
    slug: string,
    { permissions }: SetOrganizationRolePermissionsOptions,
  ): Promise<OrganizationRole> {
    const permissionsPath = `${organizationRolePath(organizationId, slug)}/permissions`
    return this.put(permissionsPath, { permissions }, organizationRole)
  }

  /**
   * Gives a role of an organization one more permission. Nothing happens where it has it already.
   *
   * @throws {NotFoundException} for an unknown permission, or a role that is not its own.
   * @example
   * await workos.authorization.addOrganizationRolePermission('org_01…', 'org-billing-admin', {
   *   permissionSlug: 'invoices:pay',
   * })
   */
  async addOrganizationRolePermission(
    organizationId: string,
    slug: string,
    { permissionSlug }: AddOrganizationRolePermissionOptions,
  ): Promise<OrganizationRole> {
    const permissionsPath = `${organizationRolePath(organizationId, slug)}/permissions`
    return this.post(permissionsPath, { slug: permissionSlug }, organizationRole)
  }

  /**
   * Takes one permission from a role of an organization.
   *
   * @throws {NotFoundException} where the organization has no such role, or that no such permission.
   * @example
   * await workos.authorization.removeOrganizationRolePermission('org_01…', 'org-billing-admin', {
   *   permissionSlug: 'invoices:pay',
   * })
   */
  async removeOrganizationRolePermission(
    organizationId: string,
    slug: string,
    { permissionSlug }: RemoveOrganizationRolePermissionOptions,
  ): Promise<void> {
    const rolePath = organizationRolePath(organizationId, slug)
    return this.workos.delete(rolePath + path`/permissions/${permissionSlug}`)
  }

  /**
   * Creates a permission, which roles can then be given.
   *
   * @throws {ConflictException} for a slug that another permission has.
   * @throws {UnprocessableEntityException} for a slug that is none.
   * @example
   * await workos.authorization.createPermission({ slug: 'posts:publish', name: 'Publish posts' })
   */
  async createPermission(options: CreatePermissionOptions): Promise<Permission> {
    const body = createPermissionOptions.write(options)
    return this.post('/authorization/permissions', body, permission)
  }

  /**
   * Lists the permissions of the environment, newest first.
   *
   * @example
   * const permissions = await workos.authorization.listPermissions({ limit: 100 })
   */
  async listPermissions(options?: ListPermissionsOptions): Promise<AutoPaginatable<Permission>> {
    return this.list('/authorization/permissions', permission, options)
  }

  /**
   * Reads one permission.
   *
   * @throws {NotFoundException} where there is no such permission.
   * @example
   * const { name } = await workos.authorization.getPermission('posts:publish')
   */
  async getPermission(slug: string): Promise<Permission> {
    return this.get(path`/authorization/permissions/${slug}`, permission)
  }

  /**
   * Changes what is given about a permission and leaves the rest.
   *
   * @throws {NotFoundException} where there is no such permission.
   * @example
   * await workos.authorization.updatePermission('posts:publish', { name: 'Publish' })
   */
  async updatePermission(slug: string, options: UpdatePermissionOptions): Promise<Permission> {
    const body = permissionChanges.write(options)
    return this.patch(path`/authorization/permissions/${slug}`, body, permission)
  }

  /**
   * Deletes a permission. Roles that had it no longer do.
   *
   * @throws {NotFoundException} where there is no such permission.
   * @example
   * await workos.authorization.deletePermission('posts:publish')
   */
  async deletePermission(slug: string): Promise<void> {
    return this.workos.delete(path`/authorization/permissions/${slug}`)
  }

  /**
   * Reads one resource.
   *
   * @throws {NotFoundException} for an id that is no resource's.
   * @example
   * const { name } = await workos.authorization.getResource('authz_resource_01…')
   */
  async getResource(resourceId: string): Promise<AuthorizationResource> {
    return this.get(path`/authorization/resources/${resourceId}`, authorizationResource)
  }

  /**
   * Creates a resource.
   *
   * @throws {NotFoundException} where there is no such organization, type or parent.
   * @throws {ConflictException} for an external id that another resource of the type has.
   * @example
   * await workos.authorization.createResource({
   *   organizationId: 'org_01…',
   *   resourceTypeSlug: 'project',
   *   externalId: 'project-7',
   *   name: 'Website',
   * })
   */
  async createResource(
    options: CreateAuthorizationResourceOptions,
  ): Promise<AuthorizationResource> {
    const body = createAuthorizationResourceOptions.write(options)
    return this.post('/authorization/resources', body, authorizationResource)
  }

  /**
   * Changes what is given about a resource and leaves the rest.
   *
   * @throws {NotFoundException} for an id that is no resource's.
   * @example
   * await workos.authorization.updateResource({ resourceId: 'authz_resource_01…', name: 'Shop' })
   */
  async updateResource({
    resourceId,
    ...changes
  }: UpdateAuthorizationResourceOptions): Promise<AuthorizationResource> {
    const body = authorizationResourceChanges.write(changes)
    return this.patch(path`/authorization/resources/${resourceId}`, body, authorizationResource)
  }

  /**
   * Deletes a resource.
   *
   * @throws {NotFoundException} for an id that is no resource's.
   * @throws {ConflictException} for one with resources below it or roles on it, unless cascading.
   * @example
   * await workos.authorization.deleteResource({
   *   resourceId: 'authz_resource_01…',
   *   cascadeDelete: true,
   * })
   */
  async deleteResource({
    resourceId,
    cascadeDelete,
  }: DeleteAuthorizationResourceOptions): Promise<void> {
    return this.workos.delete(path`/authorization/resources/${resourceId}`, {
      cascade_delete: cascadeDelete,
    })
  }

  /**
   * Lists resources, newest first.
   *
   * @example
   * const projects = await workos.authorization.listResources({
   *   organizationId: 'org_01…',
   *   resourceTypeSlug: 'project',
   * })
   */
  async listResources(
    options: ListAuthorizationResourcesOptions = {},
  ): Promise<AutoPaginatable<AuthorizationResource>> {
    const query = listAuthorizationResourcesOptions.write(options)
    return this.list('/authorization/resources', authorizationResource, query)
  }

  /**
   * Reads the resource with an id of the application's own.
   *
   * @throws {NotFoundException} where the organization has no such resource.
   * @example
   * const { id } = await workos.authorization.getResourceByExternalId({
   *   organizationId: 'org_01…',
   *   resourceTypeSlug: 'project',
   *   externalId: 'project-7',
   * })
   */
  async getResourceByExternalId(
    options: GetAuthorizationResourceByExternalIdOptions,
  ): Promise<AuthorizationResource> {
    return this.get(resourcePath(options), authorizationResource)
  }

  /**
   * Changes what is given about the resource with an id of the application's own.
   *
   * @throws {NotFoundException} where the organization has no such resource.
   * @example
   * await workos.authorization.updateResourceByExternalId({
   *   organizationId: 'org_01…',
   *   resourceTypeSlug: 'project',
   *   externalId: 'project-7',
   *   name: 'Shop',
   * })
   */
  async updateResourceByExternalId(
    options: UpdateAuthorizationResourceByExternalIdOptions,
  ): Promise<AuthorizationResource> {
    const body = authorizationResourceChanges.write(options)
    return this.patch(resourcePath(options), body, authorizationResource)
  }

  /**
   * Deletes the resource with an id of the application's own.
   *
   * @throws {NotFoundException} where the organization has no such resource.
   * @throws {ConflictException} for one with resources below it or roles on it, unless cascading.
   * @example
   * await workos.authorization.deleteResourceByExternalId({
   *   organizationId: 'org_01…',
   *   resourceTypeSlug: 'project',
   *   externalId: 'project-7',
   * })
   */
  async deleteResourceByExternalId(
    options: DeleteAuthorizationResourceByExternalIdOptions,
  ): Promise<void> {
    return this.workos.delete(resourcePath(options), {
      cascade_delete: options.cascadeDelete,
    })
  }

  /**
   * Asks whether a membership may do something on a resource, by a role on it, on what is above it,
   * or on the organization.
   *
   * @throws {NotFoundException} where there is no such membership or resource.
   * @example
   * const { authorized } = await workos.authorization.check({
   *   organizationMembershipId: 'om_01…',
   *   permissionSlug: 'posts:publish',
   *   resourceTypeSlug: 'project',
   *   resourceExternalId: 'project-7',
   * })
   */
  async check(options: AuthorizationCheckOptions): Promise<AuthorizationCheckResult> {
    const body = authorizationCheckOptions.write(options)
    return this.post(`${membershipPath(options)}/check`, body, authorizationCheckResult)
  }

  /**
   * Lists the roles that a membership has on resources, newest first.
   *
   * @throws {NotFoundException} for an id that is no membership's.
   * @example
   * const assignments = await workos.authorization.listRoleAssignments({
   *   organizationMembershipId: 'om_01…',
   * })
   */
  async listRoleAssignments(
    options: ListRoleAssignmentsOptions,
  ): Promise<AutoPaginatable<RoleAssignment>> {
    return this.list(
      `${membershipPath(options)}/role_assignments`,
      roleAssignment,
      listRoleAssignmentsOptions.write(options),
    )
  }

  /**
   * Lists the roles that are assigned on a resource, newest first.
   *
   * @throws {NotFoundException} for an id that is no resource's.
   * @example
   * const editors = await workos.authorization.listRoleAssignmentsForResource({
   *   resourceId: 'authz_resource_01…',
   *   roleSlug: 'editor',
   * })
   */
  async listRoleAssignmentsForResource(
    options: ListRoleAssignmentsForResourceOptions,
  ): Promise<AutoPaginatable<RoleAssignment>> {
    return this.list(
      path`/authorization/resources/${options.resourceId}/role_assignments`,
      roleAssignment,
      listRoleAssignmentsForResourceOptions.write(options),
    )
  }

  /**
   * Lists the roles that are assigned on the resource with an id of the application's own.
   *
   * @throws {NotFoundException} where the organization has no such resource.
   * @example
   * const assignments = await workos.authorization.listResourceRoleAssignments({
   *   organizationId: 'org_01…',
   *   resourceTypeSlug: 'project',
   *   externalId: 'project-7',
   * })
   */
  async listResourceRoleAssignments(
    options: ListRoleAssignmentsForResourceByExternalIdOptions,
  ): Promise<AutoPaginatable<RoleAssignment>> {
    return this.list(
      `${resourcePath(options)}/role_assignments`,
      roleAssignment,
      listRoleAssignmentsForResourceOptions.write(options),
    )
  }

  /**
   * Assigns a role to a membership on a resource.
   *
   * @throws {NotFoundException} where there is no such membership, role or resource.
   * @example
   * await workos.authorization.assignRole({
   *   organizationMembershipId: 'om_01…',
   *   roleSlug: 'editor',
   *   resourceId: 'authz_resource_01…',
   * })
   */
  async assignRole(options: AssignRoleOptions): Promise<RoleAssignment> {
    const body = roleOnResource.write(options)
    return this.post(`${membershipPath(options)}/role_assignments`, body, roleAssignment)
  }

  /**
   * Takes a role on a resource from a membership.
   *
   * @throws {NotFoundException} where the membership has no such role on it.
   * @example
   * await workos.authorization.removeRole({
   *   organizationMembershipId: 'om_01…',
   *   roleSlug: 'editor',
   *   resourceId: 'authz_resource_01…',
   * })
   */
  async removeRole(options: RemoveRoleOptions): Promise<void> {
    const body = roleOnResource.write(options)
    return this.workos.deleteWithBody(`${membershipPath(options)}/role_assignments`, body)
  }

  /**
   * Removes the role assignment of a membership with this id.
   *
   * @throws {NotFoundException} where the membership has no such assignment.
   * @example
   * await workos.authorization.removeRoleAssignment({
   *   organizationMembershipId: 'om_01…',
   *   roleAssignmentId: 'role_assignment_01…',
   * })
   */
  async removeRoleAssignment(options: RemoveRoleAssignmentOptions): Promise<void> {
    const assignment = path`/role_assignments/${options.roleAssignmentId}`
    return this.workos.delete(membershipPath(options) + assignment)
  }

  /**
   * Lists the roles that a group has on resources, newest first.
   *
   * @throws {NotFoundException} for an id that is no group's.
   * @example
   * const assignments = await workos.authorization.listGroupRoleAssignments({
   *   groupId: 'group_01…',
   * })
   */
  async listGroupRoleAssignments({
    groupId,
    ...page
  }: ListGroupRoleAssignmentsOptions): Promise<AutoPaginatable<GroupRoleAssignment>> {
    return this.list(groupRoleAssignmentsPath({ groupId }), groupRoleAssignment, page)
  }

  /**
   * Reads one role assignment of a group.
   *
   * @throws {NotFoundException} where the group has no such assignment.
   * @example
   * const { role } = await workos.authorization.getGroupRoleAssignment({
   *   groupId: 'group_01…',
   *   roleAssignmentId: 'group_role_assignment_01…',
   * })
   */
  async getGroupRoleAssignment(
    options: GetGroupRoleAssignmentOptions,
  ): Promise<GroupRoleAssignment> {
    const assignment = groupRoleAssignmentsPath(options) + path`/${options.roleAssignmentId}`
    return this.get(assignment, groupRoleAssignment)
  }

  /**
   * Assigns a role to every member of a group, on the organization itself where no resource is
   * named.
   *
   * @throws {NotFoundException} where there is no such group, role or resource.
   * @throws {ConflictException} where the group has the role on it already.
   * @example
   * await workos.authorization.createGroupRoleAssignment({
   *   groupId: 'group_01…',
   *   roleSlug: 'editor',
   * })
   */
  async createGroupRoleAssignment(
    options: CreateGroupRoleAssignmentOptions,
  ): Promise<GroupRoleAssignment> {
    const body = roleOnResource.write(options)
    return this.post(groupRoleAssignmentsPath(options), body, groupRoleAssignment)
  }

  /**
   * Removes the role assignment of a group with this id.
   *
   * @throws {NotFoundException} where the group has no such assignment.
   * @example
   * await workos.authorization.removeGroupRoleAssignment({
   *   groupId: 'group_01…',
   *   roleAssignmentId: 'group_role_assignment_01…',
   * })
   */
  async removeGroupRoleAssignment(options: RemoveGroupRoleAssignmentOptions): Promise<void> {
    const assignment = groupRoleAssignmentsPath(options) + path`/${options.roleAssignmentId}`
    return this.workos.delete(assignment)
  }

  /**
   * Takes a role from a group, on the organization itself where no resource is named.
   *
   * @throws {NotFoundException} where the group has no such role on it.
   * @example
   * await workos.authorization.removeGroupRoleAssignments({
   *   groupId: 'group_01…',
   *   roleSlug: 'editor',
   * })
   */
  async removeGroupRoleAssignments(options: RemoveGroupRoleAssignmentsOptions): Promise<void> {
    const body = roleOnResource.write(options)
    return this.workos.deleteWithBody(groupRoleAssignmentsPath(options), body)
  }

  /**
   * Gives a group these roles and no others. An empty list takes all of them.
   *
   * @throws {NotFoundException} where there is no such group, role or resource.
   * @throws {UnprocessableEntityException} for more than 100 roles.
   * @example
   * await workos.authorization.replaceGroupRoleAssignments({
   *   groupId: 'group_01…',
   *   roleAssignments: [{ roleSlug: 'member' }],
   * })
   */
  async replaceGroupRoleAssignments(
    options: ReplaceGroupRoleAssignmentsOptions,
  ): Promise<List<GroupRoleAssignment>> {
    const body = replaceGroupRoleAssignmentsOptions.write(options)
    return this.put(groupRoleAssignmentsPath(options), body, pageOf(groupRoleAssignment))
  }

  /**
   * Lists where below a resource a membership may do something, newest first.
   *
   * @throws {NotFoundException} where there is no such membership or parent.
   * @example
   * const projects = await workos.authorization.listResourcesForMembership({
   *   organizationMembershipId: 'om_01…',
   *   permissionSlug: 'posts:publish',
   *   parentResourceId: 'authz_resource_01…',
   * })
   */
  async listResourcesForMembership(
    options: ListResourcesForMembershipOptions,
  ): Promise<AutoPaginatable<AuthorizationResource>> {
    return this.list(
      `${membershipPath(options)}/resources`,
      authorizationResource,
      listResourcesForMembershipOptions.write(options),
    )
  }

  /**
   * Lists the memberships that may do something on a resource, newest first.
   *
   * @throws {NotFoundException} for an id that is no resource's.
   * @example
   * const publishers = await workos.authorization.listMembershipsForResource({
   *   resourceId: 'authz_resource_01…',
   *   permissionSlug: 'posts:publish',
   *   assignment: 'direct',
   * })
   */
  async listMembershipsForResource(
    options: ListMembershipsForResourceOptions,
  ): Promise<AutoPaginatable<AuthorizationOrganizationMembership>> {
    return this.list(
      path`/authorization/resources/${options.resourceId}/organization_memberships`,
      authorizationOrganizationMembership,
      listMembershipsForResourceOptions.write(options),
    )
  }

  /**
   * Lists the memberships that may do something on the resource with an id of the application's
   * own.
   *
   * @throws {NotFoundException} where the organization has no such resource.
   * @example
   * const publishers = await workos.authorization.listMembershipsForResourceByExternalId({
   *   organizationId: 'org_01…',
   *   resourceTypeSlug: 'project',
   *   externalId: 'project-7',
   *   permissionSlug: 'posts:publish',
   * })
   */
  async listMembershipsForResourceByExternalId(
    options: ListMembershipsForResourceByExternalIdOptions,
  ): Promise<AutoPaginatable<AuthorizationOrganizationMembership>> {
    return this.list(
      `${resourcePath(options)}/organization_memberships`,
      authorizationOrganizationMembership,
      listMembershipsForResourceOptions.write(options),
    )
  }

  /**
   * Lists what a membership may do on a resource, by whichever of its roles.
   *
   * @throws {NotFoundException} where there is no such membership or resource.
   * @example
   * const permissions = await workos.authorization.listEffectivePermissions({
   *   organizationMembershipId: 'om_01…',
   *   resourceId: 'authz_resource_01…',
   * })
   */
  async listEffectivePermissions(
    options: ListEffectivePermissionsOptions,
  ): Promise<AutoPaginatable<Permission>> {
    const resource = path`/authorization/resources/${options.resourceId}`
    const membership = path`/organization_memberships/${options.organizationMembershipId}`
    return this.list(
      `${resource}${membership}/permissions`,
      permission,
      listEffectivePermissionsOptions.write(options),
    )
  }

  /**
   * Lists what a membership may do on the resource with an id of the application's own.
   *
   * @throws {NotFoundException} where there is no such membership or resource.
   * @example
   * const permissions = await workos.authorization.listEffectivePermissionsByExternalId({
   *   organizationMembershipId: 'om_01…',
   *   resourceTypeSlug: 'project',
   *   externalId: 'project-7',
   * })
   */
  async listEffectivePermissionsByExternalId(
    options: ListEffectivePermissionsByExternalIdOptions,
  ): Promise<AutoPaginatable<Permission>> {
    const { resourceTypeSlug, externalId } = options
    return this.list(
      membershipPath(options) + path`/resources/${resourceTypeSlug}/${externalId}/permissions`,
      permission,
      listEffectivePermissionsOptions.write(options),
    )
  }
}

function organizationRolePath(organizationId: string, slug: string) {
  return path`/authorization/organizations/${organizationId}/roles/${slug}`
}

function resourcePath({
  organizationId,
  resourceTypeSlug,
  externalId,
}: GetAuthorizationResourceByExternalIdOptions) {
  const organization = path`/authorization/organizations/${organizationId}`
  return organization + path`/resources/${resourceTypeSlug}/${externalId}`
}

function membershipPath({ organizationMembershipId }: { organizationMembershipId: string }) {
  return path`/authorization/organization_memberships/${organizationMembershipId}`
}

function groupRoleAssignmentsPath({ groupId }: { groupId: string }) {
  return path`/authorization/groups/${groupId}/role_assignments`
}
