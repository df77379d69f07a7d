import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { socketFolder } from './access.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.ts'
import { stopLeftover } from './leftover.ts'

const log = pino({ level: 'silent' })
const started: EmbeddedPostgres[] = []
const processes: ChildProcess[] = []
let scratch: string
/** A data folder that most tests use in turn: making a database takes longer than what they do. */
let prepared: string

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'latchkey-postgres-'))
  prepared = await newDataDir('prepared')
  const postgres = await startEmbeddedPostgres({ dataDir: prepared, log })
  await query(postgres, 'create table acknowledged (id bigint primary key)')
  await postgres.stop()
})

afterEach(async () => {
  for (const child of processes.splice(0)) child.kill('SIGKILL')
  await Promise.all(started.splice(0).map((postgres) => postgres.stop()))
})

afterAll(async () => {
  await rm(scratch, { recursive: true, force: true })
})

async function newDataDir(name: string): Promise<string> {
  const path = join(scratch, name)
  await mkdir(path, { mode: 0o700 })
  return path
}

async function copyOfPrepared(name: string): Promise<string> {
  const path = join(scratch, name)
  execFileSync('cp', ['-a', prepared, path])
  return path
}

async function start(dataDir: string, onFatal?: (error: Error) => void) {
  const postgres = await startEmbeddedPostgres({ dataDir, log, onFatal })
  started.push(postgres)
  return postgres
}

async function query(postgres: EmbeddedPostgres, text: string) {
  const client = new pg.Client(postgres.connection)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const clusterOf = (dataDir: string) => join(dataDir, 'postgres', 'cluster')

async function postmasterOf(dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(join(clusterOf(dataDir), 'postmaster.pid'), 'utf8'), 10)
}

/** Number and parent of every process of this machine. */
function processList(): { pid: number; parent: number }[] {
  const list = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,state='], { encoding: 'utf8' })
  return list.split('\n').flatMap((line) => {
    const [pid, parent, state] = line.trim().split(/\s+/)
    return pid && state !== 'Z' ? [{ pid: Number(pid), parent: Number(parent) }] : []
  })
}

const childrenOf = (pid: number) =>
  processList().flatMap((entry) => (entry.parent === pid ? [entry.pid] : []))

function killNow(pids: number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It was faster.
    }
  }
}

const acknowledgedIds = async (postgres: EmbeddedPostgres) =>
  new Set((await query(postgres, 'select id from acknowledged')).map((row) => Number(row.id)))

/** Inserts rows one by one over four connections, whatever happens to them, until told to end. */
function insertInALoop(connection: pg.PoolConfig) {
  const pool = new pg.Pool({ ...connection, max: 4 })
  pool.on('error', () => {})
  const acknowledged: number[] = []
  const waiting: { count: number; resolve: () => void }[] = []
  let next = 0
  let ended = false
  const worker = async () => {
    while (!ended) {
      const id = ++next
      try {
        await pool.query('insert into acknowledged values ($1)', [id])
        acknowledged.push(id)
        for (const { count, resolve } of waiting) if (acknowledged.length >= count) resolve()
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    }
  }
  const workers = Array.from({ length: 4 }, worker)
  return {
    acknowledged,
    more: (count: number) =>
      new Promise<void>((resolve) => {
        waiting.push({ count: acknowledged.length + count, resolve })
      }),
    async end() {
      ended = true
      await Promise.all(workers)
      await pool.end()
    },
  }
}

/** A server in a process of its own, which prints every row that its database acknowledged. */
async function startServerProcess(dataDir: string) {
  const module = new URL('./embedded-postgres.ts', import.meta.url).href
  const program = `
    import pg from 'pg'
    import { pino } from 'pino'
    const { startEmbeddedPostgres } = await import(${JSON.stringify(module)})
    const log = pino({ level: 'silent' })
    const { connection } = await startEmbeddedPostgres({ dataDir: process.argv[1], log })
    const client = new pg.Client(connection)
    await client.connect()
    await client.query('create table if not exists acknowledged (id bigint primary key)')
    await client.query('truncate acknowledged')
    for (let id = 1; ; id++) {
      await client.query('insert into acknowledged values ($1)', [id])
      process.stdout.write(id + '\\n')
    }`
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program, dataDir],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: import.meta.dirname },
  )
  processes.push(child)
  const acknowledged: number[] = []
  const lines = createInterface({ input: child.stdout })
  lines.on('line', (line) => acknowledged.push(Number(line)))
  const reached = new Promise<void>((resolve) => {
    lines.on('line', () => acknowledged.length >= 100 && resolve())
  })
  return { child, acknowledged, reached, ended: once(lines, 'close') }
}

/** The data folder of a server that was killed while its cluster was being made. */
async function killedInFirstStart(attempt = 1): Promise<string> {
  const dataDir = await newDataDir(`first-start-killed-${attempt}`)
  const server = await startServerProcess(dataDir)
  const names = () => readdir(join(dataDir, 'postgres')).catch((): string[] => [])
  await vi.waitUntil(async () => (await names()).some((name) => name.startsWith('cluster')), {
    timeout: 60_000,
    interval: 2,
  })
  killNow([server.child.pid as number])
  await server.ended
  // On a busy machine the cluster may have been whole before anybody saw it begin.
  return (await names()).includes('cluster') ? killedInFirstStart(attempt + 1) : dataDir
}

describe('an embedded database', () => {
  it('keeps its rows from one start to the next', async () => {
    const first = await startEmbeddedPostgres({ dataDir: prepared, log })
    await query(first, 'insert into acknowledged values (42)')
    await first.stop()
    expect(await acknowledgedIds(await start(prepared))).toEqual(new Set([42]))
  })

  it('writes every commit to the disk and checks what it reads', async () => {
    const postgres = await start(prepared)
    const [row] = await query(
      postgres,
      `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
              current_setting('synchronous_commit') as commits,
              current_setting('data_checksums') as checksums,
              current_setting('server_encoding') as encoding, lower('ÅRET') as lowered`,
    )
    expect(row).toEqual({
      fsync: 'on',
      pages: 'on',
      commits: 'on',
      checksums: 'on',
      encoding: 'UTF8',
      lowered: 'året',
    })
  })

  it('stays durable when a file of the cluster says otherwise', async () => {
    const dataDir = await copyOfPrepared('file-says-otherwise')
    await writeFile(join(clusterOf(dataDir), 'postgresql.auto.conf'), "fsync = 'off'\n")
    const postgres = await start(dataDir)
    expect(await query(postgres, 'show fsync')).toEqual([{ fsync: 'on' }])
  })

  it('listens on no network address, and closes its socket to other users', async () => {
    const postgres = await start(prepared)
    expect(await query(postgres, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
    const { host, port } = postgres.connection
    expect((await stat(host)).mode & 0o777).toBe(0o700)
    expect((await stat(join(host, `.s.PGSQL.${port}`))).mode & 0o777).toBe(0o700)
  })

  it('serves from a data folder whose path is too long for a socket, or has quotes in it', async () => {
    for (const name of ['x'.repeat(100), `it's a "folder", with spaces`]) {
      const postgres = await start(await copyOfPrepared(name))
      expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
    }
  })

  it('ends with all its processes when it is stopped, and can be stopped twice', async () => {
    const postgres = await startEmbeddedPostgres({ dataDir: prepared, log })
    const postmaster = await postmasterOf(prepared)
    const family = [postmaster, ...childrenOf(postmaster)]
    expect(family.length).toBeGreaterThan(2)
    await postgres.stop()
    await postgres.stop()
    const alive = new Set(processList().map(({ pid }) => pid))
    expect(family.filter((pid) => alive.has(pid))).toEqual([])
    expect(await readdir(join(prepared, 'postgres'))).toEqual(['cluster'])
  })

  it('stops while a transaction is open', async () => {
    const postgres = await startEmbeddedPostgres({ dataDir: prepared, log })
    const client = new pg.Client(postgres.connection)
    client.on('error', () => {})
    await client.connect()
    await client.query('begin')
    await client.query('delete from acknowledged')
    await postgres.stop()
    await client.end().catch(() => {})
  })
})

describe('a kill -9', () => {
  it.each([
    ['of the main process of PostgreSQL', (postmaster: number) => [postmaster]],
    [
      'of all processes of PostgreSQL at once',
      (postmaster: number) => [postmaster, ...childrenOf(postmaster)],
    ],
    ['of one connection of PostgreSQL', (postmaster: number) => childrenOf(postmaster).slice(-1)],
  ])('%s loses no acknowledged row, and PostgreSQL comes back by itself', async (_, victims) => {
    const postgres = await start(prepared)
    await query(postgres, 'truncate acknowledged')
    const load = insertInALoop(postgres.connection)
    for (let time = 0; time < 2; time++) {
      await load.more(150)
      killNow(victims(await postmasterOf(prepared)))
      await load.more(50)
    }
    await load.end()
    const kept = await acknowledgedIds(postgres)
    expect(load.acknowledged.filter((id) => !kept.has(id))).toEqual([])
  })

  it('of the server ends its PostgreSQL too, and loses no acknowledged row', async () => {
    const server = await startServerProcess(prepared)
    await server.reached
    server.child.kill('SIGKILL')
    await server.ended
    const postgres = await start(prepared)
    const kept = await acknowledgedIds(postgres)
    expect(server.acknowledged.filter((id) => !kept.has(id))).toEqual([])
  })

  it('of the server and of everything but PostgreSQL leaves one behind, which the next start stops', async () => {
    const server = await startServerProcess(prepared)
    await server.reached
    const leftBehind = await postmasterOf(prepared)
    const helpers = childrenOf(server.child.pid as number).filter((pid) => pid !== leftBehind)
    killNow([...helpers, server.child.pid as number])
    await server.ended
    expect(childrenOf(leftBehind).length).toBeGreaterThan(0)
    const postgres = await start(prepared)
    expect(await postmasterOf(prepared)).not.toBe(leftBehind)
    expect(processList().map(({ pid }) => pid)).not.toContain(leftBehind)
    const kept = await acknowledgedIds(postgres)
    expect(server.acknowledged.filter((id) => !kept.has(id))).toEqual([])
  })

  it('of everything at once loses no acknowledged row', async () => {
    const server = await startServerProcess(prepared)
    await server.reached
    const postmaster = await postmasterOf(prepared)
    const family = [...childrenOf(server.child.pid as number), ...childrenOf(postmaster)]
    killNow([server.child.pid as number, ...family])
    await server.ended
    const kept = await acknowledgedIds(await start(prepared))
    expect(server.acknowledged.filter((id) => !kept.has(id))).toEqual([])
  })

  it('in the middle of the first start leaves nothing half-made', async () => {
    const dataDir = await killedInFirstStart()
    expect(await readdir(join(dataDir, 'postgres'))).not.toContain('cluster')
    const postgres = await start(dataDir)
    expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('a process number that belongs to somebody else by now', () => {
  it('neither keeps PostgreSQL from starting nor gets that process stopped', async () => {
    const dataDir = await copyOfPrepared('number-used-again')
    const bystander = spawn('sleep', ['60'], { stdio: 'ignore' })
    processes.push(bystander)
    const file = `${bystander.pid}\n${clusterOf(dataDir)}\n1\n5432\n/nowhere\n\n\n`
    await writeFile(join(clusterOf(dataDir), 'postmaster.pid'), file)
    await start(dataDir)
    expect(bystander.exitCode).toBeNull()
    expect(bystander.signalCode).toBeNull()
  })

  it('is not left in the way when nobody has it yet', async () => {
    const dataDir = await copyOfPrepared('number-free')
    const gone = spawn('true', { stdio: 'ignore' })
    await once(gone, 'close')
    const file = `${gone.pid}\n${clusterOf(dataDir)}\n1\n5432\n/nowhere\n\n\n`
    await writeFile(join(clusterOf(dataDir), 'postmaster.pid'), file)
    await stopLeftover(clusterOf(dataDir))
    expect(await readdir(clusterOf(dataDir))).not.toContain('postmaster.pid')
  })
})

describe.runIf(process.platform !== 'win32')('a PostgreSQL of another container', () => {
  it('that has the same folder under another name keeps its cluster to itself', async () => {
    const dataDir = await copyOfPrepared('seen-under-another-name')
    const cluster = clusterOf(dataDir)
    const gone = spawn('true', { stdio: 'ignore' })
    await once(gone, 'close')
    const file = `${gone.pid}\n/var/lib/latchkey/postgres/cluster\n1\n5432\n/var/lib/latchkey/postgres/socket\n\n\n`
    await writeFile(join(cluster, 'postmaster.pid'), file)
    const folder = socketFolder(dirname(cluster))
    await mkdir(folder, { recursive: true })
    const living = createServer().listen(join(folder, '.s.PGSQL.5432'))
    await once(living, 'listening')
    try {
      await expect(stopLeftover(cluster)).rejects.toThrow('in another container')
      expect(await readFile(join(cluster, 'postmaster.pid'), 'utf8')).toBe(file)
    } finally {
      living.close()
    }
  })
})

describe.runIf(process.platform === 'linux')('a PostgreSQL that nobody waits for', () => {
  it('when it was stopped does not keep the next one from starting', async () => {
    const dataDir = await copyOfPrepared('never-waited-for')
    const cluster = clusterOf(dataDir)
    const leftBehind = `require('fs').writeFileSync('/proc/self/comm', 'postgres')
      setTimeout(() => {}, 60_000)`
    // The shell becomes a program that knows of no children: what was its child stays in the list of
    // processes when it has ended, as under the first process of some containers.
    const parent = spawn(
      'sh',
      ['-c', '"$0" -e "$1" & echo $!; exec sleep 60', process.execPath, leftBehind],
      { cwd: cluster, stdio: ['ignore', 'pipe', 'ignore'] },
    )
    processes.push(parent)
    const pid = Number((await once(parent.stdout, 'data'))[0])
    const nameOf = () => readFile(`/proc/${pid}/comm`, 'utf8')
    await expect.poll(nameOf, { timeout: 60_000 }).toBe('postgres\n')
    await writeFile(join(cluster, 'postmaster.pid'), `${pid}\n${cluster}\n1\n5432\n\n\n\n`)
    await start(dataDir)
    expect(await postmasterOf(dataDir)).not.toBe(pid)
  })
})

describe('a database that cannot be used', () => {
  it('made by another major version is refused in words, and left alone', async () => {
    const dataDir = await copyOfPrepared('other-major')
    await writeFile(join(clusterOf(dataDir), 'PG_VERSION'), '14\n')
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(
      /made by PostgreSQL 14.*this Latchkey brings PostgreSQL 18.*LATCHKEY_DATABASE_URL/s,
    )
  })

  it('with damaged files is refused in words', async () => {
    const dataDir = await copyOfPrepared('damaged')
    await writeFile(join(clusterOf(dataDir), 'global', 'pg_control'), '')
    await expect(startEmbeddedPostgres({ dataDir, log })).rejects.toThrow(
      /PostgreSQL could not start: .*pg_control.*restore the data folder from a backup/s,
    )
  })

  it('that keeps ending is given up, and the server hears why', async () => {
    const dataDir = await copyOfPrepared('keeps-ending')
    let giveUp = (_: Error) => {}
    const givenUp = new Promise<Error>((resolve) => {
      giveUp = resolve
    })
    await start(dataDir, giveUp)
    await rm(join(clusterOf(dataDir), 'global', 'pg_control'))
    killNow([await postmasterOf(dataDir)])
    expect((await givenUp).message).toMatch(/PostgreSQL keeps ending.*pg_control/s)
  })
})
