import { ConflictException, NotFoundException, OauthException, WorkOS } from '@workos-inc/node'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { contractFetch } from '../../../test/contract.ts'
import { newMember, newOrganization } from '../../../test/organizations.ts'
import { createPerson } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'

let server: TestServer
let workos: WorkOS
let organizationId: string

beforeAll(async () => {
  server = await startTestServer()
  organizationId = await newOrganization(server)
  workos = new WorkOS(server.staging.apiKey, {
    clientId: server.staging.clientId,
    apiHostname: 'localhost',
    port: server.port,
    https: false,
    maxRetries: 0,
    fetchFn: contractFetch,
  })
})
afterAll(() => server?.stop())

test('manages permissions', async () => {
  const { authorization } = workos
  const created = await authorization.createPermission({ slug: 'a:b', name: 'A', description: 'B' })
  expect(created).toMatchObject({ slug: 'a:b', system: false, resourceTypeSlug: 'organization' })
  expect(await authorization.getPermission('a:b')).toEqual(created)
  const updated = await authorization.updatePermission('a:b', { name: 'New' })
  expect(updated).toMatchObject({ id: created.id, name: 'New', description: 'B' })
  const { data } = await authorization.listPermissions({ limit: 100 })
  expect(data.map(({ slug }) => slug)).toContain('a:b')
  await authorization.deletePermission('a:b')
  await expect(authorization.getPermission('a:b')).rejects.toThrow(NotFoundException)
})

test('manages roles of the environment', async () => {
  const { authorization } = workos
  for (const slug of ['one', 'two']) await authorization.createPermission({ slug, name: slug })
  const created = await authorization.createEnvironmentRole({ slug: 'lead', name: 'Lead' })
  expect(created).toMatchObject({ slug: 'lead', type: 'EnvironmentRole', permissions: [] })
  const again = authorization.createEnvironmentRole({ slug: 'lead', name: 'Lead' })
  await expect(again).rejects.toThrow(ConflictException)
  const slugs = (await authorization.listEnvironmentRoles()).data.map(({ slug }) => slug)
  expect(slugs).toEqual(['admin', 'member', 'lead'])
  expect(await authorization.getEnvironmentRole('lead')).toEqual(created)
  const renamed = await authorization.updateEnvironmentRole('lead', { name: 'Team lead' })
  expect(renamed.name).toBe('Team lead')
  const set = await authorization.setEnvironmentRolePermissions('lead', { permissions: ['one'] })
  expect(set.permissions).toEqual(['one'])
  const added = await authorization.addEnvironmentRolePermission('lead', { permissionSlug: 'two' })
  expect(added.permissions).toEqual(['one', 'two'])
})

test('manages roles of an organization', async () => {
  const { authorization } = workos
  for (const slug of ['red', 'blue']) await authorization.createPermission({ slug, name: slug })
  const created = await authorization.createOrganizationRole(organizationId, { name: 'Own Role' })
  const { slug } = created
  expect(created).toMatchObject({ slug: 'org-own-role', type: 'OrganizationRole' })
  expect(await authorization.getOrganizationRole(organizationId, slug)).toEqual(created)
  const { data } = await authorization.listOrganizationRoles(organizationId)
  expect(data.at(-1)?.slug).toBe(slug)
  const renamed = await authorization.updateOrganizationRole(organizationId, slug, { name: 'New' })
  expect(renamed.name).toBe('New')
  await authorization.setOrganizationRolePermissions(organizationId, slug, { permissions: ['red'] })
  const added = await authorization.addOrganizationRolePermission(organizationId, slug, {
    permissionSlug: 'blue',
  })
  expect(added.permissions).toEqual(['blue', 'red'])
  const permissionSlug = 'red'
  await authorization.removeOrganizationRolePermission(organizationId, slug, { permissionSlug })
  const after = await authorization.getOrganizationRole(organizationId, slug)
  expect(after.permissions).toEqual(['blue'])
  await authorization.deleteOrganizationRole(organizationId, slug)
  const gone = authorization.getOrganizationRole(organizationId, slug)
  await expect(gone).rejects.toThrow(NotFoundException)
})

test('manages memberships', async () => {
  const { userManagement } = workos
  const { user } = await createPerson(server)
  const created = await userManagement.createOrganizationMembership({
    organizationId,
    userId: user.id,
    roleSlug: 'admin',
  })
  const { id } = created
  expect(created).toMatchObject({
    organizationName: 'Acme',
    status: 'active',
    role: { slug: 'admin' },
    roles: [{ slug: 'admin' }],
    customAttributes: {},
  })
  expect(await userManagement.getOrganizationMembership(id)).toEqual(created)
  const changed = await userManagement.updateOrganizationMembership(id, { roleSlug: 'member' })
  expect(changed.role).toEqual({ slug: 'member' })
  expect((await userManagement.deactivateOrganizationMembership(id)).status).toBe('inactive')
  const listed = async (statuses?: ('active' | 'inactive' | 'pending')[]) => {
    const options = { userId: user.id, ...(statuses ? { statuses } : {}) }
    const { data } = await userManagement.listOrganizationMemberships(options)
    return data.map((membership) => membership.id)
  }
  expect(await listed()).toEqual([])
  expect(await listed(['pending', 'inactive'])).toEqual([id])
  expect((await userManagement.reactivateOrganizationMembership(id)).status).toBe('active')
  expect(await listed()).toEqual([id])
  await userManagement.deleteOrganizationMembership(id)
  const gone = userManagement.getOrganizationMembership(id)
  await expect(gone).rejects.toThrow(NotFoundException)
})

test('goes through all pages of the members of an organization', async () => {
  const organization = await newOrganization(server)
  const ids = new Set<string>()
  for (let count = 0; count < 12; count++) {
    ids.add((await newMember(server, organization)).membership.id)
  }
  const pages = await workos.userManagement.listOrganizationMemberships({
    organizationId: organization,
  })
  const found = await pages.autoPagination()
  expect(new Set(found.map(({ id }) => id))).toEqual(ids)
  expect(found).toHaveLength(12)
})

test('manages groups and their members', async () => {
  const { groups, userManagement } = workos
  const { membership } = await newMember(server, organizationId)
  const group = await groups.createGroup({ organizationId, name: 'Sales' })
  const groupId = group.id
  const member = { organizationId, groupId, organizationMembershipId: membership.id as string }
  expect(await groups.getGroup({ organizationId, groupId })).toEqual(group)
  expect((await groups.listGroups({ organizationId })).data).toEqual([group])
  const renamed = await groups.updateGroup({ organizationId, groupId, name: 'Purchase' })
  expect(renamed.name).toBe('Purchase')
  expect((await groups.addOrganizationMembership(member)).id).toBe(groupId)
  const members = await groups.listOrganizationMemberships({ organizationId, groupId })
  expect(members.data).toMatchObject([{ id: membership.id, organizationId, status: 'active' }])
  const reverse = await userManagement.listGroupsForOrganizationMembership(member)
  expect(reverse.data).toEqual([renamed])
  await groups.removeOrganizationMembership(member)
  const after = await groups.listOrganizationMemberships({ organizationId, groupId })
  expect(after.data).toEqual([])
  await groups.deleteGroup({ organizationId, groupId })
  await expect(groups.getGroup({ organizationId, groupId })).rejects.toThrow(NotFoundException)
})

test('switches the organization of a session, and stays in it', async () => {
  const { userManagement } = workos
  const { clientId } = server.staging
  const { person } = await newMember(server, organizationId, { role_slug: 'admin' })
  const { email, password } = person
  const signedIn = await userManagement.authenticateWithPassword({ clientId, email, password })
  const switched = await userManagement.authenticateWithRefreshToken({
    clientId,
    refreshToken: signedIn.refreshToken,
    organizationId,
  })
  expect(switched.organizationId).toBe(organizationId)
  expect(decodeJwt(switched.accessToken)).toMatchObject({ org_id: organizationId, role: 'admin' })
  const refused = userManagement.authenticateWithRefreshToken({
    clientId,
    refreshToken: switched.refreshToken,
    organizationId: await newOrganization(server),
  })
  await expect(refused).rejects.toThrow(OauthException)
  await expect(refused).rejects.toMatchObject({ error: 'organization_membership_not_found' })
})

test('switches the organization of a sealed session', async () => {
  const { userManagement } = workos
  const { clientId } = server.staging
  const { person } = await newMember(server, organizationId)
  const { email, password } = person
  const cookiePassword = 'a password of thirty-two letters'
  const { sealedSession } = await userManagement.authenticateWithPassword({
    clientId,
    email,
    password,
    session: { sealSession: true, cookiePassword },
  })
  const session = userManagement.loadSealedSession({
    sessionData: sealedSession as string,
    cookiePassword,
  })
  expect(await session.refresh({ organizationId })).toMatchObject({
    authenticated: true,
    organizationId,
    role: 'member',
    roles: ['member'],
    permissions: [],
  })
})
