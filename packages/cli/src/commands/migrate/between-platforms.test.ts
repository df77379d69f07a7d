import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { WorkOS } from '@latchkey/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseUrlOf } from '../../../test/database-url.ts'
import { startTestPlatform, type TestPlatform } from '../../../test/platform.ts'
import { emptyFolder, json, jsonError } from '../../../test/run.ts'

const password = 'correct horse battery staple'
let here: TestPlatform
let ids: { ada: string; acme: string; membership: string; inactive: string }

const sdkOf = ({ apiKey, url }: TestPlatform) =>
  new WorkOS(apiKey, { baseUrl: url, clientId: 'client_unused' })

beforeAll(async () => {
  here = await startTestPlatform()
  const { userManagement, multiFactorAuth, organizations, authorization } = sdkOf(here)
  const ada = await userManagement.createUser({
    email: 'ada@example.com',
    password,
    firstName: 'Ada',
    emailVerified: true,
    metadata: { note: 'a "quoted", note\nof two lines' },
  })
  const salted = createHash('sha256').update('salt').update(password).digest()
  await here.run([
    'api',
    '/user_management/users',
    '--data',
    JSON.stringify({
      email: 'grace@example.com',
      email_verified: true,
      external_id: 'grace-1',
      password_hash: `{SSHA256}${Buffer.concat([salted, Buffer.from('salt')]).toString('base64')}`,
      password_hash_type: 'ssha256',
      password_salt_position: 'prefix',
    }),
  ])
  await multiFactorAuth.createUserAuthFactor({
    userId: ada.id,
    type: 'totp',
    totpSecret: 'JBSWY3DPEHPK3PXP',
  })
  const acme = await organizations.createOrganization({
    name: 'Acme, "the" company',
    domainData: [
      { domain: 'acme.example.com', state: 'verified' as never },
      { domain: 'unproven.example.com', state: 'pending' as never },
      { domain: 'lost.example.com', state: 'pending' as never },
    ],
  })
  // As WorkOS says of one whose proof is no longer found.
  await here.server.deps.db
    .updateTable('organization_domains')
    .set({ state: 'unverified' })
    .where('domain', '=', 'lost.example.com')
    .execute()
  await authorization.createPermission({ slug: 'reports:read', name: 'Read reports' })
  await authorization.createEnvironmentRole({ slug: 'auditor', name: 'Auditor' })
  await authorization.setEnvironmentRolePermissions('auditor', { permissions: ['reports:read'] })
  await authorization.createOrganizationRole(acme.id, { slug: 'org-buyer', name: 'Buyer' })
  const member = { userId: ada.id, organizationId: acme.id, roleSlug: 'org-buyer' }
  const membership = await userManagement.createOrganizationMembership(member)
  const globex = await organizations.createOrganization({
    name: 'Globex',
    externalId: 'globex-1',
    metadata: { tier: 'gold' },
  })
  const former = { userId: ada.id, organizationId: globex.id, roleSlug: 'admin' }
  const { id: inactive } = await userManagement.createOrganizationMembership(former)
  await userManagement.deactivateOrganizationMembership(inactive)
  ids = { ada: ada.id, acme: acme.id, membership: membership.id, inactive }
})
afterAll(() => here.stop())

/** Another platform, while `work` goes on. */
async function elsewhere(work: (platform: TestPlatform) => Promise<void>): Promise<void> {
  const platform = await startTestPlatform()
  try {
    await work(platform)
  } finally {
    await platform.stop()
  }
}

/** That everything is there under the id that it had here, to the second of its making. */
async function expectWhole(platform: TestPlatform): Promise<void> {
  const [from, to] = [sdkOf(here), sdkOf(platform)]
  const ada = await to.userManagement.getUser(ids.ada)
  expect(ada).toEqual(await from.userManagement.getUser(ids.ada))
  expect(ada).toMatchObject({ externalId: null, emailVerified: true })
  const acme = await to.organizations.getOrganization(ids.acme)
  const { domains, ...original } = await from.organizations.getOrganization(ids.acme)
  expect(acme).toMatchObject(original)
  expect(domains).toHaveLength(3)
  expect(acme.domains).toMatchObject([{ domain: 'acme.example.com', state: 'verified' }])
  const globex = await to.organizations.getOrganizationByExternalId('globex-1')
  expect(globex).toEqual(await from.organizations.getOrganizationByExternalId('globex-1'))
  for (const id of [ids.membership, ids.inactive]) {
    const membership = await to.userManagement.getOrganizationMembership(id)
    expect(membership).toEqual(await from.userManagement.getOrganizationMembership(id))
  }
  const role = await to.authorization.getEnvironmentRole('auditor')
  expect(role.permissions).toEqual(['reports:read'])
}

const signIn = async (platform: TestPlatform, email: string) => {
  const { status } = await fetch(`${platform.url}/user_management/authenticate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'password',
      client_id: platform.server.staging.clientId,
      client_secret: platform.apiKey,
      email,
      password,
    }),
  })
  return status
}

test('what was exported with its secrets is imported elsewhere: people sign in as they did here', async () => {
  const cwd = await emptyFolder()
  const args = ['--with-password-hashes', '--with-totp-secrets', `--database-url`]
  const exported = await here.run(
    ['export', 'out', ...args, await databaseUrlOf(here.server), '--json'],
    {
      cwd,
      env: { LATCHKEY_SECRET: here.server.deps.config.secret },
    },
  )
  expect(exported.code, exported.stderr).toBe(0)
  expect(json(exported).data).toMatchObject({ users: 2, memberships: 2, totpSecrets: 1 })
  expect((await stat(join(cwd, 'out', 'users.csv'))).mode & 0o077).toBe(0)
  expect((await stat(join(cwd, 'out'))).mode & 0o077).toBe(0)
  await elsewhere(async (there) => {
    const imported = await there.run(['migrate', 'csv', 'out', '--json'], { cwd })
    expect(imported.code, imported.stderr).toBe(0)
    await expectWhole(there)
    expect(await signIn(there, 'grace@example.com')).toBe(200)
    // Who has an authenticator app is asked for a code of it: the password was right.
    expect(await signIn(there, 'ada@example.com')).toBe(403)
    const factors = await sdkOf(there).multiFactorAuth.listUserAuthFactors({ userId: ids.ada })
    expect(factors.data).toHaveLength(1)
  })
})

test('holds nothing that is secret unless it is asked for', async () => {
  const cwd = await emptyFolder()
  expect((await here.run(['export', 'out'], { cwd })).code).toBe(0)
  const users = await readFile(join(cwd, 'out', 'users.csv'), 'utf8')
  expect(users).toContain('ada@example.com')
  expect(users).not.toMatch(/argon2|SSHA/)
  expect(await readFile(join(cwd, 'out', 'totp_secrets.csv'), 'utf8')).not.toContain('JBSWY3')
  const manifest = JSON.parse(await readFile(join(cwd, 'out', 'manifest.json'), 'utf8'))
  expect(manifest).toMatchObject({ schemaVersion: 1, secretsRedacted: true })
})

test('refuses a folder that is there, and hashes without the storage, and leaves nothing behind', async () => {
  const cwd = await emptyFolder()
  await here.run(['export', 'out'], { cwd })
  expect(jsonError(await here.run(['export', 'out', '--json'], { cwd })).code).toBe('folder_exists')
  const refused = await here.run(['export', 'other', '--with-password-hashes', '--json'], { cwd })
  expect(jsonError(refused).code).toBe('nothing_to_read')
  expect(await readdir(cwd)).toEqual(['out'])
})

test('everything that the API tells comes from another platform by its key, and not twice', async () => {
  const env = { LATCHKEY_FROM_API_KEY: here.apiKey }
  await elsewhere(async (there) => {
    const args = ['migrate', 'workos', '--from-url', here.url, '--json']
    const first = await there.run(args, { env })
    expect(first.code, first.stderr).toBe(0)
    expect(json(first).data.users).toEqual({ created: 2, existing: 0, refused: 0 })
    await expectWhole(there)
    const again = json(await there.run(args, { env })).data
    expect(again.users).toEqual({ created: 0, existing: 2, refused: 0 })
    expect(again.organizations).toEqual({ created: 0, existing: 2, refused: 0 })
    expect(again.memberships).toEqual({ created: 0, existing: 2, refused: 0 })
  })
})

const fromHere = () => ['migrate', 'workos', '--from-url', here.url, '--json', '--yes']

test('an id that is taken is refused by its line, and what has it stays as it was', async () => {
  const env = { LATCHKEY_FROM_API_KEY: here.apiKey }
  await elsewhere(async (there) => {
    const sdk = sdkOf(there)
    const call = (kind: string, body: object) =>
      there.run(['api', `/latchkey/imports/${kind}`, '--data', JSON.stringify(body)])
    await call('users', { id: ids.ada, email: 'somebody@example.com' })
    await call('organizations', { id: ids.acme, name: 'Taken', external_id: 'another' })
    const cwd = await emptyFolder()
    const result = await there.run(fromHere(), { env, cwd })
    expect(result.code).toBe(1)
    const { users, organizations, refused } = json(result).data
    expect(users).toMatchObject({ created: 1, refused: 1 })
    expect(organizations).toMatchObject({ created: 1, refused: 1 })
    expect(refused).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ file: 'users', code: 'id_not_available' }),
        expect.objectContaining({ file: 'organizations', code: 'id_not_available' }),
      ]),
    )
    expect(await sdk.userManagement.getUser(ids.ada)).toMatchObject({
      email: 'somebody@example.com',
    })
    expect(await sdk.organizations.getOrganization(ids.acme)).toMatchObject({ name: 'Taken' })
    const { data } = await sdk.userManagement.listOrganizationMemberships({ userId: ids.ada })
    expect(data).toEqual([])
    // What is given back says what it would have been, so that it can be corrected.
    const report = await readFile(join(cwd, 'latchkey-migration/refused/users.csv'), 'utf8')
    expect(report).toContain(ids.ada)
  })
})

test('with new ids, those of there become external ids, and nothing else is asked of the platform', async () => {
  const env = { LATCHKEY_FROM_API_KEY: here.apiKey }
  await elsewhere(async (there) => {
    const result = await there.run([...fromHere(), '--new-ids'], { env })
    const { data } = await sdkOf(there).userManagement.listUsers({ email: 'ada@example.com' })
    expect(data).toMatchObject([{ externalId: ids.ada }])
    expect(data[0]?.id).not.toBe(ids.ada)
    const acme = await sdkOf(there).organizations.getOrganizationByExternalId(ids.acme)
    expect(acme.id).not.toBe(ids.acme)
    // Who is no member any more does not become one.
    expect(json(result).data).toMatchObject({
      memberships: { created: 1, existing: 0, refused: 1 },
      refused: [{ file: 'organization_memberships', code: 'inactive_membership' }],
    })
  })
})

test('in production, the key of an application brings nothing: ids are the word of an owner', async () => {
  await elsewhere(async (there) => {
    const { deps, production } = there.server
    const { apiKey } = production
    const env = { LATCHKEY_FROM_API_KEY: here.apiKey, LATCHKEY_API_KEY: apiKey }
    const refused = await there.run(fromHere(), { env })
    expect(refused.code).toBe(1)
    expect(jsonError(refused)).toMatchObject({
      code: 'owner_required',
      recovery: expect.stringContaining('latchkey login'),
    })
    const workos = new WorkOS(apiKey, { baseUrl: there.url })
    const roles = await workos.authorization.listEnvironmentRoles()
    expect(roles.data.map(({ slug }) => slug)).not.toContain('auditor')

    // As `latchkey login` leaves it.
    await deps.db
      .updateTable('api_keys')
      .set({ approved_by: 'user_of_an_owner' })
      .where('environment_id', '=', production.environment.id)
      .execute()
    const brought = await there.run(fromHere(), { env })
    expect(brought.code, brought.stderr).toBe(0)
    expect((await workos.userManagement.getUser(ids.ada)).email).toBe('ada@example.com')
  })
})

test.each([
  ['no key', {}, 'authentication_required'],
  ['a wrong key', { LATCHKEY_FROM_API_KEY: 'sk_test_of_nobody' }, 'unauthorized'],
] as [string, Record<string, string>, string][])(
  'another platform with %s ends the import before it begins',
  async (_, env, code) => {
    const args = ['migrate', 'workos', '--from-url', here.url, '--json']
    const refused = await here.run(args, { env })
    expect(refused.code).toBe(4)
    expect(jsonError(refused).code).toBe(code)
  },
)
