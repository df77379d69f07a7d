import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loopbackAccess, socketFolder } from './access.ts'
import { ensureCluster } from './cluster.ts'
import { chooseHome } from './home.ts'
import { launchPostmaster, type Postmaster } from './postmaster.ts'

const log = pino({ level: 'silent' })
let scratch: string
let running: Postmaster | undefined

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'latchkey-access-'))
  await chmod(scratch, 0o755)
})

afterAll(async () => {
  await running?.stop()
  await rm(scratch, { recursive: true, force: true })
})

async function connect(config: pg.ClientConfig) {
  const client = new pg.Client(config)
  await client.connect()
  const { rows } = await client.query('show listen_addresses')
  await client.end()
  return rows
}

describe('a loopback port, where there are no unix sockets', () => {
  it('opens to the generated password only', async () => {
    const dataDir = join(scratch, 'loopback')
    await mkdir(dataDir)
    const home = await chooseHome(dataDir)
    const access = await loopbackAccess(home)
    await ensureCluster(home, access)
    running = launchPostmaster(home, access, log)
    await running.ready

    expect(await connect(access.connection)).toEqual([{ listen_addresses: '127.0.0.1' }])
    await expect(connect({ ...access.connection, password: 'guessed' })).rejects.toThrow(
      'password authentication failed',
    )
    await expect(connect({ ...access.connection, password: undefined })).rejects.toThrow(/password/)
  })

  it('keeps its password, and says so in words when it was lost', async () => {
    await running?.stop()
    const home = await chooseHome(join(scratch, 'loopback'))
    const { connection } = await loopbackAccess(home)
    expect((await loopbackAccess(home)).connection.password).toBe(connection.password)

    await writeFile(join(home.folder, 'password'), 'another\n')
    running = launchPostmaster(home, await loopbackAccess(home), log)
    await expect(running.ready).rejects.toThrow(
      'does not let Latchkey in: password authentication failed',
    )
  })
})

describe('the folder of the socket', () => {
  it('lies beside the database where its path is short enough', () => {
    expect(socketFolder('/srv/latchkey/postgres')).toBe('/srv/latchkey/postgres/socket')
  })

  it('lies in the folder for temporary files where it is not, one for each data folder', () => {
    const [one, other] = ['a', 'b'].map((letter) => socketFolder(`/${letter.repeat(100)}`))
    expect(one).toMatch(/\/latchkey-[0-9a-f]{16}$/)
    expect(other).not.toBe(one)
    expect(Buffer.byteLength(`${one}/.s.PGSQL.5432`)).toBeLessThanOrEqual(107)
  })
})
