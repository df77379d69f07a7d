import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { pino } from 'pino'
import type { TestProject } from 'vitest/node'
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../src/db/embedded-postgres/embedded-postgres.ts'
import { migrate } from '../src/db/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { host: string; port: number; user: string; database: string; password?: string }
    /** A folder that test files of one run share, gone when the run ends. */
    scratchFolder: string
  }
}

export const templateDatabase = 'latchkey_template'

/** One PostgreSQL for the whole run, with the schema in a database that every test file copies. */
export default async function setUp(project: TestProject) {
  const scratchFolder = await mkdtemp(join(tmpdir(), 'latchkey-test-'))
  const postgres = await startInMemory().catch(() => startIn(scratchFolder))
  const { connection } = postgres
  const administrator = new pg.Client(connection)
  await administrator.connect()
  await administrator.query(`create database ${templateDatabase}`)
  await administrator.end()
  const pool = new pg.Pool({ ...connection, database: templateDatabase })
  await migrate(pool, fileURLToPath(new URL('../migrations', import.meta.url)))
  await pool.end()
  project.provide('postgres', connection)
  project.provide('scratchFolder', scratchFolder)
  return async () => {
    await postgres.stop()
    await remove(scratchFolder)
  }
}

async function startIn(dataDir: string): Promise<EmbeddedPostgres> {
  const log = pino({ level: 'fatal' }, pino.destination(2))
  return startEmbeddedPostgres({ dataDir, log })
}

const memory = '/dev/shm'
const roomNeeded = 4 * 2 ** 30

/** These databases outlive no run, so where there is memory for them nothing waits for a disk. */
async function startInMemory(): Promise<EmbeddedPostgres> {
  const { bavail, bsize } = await statfs(memory)
  if (bavail * bsize < roomNeeded) throw new Error(`There is too little room in ${memory}.`)
  const folder = await mkdtemp(join(memory, 'latchkey-test-'))
  try {
    const postgres = await startIn(folder)
    return {
      ...postgres,
      async stop() {
        await postgres.stop()
        await remove(folder)
      },
    }
  } catch (error) {
    await remove(folder)
    throw error
  }
}

/** What some program still writes must not keep the rest. */
const remove = (folder: string) => rm(folder, { recursive: true, force: true, maxRetries: 5 })
