import { pino } from 'pino'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { createTestDatabase } from '../../../test/server.ts'
import { ConfigError, readConfig } from '../../config/config.ts'
import { openDatabase } from '../../db/database.ts'
import { createDeps, type Deps } from '../../deps.ts'
import { createApiKey } from '../api-keys/api-key.ts'
import { getEnvironmentOfKind } from '../environments/environment.ts'
import { prepareInstallation } from './installation.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>
const opened: { end(): Promise<void> }[] = []

beforeEach(async () => {
  database = await createTestDatabase()
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((pool) => pool.end()))
  await database.drop()
})

/** What one process would work with. */
function openProcess(env: Record<string, string> = {}): Deps {
  const secret = 'a secret that only this test has'
  const config = readConfig([], { LATCHKEY_SECRET: secret, ...env })
  if (config === 'help') throw new Error('Nobody asked for help.')
  const connection = { ...inject('postgres'), database: database.name, max: 3 }
  const { db, pool } = openDatabase(connection, () => {})
  opened.push(pool)
  return createDeps({ config: { ...config, secret }, log: pino({ level: 'silent' }), db }).deps
}

const count = async (deps: Deps, table: 'environments' | 'signing_keys' | 'api_keys' | 'roles') =>
  (await deps.db.selectFrom(table).selectAll().execute()).length

test('three processes that start together make one of everything', async () => {
  const processes = [openProcess(), openProcess(), openProcess()]
  const found = await Promise.all(processes.map(prepareInstallation))
  const [deps] = processes as [Deps]
  expect(await count(deps, 'environments')).toBe(3)
  expect(await count(deps, 'signing_keys')).toBe(3)
  expect(await count(deps, 'api_keys')).toBe(1)
  expect(await count(deps, 'roles')).toBe(4)
  expect(new Set(found.map(({ setUpUrl }) => setUpUrl)).size).toBe(1)
  expect(found.filter(({ newStagingApiKey }) => newStagingApiKey !== null)).toHaveLength(1)
})

test('a later start changes nothing and shows the set-up link again', async () => {
  const first = await prepareInstallation(openProcess())
  const second = await prepareInstallation(openProcess())
  expect(second).toEqual({ ...first, newStagingApiKey: null })
})

test('gives its first roles to an installation from before there were roles', async () => {
  const deps = openProcess()
  await prepareInstallation(deps)
  const seeded = () =>
    deps.db.selectFrom('roles').select(['slug', 'is_default']).orderBy('id').execute()
  const before = await seeded()
  await deps.db.deleteFrom('roles').execute()
  await deps.db.deleteFrom('permissions').execute()
  await prepareInstallation(openProcess())
  const slugs = (roles: { slug: string }[]) => roles.map(({ slug }) => slug).sort()
  expect(slugs(await seeded())).toEqual(slugs(before))
  expect((await seeded()).filter(({ is_default }) => is_default)).toHaveLength(2)
})

test('pins the client id and the key that the operator chose', async () => {
  const pins = {
    LATCHKEY_CLIENT_ID: 'client_of_ours',
    LATCHKEY_API_KEY: 'sk_test_of_our_own_choice',
  }
  const installation = await prepareInstallation(openProcess(pins))
  expect(installation.stagingClientId).toBe('client_of_ours')
  expect(installation.newStagingApiKey).toBe('sk_test_of_our_own_choice')
  expect((await prepareInstallation(openProcess(pins))).newStagingApiKey).toBeNull()
})

test('refuses to pin a key that opens another environment', async () => {
  const deps = openProcess()
  await prepareInstallation(deps)
  const production = await getEnvironmentOfKind(deps, 'production')
  const { value } = await createApiKey(deps, production, 'Backend')
  const starting = prepareInstallation(openProcess({ LATCHKEY_API_KEY: value }))
  await expect(starting).rejects.toThrow(ConfigError)
})
