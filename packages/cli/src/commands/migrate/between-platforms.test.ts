import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { WorkOS } from '@latchkey/node'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { startTestPlatform, type TestPlatform } from '../../../test/platform.ts'
import { emptyFolder, json, jsonError } from '../../../test/run.ts'

const password = 'correct horse battery staple'
let here: TestPlatform
let ids: { ada: string; acme: string }

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
    ],
  })
  await authorization.createPermission({ slug: 'reports:read', name: 'Read reports' })
  await authorization.createEnvironmentRole({ slug: 'auditor', name: 'Auditor' })
  await authorization.setEnvironmentRolePermissions('auditor', { permissions: ['reports:read'] })
  await authorization.createOrganizationRole(acme.id, { slug: 'org-buyer', name: 'Buyer' })
  const member = { userId: ada.id, organizationId: acme.id, roleSlug: 'org-buyer' }
  await userManagement.createOrganizationMembership(member)
  ids = { ada: ada.id, acme: acme.id }
})
afterAll(() => here.stop())

async function databaseUrl(): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(
    here.server.deps.db,
  )
  const { host, port, user } = inject('postgres')
  return `postgres:///${rows[0]?.name}?host=${encodeURIComponent(host)}&port=${port}&user=${user}`
}

/** Another platform, while `work` goes on. */
async function elsewhere(work: (platform: TestPlatform) => Promise<void>): Promise<void> {
  const platform = await startTestPlatform()
  try {
    await work(platform)
  } finally {
    await platform.stop()
  }
}

async function expectWhole(platform: TestPlatform): Promise<string> {
  const { userManagement, organizations, authorization } = sdkOf(platform)
  const { data } = await userManagement.listUsers({ email: 'ada@example.com' })
  const [ada] = data
  expect(ada).toMatchObject({
    externalId: ids.ada,
    firstName: 'Ada',
    emailVerified: true,
    metadata: { note: 'a "quoted", note\nof two lines' },
  })
  const acme = await organizations.getOrganizationByExternalId(ids.acme)
  expect(acme.name).toBe('Acme, "the" company')
  expect(acme.domains).toMatchObject([{ domain: 'acme.example.com', state: 'verified' }])
  const memberships = await userManagement.listOrganizationMemberships({ userId: ada?.id ?? '' })
  expect(memberships.data).toMatchObject([
    { organizationId: acme.id, roles: [{ slug: 'org-buyer' }] },
  ])
  const role = await authorization.getEnvironmentRole('auditor')
  expect(role.permissions).toEqual(['reports:read'])
  return ada?.id ?? ''
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
  const exported = await here.run(['export', 'out', ...args, await databaseUrl(), '--json'], {
    cwd,
    env: { LATCHKEY_SECRET: here.server.deps.config.secret },
  })
  expect(exported.code, exported.stderr).toBe(0)
  expect(json(exported).data).toMatchObject({ users: 2, memberships: 1, totpSecrets: 1 })
  expect((await stat(join(cwd, 'out', 'users.csv'))).mode & 0o077).toBe(0)
  expect((await stat(join(cwd, 'out'))).mode & 0o077).toBe(0)
  await elsewhere(async (there) => {
    const imported = await there.run(['migrate', 'csv', 'out', '--json'], { cwd })
    expect(imported.code, imported.stderr).toBe(0)
    const ada = await expectWhole(there)
    expect(await signIn(there, 'grace@example.com')).toBe(200)
    // Who has an authenticator app is asked for a code of it: the password was right.
    expect(await signIn(there, 'ada@example.com')).toBe(403)
    const factors = await sdkOf(there).multiFactorAuth.listUserAuthFactors({ userId: ada })
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
    expect(again.memberships).toEqual({ created: 0, existing: 1, refused: 0 })
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
