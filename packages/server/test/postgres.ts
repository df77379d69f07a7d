import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { pino } from 'pino'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../src/db/embedded-postgres/embedded-postgres.ts'
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
  const dataDir = await mkdtemp(join(tmpdir(), 'latchkey-test-'))
  const log = pino({ level: 'fatal' }, pino.destination(2))
  const postgres = await startEmbeddedPostgres({ dataDir, log })
  const { connection } = postgres
  const administrator = new pg.Client(connection)
  await administrator.connect()
  await administrator.query(`create database ${templateDatabase}`)
  await administrator.end()
  const pool = new pg.Pool({ ...connection, database: templateDatabase })
  await migrate(pool, fileURLToPath(new URL('../migrations', import.meta.url)))
  await pool.end()
  project.provide('postgres', connection)
  project.provide('scratchFolder', dataDir)
  return async () => {
    await postgres.stop()
    // What some program still writes must not keep the rest.
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
  }
}
