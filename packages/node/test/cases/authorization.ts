import type { WorkOS } from '@workos-inc/node'
import type { Answer, Case, CasesOf } from '../both-sdks.ts'
import { one, page } from '../fixtures.ts'

const times = { created_at: '2026-01-15T12:00:00.000Z', updated_at: '2026-01-16T12:00:00.000Z' }
const environmentRole = {
  object: 'role',
  id: 'role_01EHQMYV6MBK39QC5PZXHY59C3',
  name: 'Editor',
  slug: 'editor',
  description: 'Writes and publishes',
  permissions: ['posts:read', 'posts:write'],
  resource_type_slug: 'organization',
  type: 'EnvironmentRole',
  ...times,
  a_field_of_tomorrow: true,
}
const organizationRole = {
  ...environmentRole,
  slug: 'org-billing-admin',
  description: null,
  permissions: [],
  type: 'OrganizationRole',
}
const permission = {
  object: 'permission',
  id: 'perm_01HXYZ123456789ABCDEFGHIJ',
  slug: 'posts:publish',
  name: 'Publish posts',
  description: null,
  resource_type_slug: 'project',
  system: false,
  ...times,
  a_field_of_tomorrow: true,
}
const resource = {
  object: 'authorization_resource',
  id: 'authz_resource_01HXYZ123456789ABCDEFGHIJ',
  external_id: 'project-7',
  name: 'Website',
  description: 'What customers see',
  resource_type_slug: 'project',
  organization_id: 'org_01EHZNVPK3SFK441A1RGBFSHRT',
  parent_resource_id: 'authz_resource_02',
  ...times,
  a_field_of_tomorrow: true,
}
const rootResource = { ...resource, description: null, parent_resource_id: null }
const assignedOn = {
  id: 'authz_resource_01',
  external_id: 'project-7',
  resource_type_slug: 'project',
}
const roleAssignment = {
  object: 'role_assignment',
  id: 'role_assignment_01HXYZ123456789ABCDEFGHIJ',
  organization_membership_id: 'om_01',
  role: { slug: 'editor' },
  resource: assignedOn,
  source: { type: 'direct', group_role_assignment_id: null },
  ...times,
  a_field_of_tomorrow: true,
}
const assignmentThroughGroup = {
  ...roleAssignment,
  source: { type: 'group', group_role_assignment_id: 'gra_01' },
}
const groupRoleAssignment = {
  object: 'group_role_assignment',
  id: 'gra_01HXYZ123456789ABCDEFGHIJ',
  group_id: 'group_01',
  role: { slug: 'editor' },
  resource: assignedOn,
  ...times,
  a_field_of_tomorrow: true,
}
const membership = {
  object: 'organization_membership',
  id: 'om_01HXYZ123456789ABCDEFGHIJ',
  user_id: 'user_01',
  organization_id: 'org_01',
  organization_name: 'Acme',
  status: 'active',
  directory_managed: true,
  custom_attributes: { costCenter: '7' },
  ...times,
  a_field_of_tomorrow: true,
}
const { directory_managed: _d, custom_attributes: _c, ...bareMembership } = membership

const done: Answer = { status: 204 }
const notFound: Answer = { status: 404, body: { message: 'Not found.', code: 'entity_not_found' } }
const taken: Answer = { status: 409, body: { message: 'Taken.', code: 'slug_conflict' } }
/** Lists that come whole have no cursors. */
const wholeList = (data: unknown[]): Answer => ({ body: { object: 'list', data } })

const everyPageOption = { limit: 5, before: 'id_9', after: 'id_1', order: 'asc' }
const externalResource = {
  organizationId: 'org_01',
  resourceTypeSlug: 'project',
  externalId: 'project/7',
}
const inParent = { organizationMembershipId: 'om_01', permissionSlug: 'posts:publish' }
const roleOfMembership = { organizationMembershipId: 'om_01', roleSlug: 'editor' }
const roleOfGroup = { groupId: 'group_01', roleSlug: 'editor' }
const byId = { resourceId: 'authz_resource_01' }
const byExternalId = { resourceExternalId: 'project-7', resourceTypeSlug: 'project' }

/** What is asked of every list: nothing but what it needs, all it can be asked, and all of its pages. */
function listCases(
  method: keyof WorkOS['authorization'],
  needed: object | undefined,
  filters: object,
  items: unknown[],
): Case[] {
  return [
    {
      title: 'without further options',
      call: ({ authorization }) => authorization[method](needed),
      answers: [page(items)],
    },
    {
      title: 'with every option',
      call: ({ authorization }) =>
        authorization[method]({ ...needed, ...filters, ...everyPageOption }),
      answers: [page([])],
    },
    {
      title: 'and all of its pages',
      call: async ({ authorization }) =>
        (await authorization[method]({ ...needed, ...filters })).autoPagination(),
      answers: [page(items), page(items, { after: 'id_2' }), page(items)],
    },
  ]
}

export const authorization: CasesOf<WorkOS['authorization']> = {
  createEnvironmentRole: [
    {
      title: 'with every option',
      call: ({ authorization }) =>
        authorization.createEnvironmentRole({
          slug: 'editor',
          name: 'Editor',
          description: 'Writes and publishes',
          resourceTypeSlug: 'organization',
        }),
      answers: [one(environmentRole)],
    },
    {
      title: 'when the slug is taken',
      call: ({ authorization }) =>
        authorization.createEnvironmentRole({ slug: 'editor', name: 'Editor' }),
      answers: [taken],
    },
  ],
  listEnvironmentRoles: [
    {
      title: 'all at once',
      call: ({ authorization }) => authorization.listEnvironmentRoles(),
      answers: [wholeList([environmentRole, { ...environmentRole, description: null }])],
    },
  ],
  getEnvironmentRole: [
    {
      title: 'that is there',
      call: ({ authorization }) => authorization.getEnvironmentRole('editor'),
      answers: [one(environmentRole)],
    },
    {
      title: 'that is not there',
      call: ({ authorization }) => authorization.getEnvironmentRole('nobody'),
      answers: [notFound],
    },
    {
      title: 'whose slug would climb out of the path',
      call: ({ authorization }) => authorization.getEnvironmentRole('..'),
    },
  ],
  updateEnvironmentRole: [
    {
      title: 'in everything',
      call: ({ authorization }) =>
        authorization.updateEnvironmentRole('editor', { name: 'Writer', description: null }),
      answers: [one(environmentRole)],
    },
    {
      title: 'in nothing',
      call: ({ authorization }) => authorization.updateEnvironmentRole('editor', {}),
      answers: [one(environmentRole)],
    },
  ],
  setEnvironmentRolePermissions: [
    {
      title: 'to a list',
      call: ({ authorization }) =>
        authorization.setEnvironmentRolePermissions('editor', { permissions: ['posts:read'] }),
      answers: [one(environmentRole)],
    },
  ],
  addEnvironmentRolePermission: [
    {
      title: 'by its slug',
      call: ({ authorization }) =>
        authorization.addEnvironmentRolePermission('editor', { permissionSlug: 'posts:publish' }),
      answers: [one(environmentRole)],
    },
  ],
  createOrganizationRole: [
    {
      title: 'with every option',
      call: ({ authorization }) =>
        authorization.createOrganizationRole('org_01', {
          slug: 'org-billing-admin',
          name: 'Billing administrator',
          description: 'Pays',
          resourceTypeSlug: 'organization',
        }),
      answers: [one(organizationRole)],
    },
    {
      title: 'with a name only',
      call: ({ authorization }) =>
        authorization.createOrganizationRole('org_01', { name: 'Billing administrator' }),
      answers: [taken],
    },
  ],
  listOrganizationRoles: [
    {
      title: 'of both kinds',
      call: ({ authorization }) => authorization.listOrganizationRoles('org_01'),
      answers: [wholeList([environmentRole, organizationRole])],
    },
  ],
  getOrganizationRole: [
    {
      title: 'of its own',
      call: ({ authorization }) => authorization.getOrganizationRole('org_01', 'org-billing-admin'),
      answers: [one(organizationRole)],
    },
    {
      title: 'of the environment',
      call: ({ authorization }) => authorization.getOrganizationRole('org_01', 'editor'),
      answers: [one(environmentRole)],
    },
  ],
  updateOrganizationRole: [
    {
      title: 'in everything',
      call: ({ authorization }) =>
        authorization.updateOrganizationRole('org_01', 'org-billing-admin', {
          name: 'Billing',
          description: 'Pays',
        }),
      answers: [one(organizationRole)],
    },
  ],
  deleteOrganizationRole: [
    {
      title: 'that is there',
      call: ({ authorization }) =>
        authorization.deleteOrganizationRole('org_01', 'org-billing-admin'),
      answers: [done],
    },
    {
      title: 'that is in use',
      call: ({ authorization }) =>
        authorization.deleteOrganizationRole('org_01', 'org-billing-admin'),
      answers: [{ status: 409, body: { message: 'In use.', code: 'role_in_use' } }],
    },
  ],
  setOrganizationRolePermissions: [
    {
      title: 'to nothing',
      call: ({ authorization }) =>
        authorization.setOrganizationRolePermissions('org_01', 'org-billing-admin', {
          permissions: [],
        }),
      answers: [one(organizationRole)],
    },
  ],
  addOrganizationRolePermission: [
    {
      title: 'by its slug',
      call: ({ authorization }) =>
        authorization.addOrganizationRolePermission('org_01', 'org-billing-admin', {
          permissionSlug: 'invoices:pay',
        }),
      answers: [one(organizationRole)],
    },
  ],
  removeOrganizationRolePermission: [
    {
      title: 'by its slug, whose colon stays one',
      call: ({ authorization }) =>
        authorization.removeOrganizationRolePermission('org_01', 'org-billing-admin', {
          permissionSlug: 'invoices:pay',
        }),
      answers: [one(organizationRole)],
    },
  ],
  createPermission: [
    {
      title: 'with every option',
      call: ({ authorization }) =>
        authorization.createPermission({
          slug: 'posts:publish',
          name: 'Publish posts',
          description: 'Makes them public',
          resourceTypeSlug: 'project',
        }),
      answers: [one(permission)],
    },
    {
      title: 'when the slug is taken',
      call: ({ authorization }) =>
        authorization.createPermission({ slug: 'posts:publish', name: 'Publish posts' }),
      answers: [taken],
    },
  ],
  listPermissions: listCases('listPermissions', undefined, {}, [permission]),
  getPermission: [
    {
      title: 'that is there',
      call: ({ authorization }) => authorization.getPermission('posts:publish'),
      answers: [one(permission)],
    },
  ],
  updatePermission: [
    {
      title: 'in everything',
      call: ({ authorization }) =>
        authorization.updatePermission('posts:publish', { name: 'Publish', description: null }),
      answers: [one(permission)],
    },
  ],
  deletePermission: [
    {
      title: 'that is there',
      call: ({ authorization }) => authorization.deletePermission('posts:publish'),
      answers: [done],
    },
    {
      title: 'that is not to be deleted',
      call: ({ authorization }) => authorization.deletePermission('widgets:users:manage'),
      answers: [{ status: 403, body: { message: 'A system permission.' } }],
    },
  ],
  getResource: [
    {
      title: 'with a parent',
      call: ({ authorization }) => authorization.getResource('authz_resource_01'),
      answers: [one(resource)],
    },
    {
      title: 'without a parent',
      call: ({ authorization }) => authorization.getResource('authz_resource_01'),
      answers: [one(rootResource)],
    },
  ],
  createResource: [
    {
      title: 'below the organization',
      call: ({ authorization }) =>
        authorization.createResource({ ...externalResource, name: 'Website' }),
      answers: [one(rootResource)],
    },
    {
      title: 'below a parent by its id',
      call: ({ authorization }) =>
        authorization.createResource({
          ...externalResource,
          name: 'Website',
          description: null,
          parentResourceId: 'authz_resource_02',
        }),
      answers: [one(resource)],
    },
    {
      title: 'below a parent by its external id',
      call: ({ authorization }) =>
        authorization.createResource({
          ...externalResource,
          name: 'Website',
          description: 'What customers see',
          parentResourceExternalId: 'workspace-1',
          parentResourceTypeSlug: 'workspace',
        }),
      answers: [one(resource)],
    },
  ],
  updateResource: [
    {
      title: 'in everything',
      call: ({ authorization }) =>
        authorization.updateResource({ ...byId, name: 'Shop', description: null }),
      answers: [one(resource)],
    },
    {
      title: 'in its name',
      call: ({ authorization }) => authorization.updateResource({ ...byId, name: 'Shop' }),
      answers: [one(resource)],
    },
  ],
  deleteResource: [
    {
      title: 'alone',
      call: ({ authorization }) => authorization.deleteResource(byId),
      answers: [done],
    },
    {
      title: 'with all that is below it',
      call: ({ authorization }) => authorization.deleteResource({ ...byId, cascadeDelete: true }),
      answers: [done],
    },
    {
      title: 'when others are below it',
      call: ({ authorization }) => authorization.deleteResource({ ...byId, cascadeDelete: false }),
      answers: [{ status: 409, body: { message: 'Others are below it.' } }],
    },
  ],
  listResources: listCases(
    'listResources',
    undefined,
    {
      organizationId: 'org_01',
      resourceTypeSlug: 'project',
      parentResourceId: 'authz_resource_02',
      parentResourceTypeSlug: 'workspace',
      parentExternalId: 'workspace-1',
    },
    [resource, rootResource],
  ),
  getResourceByExternalId: [
    {
      title: 'with a slash in it',
      call: ({ authorization }) => authorization.getResourceByExternalId(externalResource),
      answers: [one(resource)],
    },
    {
      title: 'that is not there',
      call: ({ authorization }) => authorization.getResourceByExternalId(externalResource),
      answers: [notFound],
    },
  ],
  updateResourceByExternalId: [
    {
      title: 'in everything',
      call: ({ authorization }) =>
        authorization.updateResourceByExternalId({
          ...externalResource,
          name: 'Shop',
          description: null,
        }),
      answers: [one(resource)],
    },
  ],
  deleteResourceByExternalId: [
    {
      title: 'alone',
      call: ({ authorization }) => authorization.deleteResourceByExternalId(externalResource),
      answers: [done],
    },
    {
      title: 'with all that is below it',
      call: ({ authorization }) =>
        authorization.deleteResourceByExternalId({ ...externalResource, cascadeDelete: true }),
      answers: [done],
    },
  ],
  check: [
    {
      title: 'on a resource by its id',
      call: ({ authorization }) => authorization.check({ ...inParent, ...byId }),
      answers: [one({ authorized: true, a_field_of_tomorrow: true })],
    },
    {
      title: 'on a resource by its external id',
      call: ({ authorization }) => authorization.check({ ...inParent, ...byExternalId }),
      answers: [one({ authorized: false })],
    },
    {
      title: 'on a resource that is not there',
      call: ({ authorization }) => authorization.check({ ...inParent, ...byId }),
      answers: [notFound],
    },
  ],
  listRoleAssignments: listCases(
    'listRoleAssignments',
    { organizationMembershipId: 'om_01' },
    { ...byId, ...byExternalId },
    [roleAssignment, assignmentThroughGroup],
  ),
  listRoleAssignmentsForResource: listCases(
    'listRoleAssignmentsForResource',
    byId,
    { roleSlug: 'editor' },
    [roleAssignment],
  ),
  listResourceRoleAssignments: listCases(
    'listResourceRoleAssignments',
    externalResource,
    { roleSlug: 'editor' },
    [roleAssignment],
  ),
  assignRole: [
    {
      title: 'on a resource by its id',
      call: ({ authorization }) => authorization.assignRole({ ...roleOfMembership, ...byId }),
      answers: [one(roleAssignment)],
    },
    {
      title: 'on a resource by its external id',
      call: ({ authorization }) =>
        authorization.assignRole({ ...roleOfMembership, ...byExternalId }),
      answers: [one(roleAssignment)],
    },
  ],
  removeRole: [
    {
      title: 'on a resource by its id',
      call: ({ authorization }) => authorization.removeRole({ ...roleOfMembership, ...byId }),
      answers: [done],
    },
    {
      title: 'on a resource by its external id',
      call: ({ authorization }) =>
        authorization.removeRole({ ...roleOfMembership, ...byExternalId }),
      answers: [notFound],
    },
  ],
  removeRoleAssignment: [
    {
      title: 'by its id',
      call: ({ authorization }) =>
        authorization.removeRoleAssignment({
          organizationMembershipId: 'om_01',
          roleAssignmentId: 'role_assignment_01',
        }),
      answers: [done],
    },
  ],
  listGroupRoleAssignments: listCases('listGroupRoleAssignments', { groupId: 'group_01' }, {}, [
    groupRoleAssignment,
  ]),
  getGroupRoleAssignment: [
    {
      title: 'by its id',
      call: ({ authorization }) =>
        authorization.getGroupRoleAssignment({ groupId: 'group_01', roleAssignmentId: 'gra_01' }),
      answers: [one(groupRoleAssignment)],
    },
  ],
  createGroupRoleAssignment: [
    {
      title: 'on the organization',
      call: ({ authorization }) => authorization.createGroupRoleAssignment(roleOfGroup),
      answers: [one(groupRoleAssignment)],
    },
    {
      title: 'on a resource by its id',
      call: ({ authorization }) =>
        authorization.createGroupRoleAssignment({ ...roleOfGroup, ...byId }),
      answers: [one(groupRoleAssignment)],
    },
    {
      title: 'on a resource by its external id',
      call: ({ authorization }) =>
        authorization.createGroupRoleAssignment({ ...roleOfGroup, ...byExternalId }),
      answers: [taken],
    },
  ],
  removeGroupRoleAssignment: [
    {
      title: 'by its id',
      call: ({ authorization }) =>
        authorization.removeGroupRoleAssignment({
          groupId: 'group_01',
          roleAssignmentId: 'gra_01',
        }),
      answers: [done],
    },
  ],
  removeGroupRoleAssignments: [
    {
      title: 'on the organization',
      call: ({ authorization }) => authorization.removeGroupRoleAssignments(roleOfGroup),
      answers: [done],
    },
    {
      title: 'on a resource by its external id',
      call: ({ authorization }) =>
        authorization.removeGroupRoleAssignments({ ...roleOfGroup, ...byExternalId }),
      answers: [notFound],
    },
  ],
  replaceGroupRoleAssignments: [
    {
      title: 'by one of each kind',
      call: ({ authorization }) =>
        authorization.replaceGroupRoleAssignments({
          groupId: 'group_01',
          roleAssignments: [
            { roleSlug: 'member' },
            { roleSlug: 'editor', ...byId },
            { roleSlug: 'viewer', ...byExternalId },
          ],
        }),
      answers: [page([groupRoleAssignment])],
    },
    {
      title: 'by none',
      call: ({ authorization }) =>
        authorization.replaceGroupRoleAssignments({ groupId: 'group_01', roleAssignments: [] }),
      answers: [page([])],
    },
  ],
  listResourcesForMembership: [
    ...listCases(
      'listResourcesForMembership',
      inParent,
      { parentResourceId: 'authz_resource_02' },
      [resource],
    ),
    {
      title: 'below a parent by its external id',
      call: ({ authorization }) =>
        authorization.listResourcesForMembership({
          ...inParent,
          parentResourceTypeSlug: 'workspace',
          parentResourceExternalId: 'workspace-1',
        }),
      answers: [page([resource])],
    },
  ],
  listMembershipsForResource: listCases(
    'listMembershipsForResource',
    { ...byId, permissionSlug: 'posts:publish' },
    { assignment: 'direct' },
    [membership, bareMembership],
  ),
  listMembershipsForResourceByExternalId: listCases(
    'listMembershipsForResourceByExternalId',
    { ...externalResource, permissionSlug: 'posts:publish' },
    { assignment: 'indirect' },
    [membership, bareMembership],
  ),
  listEffectivePermissions: listCases(
    'listEffectivePermissions',
    { organizationMembershipId: 'om_01', ...byId },
    {},
    [permission],
  ),
  listEffectivePermissionsByExternalId: listCases(
    'listEffectivePermissionsByExternalId',
    { organizationMembershipId: 'om_01', resourceTypeSlug: 'project', externalId: 'project-7' },
    {},
    [permission],
  ),
}
