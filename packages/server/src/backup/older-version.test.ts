import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseUrl } from '../../test/database-url.ts'
import { createTestDatabase } from '../../test/server.ts'
import { migrationsFolder, runMigrations } from '../db/migrate.ts'
import { backup, restore } from '../operations.ts'

const databases: Awaited<ReturnType<typeof createTestDatabase>>[] = []
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-backup-'))
})
afterAll(async () => {
  for (const database of databases) await database.drop()
  await rm(folder, { recursive: true })
})

/** An empty database, and what is done with it. */
async function emptyDatabase() {
  const database = await createTestDatabase()
  databases.push(database)
  const address = databaseUrl(database.name)
  const query = async <Result>(work: (client: pg.Client) => Promise<Result>) => {
    const client = new pg.Client({ connectionString: address })
    await client.connect()
    return work(client).finally(() => client.end())
  }
  await query((client) => client.query('drop schema public cascade; create schema public'))
  return { address, query }
}

test('a backup of an older version is restored and brought up to this one', async () => {
  const names = (await readdir(migrationsFolder)).sort()
  const old = await emptyDatabase()
  await old.query(async (client) => {
    await client.query('begin')
    await runMigrations(client, migrationsFolder, names.slice(0, 8))
    await client.query(
      `insert into environments (id, kind, name, created_at, updated_at)
       values ('environment_old', 'staging', 'Old', now(), now())`,
    )
    await client.query('commit')
  })
  const file = join(folder, 'old.gz')
  const env = { LATCHKEY_SECRET: 'a secret that only the tests have' }
  const installation = { databaseUrl: old.address, dataDir: folder, env }
  const { migration } = await backup({ installation, file, now: new Date() })
  expect(migration).toBe(names[7])

  const target = await emptyDatabase()
  await restore({ installation: { ...installation, databaseUrl: target.address }, file })
  const { rows } = await target.query((client) => client.query('select name from environments'))
  expect(rows).toEqual([{ name: 'Old' }])
  const applied = await target.query((client) => client.query('select name from migrations'))
  expect(applied.rows.map(({ name }) => name).sort()).toEqual(names)
})
