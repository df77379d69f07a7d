import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { databaseUrl, databaseUrlOf } from '../../test/database-url.ts'
import { startTestPlatform, type TestPlatform } from '../../test/platform.ts'
import { emptyFolder, json, jsonError, run } from '../../test/run.ts'
import { runProcess, spawnProcess } from '../../test/run-process.ts'

const secret = 'a secret that only the tests have'
const env = { LATCHKEY_SECRET: secret }
const databases: string[] = []
let platform: TestPlatform
/** The database of the platform. */
let source: string
/** A folder with `whole.gz`, a backup with the secret in it, and `passphrase`. */
let cwd: string

beforeAll(async () => {
  platform = await startTestPlatform()
  await platform.run(['user', 'create', 'ada@example.com'])
  source = await databaseUrlOf(platform.server)
  cwd = await emptyFolder()
  await writeFile(join(cwd, 'passphrase'), 'several words at random\n')
  const args = ['backup', 'whole.gz', '--passphrase-file=passphrase', '--database-url', source]
  const made = await run(args, { cwd, env })
  expect(made.code, made.stderr).toBe(0)
})
afterAll(async () => {
  await platform.stop()
  for (const name of databases)
    await query(databaseUrl('postgres'), `drop database ${name} with (force)`)
})

async function newDatabase(): Promise<{ name: string; url: string }> {
  const name = `killed_${randomUUID().replaceAll('-', '')}`
  await query(databaseUrl('postgres'), `create database ${name}`)
  databases.push(name)
  return { name, url: databaseUrl(name) }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = await connect(url)
  return client.query(text).then(
    ({ rows }) => client.end().then(() => rows),
    (error) => client.end().then(() => Promise.reject(error)),
  )
}

const until = (condition: () => Promise<boolean>) =>
  vi.waitUntil(condition, { timeout: 120_000, interval: 50 })

/** Of this database alone: other tests of the run wait in theirs, on the same server. */
const waiting = `from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`

/** The moment at which somebody waits for what `holder` holds, without a clock. */
const isWaitedFor = (url: string, by = 1) =>
  until(async () => (await query(url, `select ${waiting}`)).length >= by)

/** As where the database goes away from whoever waits. */
const cutOffWhoWaits = (url: string) => query(url, `select pg_terminate_backend(pid) ${waiting}`)

/** Nobody works on this database any more: what was not committed is gone. */
const isQuiet = (url: string, name: string) =>
  until(async () => {
    const others = `select from pg_stat_activity
      where datname = '${name}' and pid <> pg_backend_pid() and backend_type = 'client backend'`
    return (await query(url, others)).length === 0
  })

/** Holds the place of a table that the newest part of the schema makes: all before it is done by then. */
async function holdLateTable(url: string): Promise<() => Promise<void>> {
  const holder = await connect(url)
  await holder.query('begin; create table cli_sign_ins ()')
  return async () => {
    await holder.query('rollback')
    await holder.end()
  }
}

async function kill(child: Awaited<ReturnType<typeof spawnProcess>>): Promise<void> {
  const closed = once(child, 'close')
  child.kill('SIGKILL')
  await closed
}

const people = (url: string) => query(url, 'select email from users order by email')
const isEmpty = async (url: string) =>
  (await query(url, `select from pg_class where relnamespace = 'public'::regnamespace`)).length ===
  0

describe('latchkey restore', () => {
  test('killed while it fills a database leaves it empty, and the next one fills it', async () => {
    const { name, url } = await newDatabase()
    const args = ['restore', 'whole.gz', '--database-url', url]
    const release = await holdLateTable(url)
    const child = await spawnProcess(args, { cwd, env })
    await isWaitedFor(url)
    await kill(child)
    await release()
    await isQuiet(url, name)
    expect(await isEmpty(url)).toBe(true)
    const again = await run(args, { cwd, env })
    expect(again.code, again.stderr).toBe(0)
    expect(await people(url)).toEqual([{ email: 'ada@example.com' }])
  })

  test('whose database goes away says so and what to do, and nothing is kept', async () => {
    const { name, url } = await newDatabase()
    const release = await holdLateTable(url)
    const restoring = run(['restore', 'whole.gz', '--database-url', url, '--json'], { cwd, env })
    await isWaitedFor(url)
    await cutOffWhoWaits(url)
    const failed = await restoring
    await release()
    expect(failed.code).toBe(1)
    expect(jsonError(failed)).toMatchObject({
      code: 'connection_lost',
      message: expect.stringContaining('Nothing was kept.'),
      recovery: expect.stringContaining('run the same command again'),
    })
    await isQuiet(url, name)
    expect(await isEmpty(url)).toBe(true)
  })

  test('twice at once into one database: the first fills it, the other is told that it is not empty', async () => {
    const { url } = await newDatabase()
    const args = ['restore', 'whole.gz', '--database-url', url, '--json']
    const release = await holdLateTable(url)
    const both = [run(args, { cwd, env }), run(args, { cwd, env })]
    await isWaitedFor(url, 2)
    await release()
    const [failed, done] = (await Promise.all(both)).sort((one, other) => other.code - one.code)
    expect(done?.code, done?.stderr).toBe(0)
    expect(failed && jsonError(failed).code).toBe('database_not_empty')
    expect(await people(url)).toHaveLength(1)
  })

  test('writes the secret over no other one, and takes back what it wrote for nothing', async () => {
    const { url } = await newDatabase()
    const restore = (file: string, database = url) =>
      run(
        [
          ...['restore', 'whole.gz', '--passphrase-file=passphrase', '--json'],
          ...[`--secret-file=${file}`, '--database-url', database],
        ],
        { cwd },
      )
    await writeFile(join(cwd, 'other-secret'), 'precious\n')
    expect(jsonError(await restore('other-secret'))).toMatchObject({ code: 'file_exists' })
    expect(await readFile(join(cwd, 'other-secret'), 'utf8')).toBe('precious\n')
    expect(await isEmpty(url)).toBe(true)
    expect(jsonError(await restore('new-secret', source)).code).toBe('database_not_empty')
    expect(existsSync(join(cwd, 'new-secret'))).toBe(false)
    // As a run leaves it that was killed between the secret and the end.
    await writeFile(join(cwd, 'left-secret'), `${secret}\n`, { mode: 0o600 })
    const finished = await restore('left-secret')
    expect(finished.code, finished.stderr).toBe(0)
  })

  test('by a role that is no superuser fills a database of its own, and is told why it cannot fill another', async () => {
    const role = `operator_${randomUUID().replaceAll('-', '')}`
    const [own, other] = [await newDatabase(), await newDatabase()]
    await query(own.url, `create role ${role} login; alter database ${own.name} owner to ${role}`)
    const restore = (name: string) =>
      run(['restore', 'whole.gz', '--database-url', databaseUrl(name, role), '--json'], {
        cwd,
        env,
      })
    const refused = await restore(other.name)
    expect(jsonError(refused)).toMatchObject({
      code: 'insufficient_privilege',
      recovery: expect.stringContaining('alter database'),
    })
    const done = await restore(own.name)
    expect(done.code, done.stderr).toBe(0)
    expect(await people(own.url)).toHaveLength(1)
    await query(own.url, `reassign owned by ${role} to current_user; drop role ${role}`)
  })

  test('into a database that takes no changes says that it is a replica', async () => {
    const { name, url } = await newDatabase()
    await query(url, `alter database ${name} set default_transaction_read_only = on`)
    const refused = await run(['restore', 'whole.gz', '--database-url', url, '--json'], {
      cwd,
      env,
    })
    expect(jsonError(refused).code).toBe('read_only_database')
  })
})

describe('latchkey backup', () => {
  const unfinished = async (folder: string) =>
    (await readdir(folder)).filter((name) => name.includes('.unfinished-'))

  test('killed while it writes leaves no file of the name; a later one takes the rest away', async () => {
    const folder = await emptyFolder()
    const holder = await connect(source)
    await holder.query('begin; lock table webhook_endpoints in access exclusive mode')
    const args = ['backup', 'nightly.gz', '--database-url', source]
    const child = await spawnProcess(args, { cwd: folder, env })
    await isWaitedFor(source)
    await kill(child)
    await holder.end()
    expect(existsSync(join(folder, 'nightly.gz'))).toBe(false)

    const [left = 'none.unfinished-00000000-0000-4000-8000-000000000000'] = await unfinished(folder)
    await writeFile(join(folder, left), 'half of a backup')
    expect((await run(args, { cwd: folder, env })).code).toBe(0)
    // Somebody may be writing it.
    expect(await unfinished(folder)).toEqual([left])
    const yesterday = new Date(Date.now() - 86_400_000)
    await utimes(join(folder, left), yesterday, yesterday)
    expect((await run([...args, '--overwrite'], { cwd: folder, env })).code).toBe(0)
    expect(await readdir(folder)).toEqual(['nightly.gz'])
  })

  test('whose database goes away leaves nothing, and keeps the backup that it was to replace', async () => {
    const folder = await emptyFolder()
    await writeFile(join(folder, 'nightly.gz'), 'the one of yesterday')
    const holder = await connect(source)
    await holder.query('begin; lock table webhook_endpoints in access exclusive mode')
    const args = ['backup', 'nightly.gz', '--overwrite', '--json', '--database-url', source]
    const backingUp = run(args, { cwd: folder, env })
    await isWaitedFor(source)
    await cutOffWhoWaits(source)
    const failed = await backingUp
    await holder.end()
    expect(jsonError(failed).code).toBe('connection_lost')
    expect(await readdir(folder)).toEqual(['nightly.gz'])
    expect(await readFile(join(folder, 'nightly.gz'), 'utf8')).toBe('the one of yesterday')
  })

  // Devices that are always full are of Linux.
  test.runIf(process.platform === 'linux')(
    'on a disk without room says so, and leaves nothing behind',
    async () => {
      const folder = await emptyFolder()
      const args = ['backup', 'full.gz', '--database-url', source, '--json']
      const refused = await limited(args, folder)
      expect(refused.code).toBe(1)
      expect(jsonError(refused)).toMatchObject({
        code: 'cannot_write',
        message: expect.stringContaining('larger than files may be here'),
      })
      expect(await readdir(folder)).toEqual([])
    },
  )

  test('shows how far it is, of the rows that there are', async () => {
    const folder = await emptyFolder()
    const { stderr } = await run(['backup', 'shown.gz', '--database-url', source], {
      cwd: folder,
      env,
    })
    expect(stderr).toMatch(/Writing rows: (\d+) of \1\n/)
    expect(stderr).toMatch(/Reading them back: (\d+) of \1\n/)
  })
})

describe('a declared configuration', () => {
  const file = `environments:
  staging:
    permissions:
      - slug: reports:read
        name: Read reports
    users:
      - email: declared@example.com
`
  const declared = async () => {
    const permissions = await query(source, `select from permissions where slug = 'reports:read'`)
    const users = await people(source)
    return [permissions.length > 0, users.some(({ email }) => email === 'declared@example.com')]
  }
  const pointed = () => ({ LATCHKEY_URL: platform.url, LATCHKEY_API_KEY: platform.apiKey })
  /** The permission is made by then, the person is not. */
  const holdUsers = async () => {
    const holder = await connect(source)
    await holder.query('begin; lock table users in share row exclusive mode')
    return () => holder.end()
  }

  test('whose database goes away in the middle is not applied at all; the next run applies it', async () => {
    const folder = await emptyFolder()
    await writeFile(join(folder, 'latchkey.config.yaml'), file)
    const release = await holdUsers()
    const applying = platform.run(['config', 'apply', '--yes', '--json'], { cwd: folder })
    await isWaitedFor(source)
    await cutOffWhoWaits(source)
    expect((await applying).code).toBe(1)
    await release()
    expect(await declared()).toEqual([false, false])
    const again = await platform.run(['config', 'apply', '--yes', '--json'], { cwd: folder })
    expect(again.code, again.stderr).toBe(0)
    expect(await declared()).toEqual([true, true])
  })

  test('as a seed that is killed is taken away by --clean, whatever of it was made', async () => {
    const folder = await emptyFolder()
    const seeded = file.replaceAll('reports:', 'seeds:').replaceAll('declared@', 'seeded@')
    await writeFile(join(folder, 'latchkey.seed.yaml'), seeded)
    const release = await holdUsers()
    const child = await spawnProcess(['seed'], { cwd: folder, env: pointed() })
    await isWaitedFor(source)
    await kill(child)
    await release()
    const done = await runProcess(['seed'], { cwd: folder, env: pointed() })
    expect(done.code, done.stderr).toBe(0)
    const cleaned = await runProcess(['seed', '--clean'], { cwd: folder, env: pointed() })
    expect(cleaned.code, cleaned.stderr).toBe(0)
    const left = (await people(source)).map(({ email }) => email)
    expect(left).toEqual(['ada@example.com', 'declared@example.com'])
  })
})

/** The command where no file may be larger than a kilobyte. */
async function limited(args: string[], folder: string) {
  const bin = fileURLToPath(new URL('../../bin/latchkey.mjs', import.meta.url))
  const child = spawn(
    'bash',
    ['-c', 'ulimit -f 1; exec "$@"', 'bash', process.execPath, bin, ...args],
    {
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder, ...env },
    },
  )
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { code, stdout, stderr }
}

describe('with an embedded database', () => {
  test('restore and promote that are killed are done by the next run; the old one stays as it was', async () => {
    const folder = await emptyFolder()
    await writeFile(join(folder, 'passphrase'), 'several words at random\n')
    const data = join(folder, 'data')
    const backup = join(cwd, 'whole.gz')
    const restoring = ['restore', backup, '--passphrase-file=passphrase', '--data-dir', data]
    const first = await spawnProcess(restoring, { cwd: folder, env })
    // Its PostgreSQL runs by then, and goes on without it.
    const pid = join(data, 'postgres', 'cluster', 'postmaster.pid')
    await until(async () => existsSync(pid) || existsSync(join(data, 'postgres', 'location')))
    await kill(first)
    const restored = await runProcess(restoring, { cwd: folder, env })
    expect(restored.code, restored.stderr).toBe(0)

    const target = await newDatabase()
    const promoting = ['promote', '--data-dir', data, '--database-url', target.url]
    const release = await holdLateTable(target.url)
    const second = await spawnProcess(promoting, { cwd: folder, env })
    await isWaitedFor(target.url)
    await kill(second)
    await release()
    await isQuiet(target.url, target.name)
    expect(await isEmpty(target.url)).toBe(true)
    const promoted = await runProcess([...promoting, '--json'], { cwd: folder, env })
    expect(promoted.code, promoted.stderr).toBe(0)
    expect(json(promoted).data).toMatchObject({ signingKeys: 3 })
    expect(await people(target.url)).toEqual([{ email: 'ada@example.com' }])

    // A target that has something is refused, and the embedded one can be backed up as before.
    const twice = await runProcess([...promoting, '--json'], { cwd: folder, env })
    expect(jsonError(twice).code).toBe('database_not_empty')
    const kept = await runProcess(['backup', 'kept.gz', '--data-dir', data], { cwd: folder, env })
    expect(kept.code, kept.stderr).toBe(0)
  })
})
