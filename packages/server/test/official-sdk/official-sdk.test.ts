import { ConnectionType, WorkOS } from '@workos-inc/node'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { startWebhookDispatcher } from '../../src/features/webhooks/dispatcher.ts'
import { answerOf } from '../browser-client.ts'
import type { Person } from '../people.ts'
import { type Receiver, startReceiver } from '../receiver.ts'
import { startTestServer, type TestServer } from '../server.ts'
import { createWorld, type World } from '../world.ts'
import { listMethods, recordCalls } from './record-calls.ts'

/**
 * Every method of the AuthKit families of the official SDK, unmodified, at a running server. What it
 * has beyond them is listed by name: a method that is in neither place fails the last test.
 */
let server: TestServer
let world: World
let receiver: Receiver
let workos: WorkOS
let exercised: Set<string>

beforeAll(async () => {
  server = await startTestServer()
  world = await createWorld(server)
  receiver = await startReceiver()
  const official = new WorkOS(server.staging.apiKey, {
    clientId: server.staging.clientId,
    apiHostname: 'localhost',
    port: server.port,
    https: false,
    maxRetries: 0,
  })
  const recording = recordCalls(official)
  workos = recording.client
  exercised = recording.exercised
})
afterAll(async () => {
  await receiver?.close()
  await server?.stop()
})
afterEach(() => world.tidyUp())

const cookiePassword = 'a password of thirty-two characters'

test('organizations, and their domains', async () => {
  const { organizations, organizationDomains } = workos
  const externalId = world.newName('acme')
  const { id } = await organizations.createOrganization({ name: 'Acme', externalId })
  expect(await organizations.getOrganization(id)).toMatchObject({ id, name: 'Acme' })
  expect(await organizations.getOrganizationByExternalId(externalId)).toMatchObject({ id })
  const changed = await organizations.updateOrganization({ organization: id, name: 'Acme Ltd' })
  expect(changed.name).toBe('Acme Ltd')
  const listed = await organizations.listOrganizations({ order: 'desc' })
  expect(listed.data.map((one) => one.id)).toContain(id)

  const domain = await organizationDomains.createOrganizationDomain({
    organizationId: id,
    domain: `${externalId}.example.org`,
  })
  expect(await organizationDomains.getOrganizationDomain(domain.id)).toMatchObject({
    state: 'pending',
  })
  expect((await organizationDomains.verifyOrganizationDomain(domain.id)).id).toBe(domain.id)
  await organizationDomains.deleteOrganizationDomain(domain.id)
  expect((await organizations.getOrganization(id)).domains).toEqual([])

  await organizations.deleteOrganization(id)
  await expect(organizations.getOrganization(id)).rejects.toThrow('not found')
})

test('connections of organizations', async () => {
  const { sso } = workos
  const { id: organizationId } = await world.organization()
  const id = await world.connection({ organizationId, type: 'OktaSAML', name: 'Acme' })
  await world.connection({ organizationId, type: 'EntraIdOIDC' })
  const listed = await sso.listConnections({
    organizationId,
    connectionType: ConnectionType.OktaSAML,
  })
  expect(listed.data.map((one) => one.id)).toEqual([id])
  const found = await sso.getConnection(id)
  expect(found).toMatchObject({ id, organizationId, type: 'OktaSAML', name: 'Acme' })
  await sso.deleteConnection(id)
  await expect(sso.getConnection(id)).rejects.toThrow('not found')
})

test('permissions, roles of the environment and of an organization', async () => {
  const { authorization, organizations } = workos
  const slug = world.newName('posts:write')
  await authorization.createPermission({ slug, name: 'Write posts' })
  await authorization.updatePermission(slug, { name: 'Write' })
  expect(await authorization.getPermission(slug)).toMatchObject({ slug, name: 'Write' })
  const permissions = await authorization.listPermissions({ order: 'desc' })
  expect(permissions.data.map((one) => one.slug)).toContain(slug)

  const role = world.newName('editor')
  await authorization.createEnvironmentRole({ slug: role, name: 'Editor' })
  await authorization.updateEnvironmentRole(role, { name: 'Chief editor' })
  await authorization.addEnvironmentRolePermission(role, { permissionSlug: slug })
  expect((await authorization.getEnvironmentRole(role)).permissions).toEqual([slug])
  await authorization.setEnvironmentRolePermissions(role, { permissions: [] })
  const { data } = await authorization.listEnvironmentRoles()
  expect(data).toContainEqual(expect.objectContaining({ slug: role, permissions: [] }))

  const { id } = await organizations.createOrganization({ name: 'Acme' })
  const own = world.newName('org-editor')
  await authorization.createOrganizationRole(id, { slug: own, name: 'Editor' })
  await authorization.updateOrganizationRole(id, own, { name: 'Chief editor' })
  await authorization.setOrganizationRolePermissions(id, own, { permissions: [] })
  await authorization.addOrganizationRolePermission(id, own, { permissionSlug: slug })
  expect((await authorization.getOrganizationRole(id, own)).permissions).toEqual([slug])
  await authorization.removeOrganizationRolePermission(id, own, { permissionSlug: slug })
  await authorization.deleteOrganizationRole(id, own)
  const left = await authorization.listOrganizationRoles(id)
  expect(left.data.map((one) => one.slug)).not.toContain(own)
  await authorization.deletePermission(slug)
  await expect(authorization.getPermission(slug)).rejects.toThrow('not found')
})

test('members of organizations, and their groups', async () => {
  const { groups, userManagement } = workos
  const { id: organizationId } = await workos.organizations.createOrganization({ name: 'Acme' })
  const { id: userId } = await userManagement.createUser({ email: world.newEmail() })
  const membership = await userManagement.createOrganizationMembership({ userId, organizationId })
  const changed = await userManagement.updateOrganizationMembership(membership.id, {
    roleSlug: 'admin',
  })
  expect(changed.role.slug).toBe('admin')
  await userManagement.deactivateOrganizationMembership(membership.id)
  await userManagement.reactivateOrganizationMembership(membership.id)
  expect((await userManagement.getOrganizationMembership(membership.id)).status).toBe('active')
  const listed = await userManagement.listOrganizationMemberships({ organizationId })
  expect(listed.data.map((one) => one.userId)).toEqual([userId])

  const { id: groupId } = await groups.createGroup({ organizationId, name: 'Engineering' })
  const named = await groups.updateGroup({ organizationId, groupId, name: 'Research' })
  expect(named.name).toBe('Research')
  const inGroup = { organizationId, groupId, organizationMembershipId: membership.id }
  await groups.addOrganizationMembership(inGroup)
  const members = await groups.listOrganizationMemberships({ organizationId, groupId })
  expect(members.data.map((one) => one.id)).toEqual([membership.id])
  const ofMember = await userManagement.listGroupsForOrganizationMembership({
    organizationMembershipId: membership.id,
  })
  expect(ofMember.data.map((one) => one.id)).toEqual([groupId])
  await groups.removeOrganizationMembership(inGroup)
  expect((await groups.getGroup({ organizationId, groupId })).name).toBe('Research')
  expect((await groups.listGroups({ organizationId })).data).toHaveLength(1)
  await groups.deleteGroup({ organizationId, groupId })
  await userManagement.deleteOrganizationMembership(membership.id)
  expect((await userManagement.listOrganizationMemberships({ organizationId })).data).toEqual([])
})

test('feature flags, asked for and evaluated at runtime', async () => {
  const { featureFlags } = workos
  const slug = await world.flag()
  const user = await world.user()
  const { id: organizationId } = await world.organization()
  await featureFlags.enableFeatureFlag(slug)
  await featureFlags.addFlagTarget({ slug, targetId: user.id })
  await featureFlags.addFlagTarget({ slug, targetId: organizationId })
  const ofUser = await featureFlags.listUserFeatureFlags({ userId: user.id })
  const ofOrganization = await featureFlags.listOrganizationFeatureFlags({ organizationId })
  for (const { data } of [ofUser, ofOrganization]) {
    expect(data.map((flag) => flag.slug)).toEqual([slug])
  }
  const client = featureFlags.createRuntimeClient()
  await client.waitUntilReady({ timeoutMs: 10_000 })
  expect(client.isEnabled(slug, { userId: user.id })).toBe(true)
  client.close()
  await featureFlags.removeFlagTarget({ slug, targetId: user.id })
  await featureFlags.disableFeatureFlag(slug)
  expect(await featureFlags.getFeatureFlag(slug)).toMatchObject({ enabled: false })
  expect((await featureFlags.listFeatureFlags()).data.map((flag) => flag.slug)).toContain(slug)
})

test('API keys of organizations and of their members', async () => {
  const { apiKeys, userManagement } = workos
  const { id: organizationId } = await world.organization()
  const { person } = await world.member(organizationId)
  const ofOrganization = await apiKeys.createOrganizationApiKey({ organizationId, name: 'Build' })
  const ofUser = await userManagement.createUserApiKey(person.user.id, {
    name: 'Laptop',
    organizationId,
  })
  const { apiKey } = await apiKeys.createValidation({ value: ofUser.value })
  expect(apiKey?.id).toBe(ofUser.id)
  const lists = [
    await apiKeys.listOrganizationApiKeys({ organizationId }),
    await userManagement.listUserApiKeys(person.user.id),
  ]
  expect(lists.flatMap(({ data }) => data.map(({ id }) => id))).toEqual([
    ofOrganization.id,
    ofUser.id,
  ])
  await apiKeys.deleteApiKey(ofOrganization.id)
  expect((await apiKeys.createValidation({ value: ofOrganization.value })).apiKey).toBeNull()
})

test('users, their sessions and identities', async () => {
  const { userManagement } = workos
  const externalId = world.newName('user')
  const { id, email } = await userManagement.createUser({
    email: world.newEmail(),
    password: world.password,
    emailVerified: true,
    externalId,
  })
  await userManagement.updateUser({ userId: id, firstName: 'Ada' })
  expect(await userManagement.getUser(id)).toMatchObject({ email, firstName: 'Ada' })
  expect((await userManagement.getUserByExternalId(externalId)).id).toBe(id)
  expect((await userManagement.listUsers({ email })).data.map((user) => user.id)).toEqual([id])
  expect(await userManagement.getUserIdentities(id)).toEqual([])
  await userManagement.authenticateWithPassword({ email, password: world.password })
  const [session] = (await userManagement.listSessions(id)).data
  await userManagement.revokeSession({ sessionId: session?.id as string })
  expect((await userManagement.listSessions(id)).data).toEqual([])
  await userManagement.deleteUser(id)
  await expect(userManagement.getUser(id)).rejects.toThrow('not found')
})

test('proofs of an address: verification, magic auth and password reset', async () => {
  const { userManagement } = workos
  const { user, email } = await world.person({ emailVerified: false })
  const refusal = await userManagement
    .authenticateWithPassword({ email, password: world.password })
    .catch((error) => error.rawData)
  const verification = await userManagement.getEmailVerification(refusal.email_verification_id)
  const signedIn = await userManagement.authenticateWithEmailVerification({
    code: verification.code,
    pendingAuthenticationToken: refusal.pending_authentication_token,
  })
  expect(signedIn.user.emailVerified).toBe(true)

  const { id: otherId, email: other } = await world.user()
  await userManagement.sendVerificationEmail({ userId: otherId })
  const code = await world.codeMailedTo(other)
  const verified = await userManagement.verifyEmail({ userId: otherId, code })
  expect(verified.user.emailVerified).toBe(true)

  const magic = await userManagement.createMagicAuth({ email })
  const fetched = await userManagement.getMagicAuth(magic.id)
  const byCode = await userManagement.authenticateWithMagicAuth({ email, code: fetched.code })
  expect(byCode.authenticationMethod).toBe('MagicAuth')

  const reset = await userManagement.createPasswordReset({ email })
  const { passwordResetToken: token } = await userManagement.getPasswordReset(reset.id)
  const newPassword = 'staple battery horse correct'
  expect((await userManagement.resetPassword({ token, newPassword })).user.id).toBe(user.id)
})

test('invitations', async () => {
  const { userManagement } = workos
  const { id, token, email } = await userManagement.sendInvitation({ email: world.newEmail() })
  expect((await userManagement.findInvitationByToken(token)).id).toBe(id)
  await userManagement.resendInvitation(id)
  await world.user({ email })
  expect((await userManagement.acceptInvitation(id)).state).toBe('accepted')
  expect((await userManagement.listInvitations({ email })).data.map((one) => one.id)).toEqual([id])
  const other = await userManagement.sendInvitation({ email: world.newEmail() })
  await userManagement.revokeInvitation(other.id)
  expect((await userManagement.getInvitation(other.id)).state).toBe('revoked')
})

test('second factors', async () => {
  const { multiFactorAuth, userManagement } = workos
  const factor = await multiFactorAuth.enrollFactor({
    type: 'totp',
    issuer: 'Acme',
    user: 'ada@example.com',
  })
  const challenge = await multiFactorAuth.challengeFactor({ authenticationFactorId: factor.id })
  const code = world.totpCode(factor.totp?.secret as string)
  const verified = await multiFactorAuth.verifyChallenge({
    authenticationChallengeId: challenge.id,
    code,
  })
  expect(verified.valid).toBe(true)
  expect((await multiFactorAuth.getFactor(factor.id)).type).toBe('totp')
  await multiFactorAuth.deleteFactor(factor.id)

  const { user, email } = await world.person()
  await world.settings({ mfaPolicy: 'required' })
  const refusal = await userManagement
    .authenticateWithPassword({ email, password: world.password })
    .catch((error) => error.rawData)
  const enrolled = await multiFactorAuth.createUserAuthFactor({
    userId: user.id,
    type: 'totp',
  })
  const signedIn = await userManagement.authenticateWithTotp({
    code: world.totpCode(enrolled.authenticationFactor.totp?.secret as string),
    authenticationChallengeId: enrolled.authenticationChallenge.id,
    pendingAuthenticationToken: refusal.pending_authentication_token,
  })
  expect(signedIn.user.id).toBe(user.id)
  const factors = await multiFactorAuth.listUserAuthFactors({ userId: user.id })
  expect(factors.data.map(({ id }) => id)).toEqual([enrolled.authenticationFactor.id])
})

/** From the address that the SDK makes, through the hosted pages, to the code in the answer. */
async function codeAt(url: string, person: Person): Promise<string> {
  const browser = world.browser()
  await browser.visit(url)
  await browser.submit({ email: person.email })
  const visit = await browser.submit({ password: world.password })
  return answerOf(visit).searchParams.get('code') as string
}

test('sign-ins by the hosted pages, with and without PKCE, and the session that is kept', async () => {
  const { userManagement, pkce } = workos
  const person = await world.person()
  const plain = { provider: 'authkit', redirectUri: world.redirectUri }
  const url = userManagement.getAuthorizationUrl(plain)
  const { sealedSession = '', refreshToken } = await userManagement.authenticateWithCode({
    code: await codeAt(url, person),
    session: { sealSession: true, cookiePassword },
  })

  const withPkce = await userManagement.getAuthorizationUrlWithPKCE(plain)
  const exchanged = await userManagement.authenticateWithCodeAndVerifier({
    code: await codeAt(withPkce.url, person),
    codeVerifier: withPkce.codeVerifier,
  })
  expect(exchanged.user.id).toBe(person.user.id)
  const pair = await pkce.generate()
  const byHand = userManagement.getAuthorizationUrl({
    ...plain,
    codeChallenge: await pkce.generateCodeChallenge(pair.codeVerifier),
    codeChallengeMethod: 'S256',
  })
  const again = await userManagement.authenticateWithCodeAndVerifier({
    code: await codeAt(byHand, person),
    codeVerifier: pair.codeVerifier,
  })
  expect(again.user.id).toBe(person.user.id)

  const cookie = { sessionData: sealedSession, cookiePassword }
  expect(await userManagement.authenticateWithSessionCookie(cookie)).toMatchObject({
    authenticated: true,
  })
  expect((await userManagement.getSessionFromCookie(cookie))?.user.id).toBe(person.user.id)
  const session = userManagement.loadSealedSession(cookie)
  expect(await session.authenticate()).toMatchObject({ authenticated: true })
  expect(await userManagement.getJWKS()).toBeDefined()
  const keys = await fetch(userManagement.getJwksUrl(server.staging.clientId))
  expect(keys.status).toBe(200)

  const refreshed = await userManagement.authenticateWithRefreshToken({ refreshToken })
  expect(refreshed.user.id).toBe(person.user.id)
  const sessionId = await world.sessionId(person)
  const returnTo = await world.signOutRedirect()
  const logout = await fetch(userManagement.getLogoutUrl({ sessionId, returnTo }), {
    redirect: 'manual',
  })
  expect(logout.headers.get('location')).toBe(returnTo)
})

test('the choice of an organization', async () => {
  const { userManagement } = workos
  const { id: organizationId } = await world.organization()
  const { person } = await world.member(organizationId)
  await userManagement.createOrganizationMembership({
    userId: person.user.id,
    organizationId: (await world.organization()).id,
  })
  const refusal = await userManagement
    .authenticateWithPassword({ email: person.email, password: world.password })
    .catch((error) => error.rawData)
  const signedIn = await userManagement.authenticateWithOrganizationSelection({
    pendingAuthenticationToken: refusal.pending_authentication_token,
    organizationId,
  })
  expect(signedIn.organizationId).toBe(organizationId)
})

test('events, and the webhooks that bring them', async () => {
  const { events, webhooks } = workos
  const endpoint = await webhooks.createWebhookEndpoint({
    endpointUrl: receiver.url,
    events: ['user.created'],
  })
  const dispatcher = startWebhookDispatcher(server.deps)
  const user = await world.user()
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1), { timeout: 60_000 })
  await dispatcher.stop()
  const [{ body, headers }] = receiver.received.splice(0) as [Receiver['received'][0]]
  const sigHeader = headers['workos-signature'] as string
  const { secret } = endpoint
  const event = await webhooks.constructEvent({ payload: body, sigHeader, secret })
  expect(event).toMatchObject({ event: 'user.created', data: { id: user.id } })
  const [timestamp, hash] = webhooks.getTimestampAndSignatureHash(sigHeader)
  expect(await webhooks.computeSignature(timestamp, JSON.parse(body), secret)).toBe(hash)
  expect(await webhooks.verifyHeader({ payload: body, sigHeader, secret })).toBe(true)
  const listed = await events.listEvents({ events: ['user.created'], order: 'desc', limit: 1 })
  expect(listed.data).toMatchObject([{ id: event.id }])

  await webhooks.updateWebhookEndpoint({ id: endpoint.id, status: 'disabled' })
  expect((await webhooks.listWebhookEndpoints()).data).toMatchObject([{ status: 'disabled' }])
  await webhooks.deleteWebhookEndpoint({ id: endpoint.id })
  expect((await webhooks.listWebhookEndpoints()).data).toEqual([])
})

test('actions: the application is asked, and its signed answer counts', async () => {
  const { actions } = workos
  const { body: endpoint } = await world.owner('POST', '/dashboard/api/action_endpoints', {
    type: 'authentication',
    url: receiver.url,
    enabled: true,
    failure_mode: 'deny',
    timeout_milliseconds: 5_000,
  })
  const { secret } = endpoint
  receiver.answer(async () => {
    const answer = await actions.signResponse({ type: 'authentication', verdict: 'Allow' }, secret)
    return { status: 200, body: JSON.stringify(answer) }
  })
  const person = await world.person()
  expect((await world.signIn(person)).user.id).toBe(person.user.id)
  const [{ body: payload, headers }] = receiver.received.splice(0) as [Receiver['received'][0]]
  const sigHeader = headers['workos-signature'] as string
  expect(await actions.verifyHeader({ payload, sigHeader, secret })).toBe(true)
  expect(await actions.constructAction({ payload, sigHeader, secret })).toMatchObject({
    user: { id: person.user.id },
  })
  await world.owner('DELETE', `/dashboard/api/action_endpoints/${endpoint.id}`)
})

test('tokens of widgets', async () => {
  const { id: organizationId } = await world.organization()
  const { person } = await world.member(organizationId, { role_slug: 'admin' })
  const { token } = await workos.widgets.createToken({
    organizationId,
    userId: person.user.id,
    scopes: ['widgets:users-table:manage'],
  })
  expect(token.split('.')).toHaveLength(3)
})

/** Families of products beside AuthKit, none of whose methods this server has to answer. */
const otherFamilies = [
  'adminPortal',
  'agents',
  'auditLogs',
  'connect',
  'directorySync',
  'passwordless',
  'pipes',
  'radar',
  'vault',
]

/** Methods of such products that stand among those of the AuthKit families. */
const otherMethods: Record<string, string[]> = {
  'Admin Portal': [
    'organizations.createItContact',
    'organizations.deleteItContact',
    'organizations.inviteItContact',
    'organizations.listItContacts',
    'organizations.revokeItContact',
  ],
  'Fine-grained authorization': [
    'authorization.assignRole',
    'authorization.check',
    'authorization.createGroupRoleAssignment',
    'authorization.createResource',
    'authorization.deleteResource',
    'authorization.deleteResourceByExternalId',
    'authorization.getGroupRoleAssignment',
    'authorization.getResource',
    'authorization.getResourceByExternalId',
    'authorization.listEffectivePermissions',
    'authorization.listEffectivePermissionsByExternalId',
    'authorization.listGroupRoleAssignments',
    'authorization.listMembershipsForResource',
    'authorization.listMembershipsForResourceByExternalId',
    'authorization.listResourceRoleAssignments',
    'authorization.listResources',
    'authorization.listResourcesForMembership',
    'authorization.listRoleAssignments',
    'authorization.listRoleAssignmentsForResource',
    'authorization.removeGroupRoleAssignment',
    'authorization.removeGroupRoleAssignments',
    'authorization.removeRole',
    'authorization.removeRoleAssignment',
    'authorization.replaceGroupRoleAssignments',
    'authorization.updateResource',
    'authorization.updateResourceByExternalId',
  ],
  Radar: [
    'userManagement.authenticateWithRadarEmailChallenge',
    'userManagement.authenticateWithRadarSmsChallenge',
    'userManagement.sendRadarSmsChallenge',
  ],
  'Single sign-on': [
    'sso.getAuthorizationUrl',
    'sso.getAuthorizationUrlWithPKCE',
    'sso.getProfile',
    'sso.getProfileAndToken',
  ],
  'Waitlists, which no published contract has': [
    'userManagement.approveWaitlistEntry',
    'userManagement.createWaitlistEntry',
    'userManagement.deleteWaitlistEntry',
    'userManagement.denyWaitlistEntry',
    'userManagement.getWaitlist',
    'userManagement.listWaitlistEntries',
    'userManagement.listWaitlists',
  ],
}

test('no method of the AuthKit families is left out', () => {
  const left = listMethods(workos).filter(
    (method) => !exercised.has(method) && !otherFamilies.includes(method.split('.')[0] as string),
  )
  expect(left.sort()).toEqual(Object.values(otherMethods).flat().sort())
})
