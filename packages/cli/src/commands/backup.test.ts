import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { WorkOS } from '@latchkey/node'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { findFreePort, untilPrinted } from '../../../../tests/platform.ts'
import { databaseUrl, databaseUrlOf } from '../../test/database-url.ts'
import { startTestPlatform, type TestPlatform } from '../../test/platform.ts'
import { emptyFolder, json, jsonError, run } from '../../test/run.ts'
import { spawnProcess } from '../../test/run-process.ts'

const secret = 'a secret that only the tests have'
const password = 'correct horse battery staple'
const databases: string[] = []
let platform: TestPlatform
let source: string
/** A database that stays empty: what is refused leaves nothing behind. */
let empty: string
/** A folder with `whole.gz`, a backup with the secret in it, and `passphrase`. */
let cwd: string

beforeAll(async () => {
  platform = await startTestPlatform()
  source = await databaseUrlOf(platform.server)
  const workos = new WorkOS(platform.apiKey, { baseUrl: platform.url })
  const { id: userId } = await workos.userManagement.createUser({
    email: 'ada@example.com',
    password,
    emailVerified: true,
    metadata: { note: 'tab\t, newline\n, backslash \\ and \\.' },
  })
  const { id: organizationId } = await workos.organizations.createOrganization({ name: 'Acme' })
  await workos.userManagement.createOrganizationMembership({ userId, organizationId })
  await workos.webhooks.createWebhookEndpoint({
    endpointUrl: 'https://example.com/hook',
    events: ['user.created'],
  })
  // Its answer is sealed under what the request says, and not only under the secret.
  const { clientId } = platform.server.staging
  await workos.userManagement.authenticateWithPassword({
    clientId,
    email: 'ada@example.com',
    password,
  })
  const unanswered = 'select from idempotent_requests where answer_sealed is null'
  await vi.waitFor(async () => expect(await query(source, unanswered)).toEqual([]))
  empty = await newDatabase()
  cwd = await emptyFolder()
  await writeFile(join(cwd, 'passphrase'), 'several words at random\n')
  const made = await backUp('whole.gz', '--passphrase-file=passphrase')
  expect(made.code, made.stderr).toBe(0)
})
afterAll(async () => {
  await platform.stop()
  for (const name of databases) await administer(`drop database ${name} with (force)`)
})

async function administer(text: string): Promise<void> {
  const client = new pg.Client(inject('postgres'))
  await client.connect()
  await client.query(text)
  await client.end()
}

async function newDatabase(): Promise<string> {
  const name = `restored_${randomUUID().replaceAll('-', '')}`
  await administer(`create database ${name}`)
  databases.push(name)
  return databaseUrl(name)
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const backUp = (file: string, ...args: string[]) =>
  run(['backup', file, '--database-url', source, ...args, '--json'], {
    cwd,
    env: { LATCHKEY_SECRET: secret },
  })
const restore = (file: string, args: string[], env: Record<string, string> = {}) =>
  run(['restore', file, ...args, '--json'], { cwd, env: { LATCHKEY_SECRET: secret, ...env } })

/** Everything that a database holds, table by table. Events and other rows of a running server stay out. */
async function contentsOf(url: string) {
  const tables = [
    'environments',
    'users',
    'user_passwords',
    'organizations',
    'signing_keys',
    'roles',
  ]
  const contents = tables.map(async (table) => [
    table,
    await query(url, `select to_jsonb(t) as row from ${table} t order by to_jsonb(t)::text`),
  ])
  return Object.fromEntries(await Promise.all(contents))
}

const expectEmpty = async () =>
  expect(await query(empty, `select from pg_class where relname = 'users'`)).toEqual([])

describe('latchkey backup', () => {
  test('says what it wrote, into a file that others cannot read', async () => {
    const made = await backUp('described.gz')
    expect(json(made).data).toMatchObject({ holdsSecret: false, migration: expect.any(String) })
    expect((await stat(join(cwd, 'described.gz'))).mode & 0o077).toBe(0)
    expect((await readdir(cwd)).filter((name) => name.includes('unfinished'))).toEqual([])
  })

  test('holds no secret in the clear, with a passphrase or without', async () => {
    await backUp('plain.gz')
    for (const file of ['plain.gz', 'whole.gz']) {
      const text = gunzipSync(await readFile(join(cwd, file))).toString()
      expect(text).toContain('ada@example.com')
      expect(text).not.toContain(secret)
      expect(text).not.toContain(platform.apiKey)
      expect(text).not.toContain('PRIVATE KEY')
    }
  })

  test('replaces no file unless it is told to', async () => {
    await writeFile(join(cwd, 'there.gz'), 'mine')
    expect(jsonError(await backUp('there.gz')).code).toBe('file_exists')
    expect(await readFile(join(cwd, 'there.gz'), 'utf8')).toBe('mine')
    expect((await backUp('there.gz', '--overwrite')).code).toBe(0)
  })

  test('is of one moment, whatever is written meanwhile', async () => {
    let isWriting = true
    const writing = (async () => {
      for (let number = 0; isWriting; number++) {
        await platform.run(['user', 'create', `meanwhile${number}@example.com`])
      }
    })()
    expect((await backUp('moment.gz')).code).toBe(0)
    isWriting = false
    await writing
    const target = await newDatabase()
    expect((await restore('moment.gz', ['--database-url', target])).code).toBe(0)
    // A person and the event of their creation are written at once.
    const counted = `select (select count(*) from users) as users,
      (select count(*) from events where event = 'user.created') as events`
    const [row] = await query(target, counted)
    expect(row?.users).toBe(row?.events)
  })

  test.each([
    ['a short passphrase', ['--passphrase-file=short'], 'short_passphrase'],
    ['a passphrase file that is not there', ['--passphrase-file=nowhere'], 'invalid_usage'],
    ['a folder that is not there', [], 'cannot_write'],
  ])('refuses %s, and leaves nothing behind', async (_, args, code) => {
    await writeFile(join(cwd, 'short'), 'short\n')
    const file = code === 'cannot_write' ? 'nowhere/x.gz' : 'x.gz'
    const refused = await backUp(file, ...args)
    expect(refused.code).toBe(1)
    expect(refused.stderr).toContain(code)
    expect(existsSync(join(cwd, 'x.gz'))).toBe(false)
  })

  test('stopped on its way, it leaves nothing behind', async () => {
    const stopping = new AbortController()
    const holder = new pg.Client({ connectionString: source })
    await holder.connect()
    await holder.query('begin; lock table users in access exclusive mode')
    const running = run(['backup', 'stopped.gz', '--database-url', source], {
      cwd,
      env: { LATCHKEY_SECRET: secret },
      environment: { signal: stopping.signal },
    })
    // Other tests of the run wait in databases of theirs, on the same server.
    const waiting = () =>
      query(
        source,
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )
    await vi.waitUntil(async () => (await waiting()).length > 0, { timeout: 60_000 })
    stopping.abort()
    expect(await running).toMatchObject({ code: 2, stderr: expect.stringContaining('Stopped.') })
    await holder.end()
    expect((await readdir(cwd)).filter((name) => name.startsWith('stopped'))).toEqual([])
  })

  test('refuses a data folder without a database, and makes none', async () => {
    const refused = await run(['backup', '--json'], { cwd })
    expect(jsonError(refused)).toMatchObject({
      code: 'nothing_to_read',
      recovery: expect.stringContaining('--data-dir'),
    })
    expect(existsSync(join(cwd, '.latchkey'))).toBe(false)
  })

  test('refuses to write what nobody could read: without the secret', async () => {
    const refused = await run(['backup', 'y.gz', '--database-url', source, '--json'], { cwd })
    expect(jsonError(refused).code).toBe('secret_required')
  })

  test('refuses a database that is not there', async () => {
    const refused = await run(
      ['backup', 'y.gz', '--database-url', databaseUrl('nowhere'), '--json'],
      {
        cwd,
        env: { LATCHKEY_SECRET: secret },
      },
    )
    expect(jsonError(refused)).toMatchObject({
      code: 'storage_unavailable',
      message: expect.stringContaining('the database does not exist'),
    })
  })
})

describe('latchkey restore', () => {
  test('brings everything back as it was', async () => {
    const target = await newDatabase()
    await backUp('same.gz')
    const before = await contentsOf(source)
    const restored = await restore('same.gz', ['--database-url', target])
    expect(restored.code, restored.stderr).toBe(0)
    expect(json(restored).data).toMatchObject({ secretIn: 'environment', signingKeys: 3 })
    expect(await contentsOf(target)).toEqual(before)
  })

  test('proves with --verify that it could be restored, and changes nothing', async () => {
    const proven = await restore('whole.gz', ['--verify'])
    expect(proven.code, proven.stderr).toBe(0)
    expect(json(proven).data).toMatchObject({ signingKeys: 3, unsealed: expect.any(Number) })
    expect(existsSync(join(cwd, '.latchkey'))).toBe(false)
    expect((await restore('whole.gz', ['--verify', '--database-url', empty])).code).toBe(0)
    await expectEmpty()
  })

  const rewritten = async (name: string, change: (text: string) => string) => {
    const text = gunzipSync(await readFile(join(cwd, 'whole.gz'))).toString()
    await writeFile(join(cwd, name), gzipSync(change(text)))
  }

  test.each([
    ['cut short', 'damaged_backup', (bytes: Buffer) => bytes.subarray(0, bytes.length - 20)],
    [
      'with a flipped bit',
      'damaged_backup',
      (bytes: Buffer) => Buffer.from(bytes.map((byte, at) => (at === 4_000 ? byte ^ 1 : byte))),
    ],
    ['of something else', 'not_a_backup', () => Buffer.from('hello')],
    ['of something else, compressed', 'damaged_backup', () => gzipSync('hello\n')],
    [
      'of a newer version',
      'newer_backup',
      () => gzipSync(`${JSON.stringify({ latchkey_backup: 2 })}\n`),
    ],
  ])('refuses a file %s, and leaves nothing behind', async (_, code, change) => {
    const bytes = await readFile(join(cwd, 'whole.gz'))
    await writeFile(join(cwd, 'broken.gz'), change(bytes))
    const refused = await restore('broken.gz', ['--database-url', empty])
    expect(refused.code).toBe(1)
    expect(jsonError(refused).code).toBe(code)
    await expectEmpty()
  })

  test.each([
    ['a changed row', 'damaged_backup', (text: string) => text.replace('ada@', 'eve@')],
    [
      'a table of its own',
      'damaged_backup',
      (text: string) => text.replace('"table":"users"', '"table":"pg_authid"'),
    ],
    [
      'migrations of the future',
      'storage_unavailable',
      (text: string) => text.replace('"migrations":[', '"migrations":["9999-future.sql",'),
    ],
  ])('refuses a backup with %s', async (_, code, change) => {
    await rewritten('changed.gz', change)
    expect(jsonError(await restore('changed.gz', ['--database-url', empty])).code).toBe(code)
    await expectEmpty()
  })

  test('refuses a backup in which something is sealed with another secret', async () => {
    const spoiled = await newDatabase()
    await restore('whole.gz', ['--database-url', spoiled])
    await query(
      spoiled,
      `update webhook_endpoints set secret_sealed = left(secret_sealed, -4) || 'AAAA'`,
    )
    const env = { LATCHKEY_SECRET: secret }
    await run(['backup', 'spoiled.gz', '--database-url', spoiled], { cwd, env })
    const refused = await restore('spoiled.gz', ['--database-url', empty])
    expect(jsonError(refused)).toMatchObject({
      code: 'cannot_unseal',
      message: expect.stringContaining('webhook_endpoints.secret_sealed'),
    })
  })

  test.each([
    ['another secret', { LATCHKEY_SECRET: 'x'.repeat(40) }, [], 'wrong_secret'],
    ['no secret', { LATCHKEY_SECRET: '' }, [], 'secret_required'],
    [
      'another passphrase',
      { LATCHKEY_SECRET: '' },
      ['--passphrase-file=other'],
      'wrong_passphrase',
    ],
    [
      'the passphrase, and no place for the secret',
      { LATCHKEY_SECRET: '' },
      ['--passphrase-file=passphrase'],
      'secret_file_required',
    ],
  ])('refuses %s', async (_, env, args, code) => {
    await writeFile(join(cwd, 'other'), 'other words at random\n')
    const refused = await restore('whole.gz', ['--database-url', empty, ...args], env)
    expect(jsonError(refused).code).toBe(code)
    await expectEmpty()
  })

  test('gives the secret of the backup to a file that others cannot read', async () => {
    const target = await newDatabase()
    const args = ['--passphrase-file=passphrase', '--secret-file=secret', '--database-url', target]
    const restored = await restore('whole.gz', args, { LATCHKEY_SECRET: '' })
    expect(json(restored).data.secretIn).toBe('file')
    expect(await readFile(join(cwd, 'secret'), 'utf8')).toBe(`${secret}\n`)
    expect((await stat(join(cwd, 'secret'))).mode & 0o077).toBe(0)
    expect(restored.stdout).not.toContain(secret)
  })

  test('replaces nothing but, with --force, an installation that nobody has used', async () => {
    const fresh = await newDatabase()
    await restore('whole.gz', ['--database-url', fresh])
    await query(fresh, 'delete from users; delete from organizations')
    const refused = await restore('whole.gz', ['--database-url', fresh])
    expect(jsonError(refused)).toMatchObject({
      code: 'database_not_empty',
      recovery: expect.stringContaining('--force'),
    })
    const forced = await restore('whole.gz', ['--database-url', fresh, '--force'])
    expect(forced.code, forced.stderr).toBe(0)
    const again = await restore('whole.gz', ['--database-url', fresh, '--force'])
    expect(jsonError(again).message).toContain('People or organizations are in it.')
    const other = await newDatabase()
    await query(other, 'create table mine (id integer)')
    const foreign = await restore('whole.gz', ['--database-url', other, '--force'])
    expect(jsonError(foreign).message).toContain('tables of something else')
  })
})

/** The real server on this data folder, until `work` is done. */
async function whileServing<Result>(folder: string, work: (url: string) => Promise<Result>) {
  const port = String(await findFreePort())
  const child = await spawnProcess(['start', '--port', port, '--data-dir', folder], { cwd })
  try {
    await untilPrinted(child, /^Latchkey is ready/m)
    return await work(`http://localhost:${port}`)
  } finally {
    child.kill('SIGTERM')
    await new Promise((resolve) => child.on('close', resolve))
  }
}

test('a data folder: backed up while its server runs, restored, served and promoted', async () => {
  const folder = join(cwd, 'running')
  const restoredFolder = join(cwd, 'restored')
  await whileServing(folder, async (url) => {
    const created = await run(
      ['user', 'create', 'grace@example.com', '--password', password, '--email-verified'],
      { env: { LATCHKEY_URL: url } },
    )
    expect(created.code, created.stderr).toBe(0)
    const made = await run(
      ['backup', 'running.gz', '--data-dir', folder, '--passphrase-file=passphrase'],
      { cwd },
    )
    expect(made.code, made.stderr).toBe(0)
    const target = await newDatabase()
    const promoting = await run(['promote', '--data-dir', folder, '--database-url', target], {
      cwd,
    })
    expect(promoting.stderr).toContain('is in use by another Latchkey')
  })
  const args = ['--data-dir', restoredFolder, '--passphrase-file=passphrase', '--json']
  const restored = await run(['restore', 'running.gz', ...args], { cwd })
  expect(restored.code, restored.stderr).toBe(0)
  expect(json(restored).data.secretIn).toBe('folder')
  const target = await newDatabase()
  const promoted = await run(
    ['promote', '--data-dir', restoredFolder, '--database-url', target, '--json'],
    { cwd },
  )
  expect(promoted.code, promoted.stderr).toBe(0)
  expect(json(promoted).data).toMatchObject({ signingKeys: 3 })
  expect(promoted.stdout).not.toContain(await readFile(join(restoredFolder, 'secret'), 'utf8'))
  expect(await query(target, `select email from users`)).toEqual([{ email: 'grace@example.com' }])
  await whileServing(restoredFolder, async (url) => {
    const environment = await (await fetch(`${url}/_dev/environment`)).json()
    const { status } = await fetch(`${url}/user_management/authenticate`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        grant_type: 'password',
        client_id: environment.client_id,
        client_secret: environment.api_key,
        email: 'grace@example.com',
        password,
      }),
    })
    expect(status).toBe(200)
  })
})
