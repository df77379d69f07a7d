import { execFileSync } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { canEnter, unprivilegedUser } from './run-as.ts'

const log = pino({ level: 'silent' })
let scratch: string

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'latchkey-root-'))
})

beforeEach(() => allowNamespaces(true))

afterAll(() => rm(scratch, { recursive: true, force: true }))

/** Without a command search path there is no "unshare", as in a system that does not allow it. */
function allowNamespaces(allowed: boolean): void {
  vi.unstubAllEnvs()
  if (!allowed) vi.stubEnv('PATH', '/nowhere')
}

const namespacesWork = async () => {
  const user = await unprivilegedUser()
  return user !== undefined && canEnter({ way: 'user-namespace', user }, '/')
}

async function newDataDir(name: string, { reachable }: { reachable: boolean }): Promise<string> {
  const parent = join(scratch, name)
  await mkdir(parent)
  await chmod(scratch, 0o711)
  await chmod(parent, reachable ? 0o711 : 0o700)
  await mkdir(join(parent, 'data'), { mode: 0o700 })
  return join(parent, 'data')
}

/** Starts, counts this start in the database, stops. */
async function countStart(dataDir: string): Promise<{ starts: number; owner: number }> {
  const postgres = await startEmbeddedPostgres({ dataDir, log })
  try {
    const client = new pg.Client(postgres.connection)
    await client.connect()
    await client.query('create table if not exists starts (at timestamptz default now())')
    await client.query('insert into starts default values')
    const { rows } = await client.query('select count(*)::int as starts from starts')
    await client.end()
    const { uid } = await stat(postgres.connection.host)
    return { starts: rows[0].starts, owner: uid }
  } finally {
    await postgres.stop()
  }
}

describe.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('started by root', () => {
  it('runs below a folder that only root may enter, in a user namespace', async (context) => {
    if (!(await namespacesWork())) return context.skip('user namespaces are not allowed here')
    const dataDir = await newDataDir('namespace', { reachable: false })
    expect(await countStart(dataDir)).toEqual({ starts: 1, owner: 0 })
    expect(await countStart(dataDir)).toEqual({ starts: 2, owner: 0 })
  })

  it('runs as another user in the data folder, where that user can get there', async () => {
    allowNamespaces(false)
    const dataDir = await newDataDir('in-place', { reachable: true })
    const user = await unprivilegedUser()
    expect(await countStart(dataDir)).toEqual({ starts: 1, owner: user?.uid })
    const { uid, gid, mode } = await stat(join(dataDir, 'postgres'))
    expect({ uid, mode: mode & 0o777 }).toEqual({ uid: 0, mode: 0o710 })
    expect(gid).not.toBe(user?.gid)

    allowNamespaces(true)
    expect(await countStart(dataDir)).toEqual({ starts: 2, owner: user?.uid })
  })

  it('keeps other processes of that user out', async () => {
    const folder = join(scratch, 'in-place', 'data', 'postgres')
    const user = await unprivilegedUser()
    if (!user) throw new Error('this system has no other user')
    expect(await canEnter({ way: 'other-user', user }, folder)).toBe(false)
  })

  it('keeps its database in a folder of the system, where that user cannot get to the data folder', async () => {
    allowNamespaces(false)
    const dataDir = await newDataDir('unreachable', { reachable: false })
    const user = await unprivilegedUser()
    onTestFinished(() => removeMoved(dataDir))
    expect(await countStart(dataDir)).toEqual({ starts: 1, owner: user?.uid })
    expect(await countStart(dataDir)).toEqual({ starts: 2, owner: user?.uid })
    allowNamespaces(true)
    expect(await countStart(dataDir)).toEqual({ starts: 3, owner: user?.uid })
  })

  it('refuses to begin anew when that folder is gone', async () => {
    allowNamespaces(false)
    const dataDir = await newDataDir('gone', { reachable: false })
    await mkdir(join(dataDir, 'postgres'))
    await writeFile(join(dataDir, 'postgres', 'moved-to'), '/var/lib/latchkey/gone\n')
    await expect(countStart(dataDir)).rejects.toThrow(/lives in \/var\/lib\/latchkey\/.* is gone/)
  })

  it('brings its rows along when user namespaces are no longer allowed', async (context) => {
    if (!(await namespacesWork())) return context.skip('user namespaces are not allowed here')
    const user = await unprivilegedUser()
    for (const reachable of [true, false]) {
      const dataDir = await newDataDir(`moving-${reachable}`, { reachable })
      onTestFinished(() => removeMoved(dataDir))
      expect(await countStart(dataDir)).toEqual({ starts: 1, owner: 0 })
      allowNamespaces(false)
      expect(await countStart(dataDir)).toEqual({ starts: 2, owner: user?.uid })
      allowNamespaces(true)
      expect(await countStart(dataDir)).toEqual({ starts: 3, owner: user?.uid })
    }
  })

  it('runs as the owner of the data folder, who can start the next one', async () => {
    const dataDir = await newDataDir('owned', { reachable: true })
    const owner = await unprivilegedUser()
    if (!owner) throw new Error('this system has no other user')
    await chown(dataDir, owner.uid, owner.gid)
    expect(await countStart(dataDir)).toEqual({ starts: 1, owner: owner.uid })
    const foreign = execFileSync('find', [dataDir, '!', '-uid', String(owner.uid)])
    expect(foreign.toString()).toBe('')
  })
})

async function removeMoved(dataDir: string): Promise<void> {
  const location = await readFile(join(dataDir, 'postgres', 'moved-to'), 'utf8').catch(() => '')
  if (location) await rm(location.trim(), { recursive: true })
}
