import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type pg from 'pg'
import type { Pool } from './database.ts'

const migrationName = /^\d{4}-[a-z0-9-]+\.sql$/

/**
 * Brings the schema up to date: plain SQL files, numbered, forward only, each once.
 * Several processes may start together: the first takes the table lock, the others wait and find
 * the work done. A migration and its record are one transaction, so a kill leaves no half.
 */
export async function migrate(pool: pg.Pool, folder: string): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => migrationName.test(name)).sort()
  const client = await pool.connect()
  try {
    await refuseOldServer(client)
    await createMigrationsTable(client)
    await client.query('begin')
    await client.query('lock table migrations in exclusive mode')
    const { rows } = await client.query<{ name: string }>('select name from migrations')
    const applied = new Set(rows.map((row) => row.name))
    refuseNewerSchema(applied, names)
    const pending = names.filter((name) => !applied.has(name))
    for (const name of pending) {
      await client.query(await readFile(join(folder, name), 'utf8'))
      await client.query('insert into migrations (name) values ($1)', [name])
    }
    await client.query('commit')
    return pending
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/**
 * Runs work that only one process may do at a time, such as making what an installation lacks.
 * Others wait for the lock, as they do for migrations, and find the work done.
 */
export async function oneProcessAtATime<T>(db: Pool, work: () => Promise<T>): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    await sql`lock table migrations in exclusive mode`.execute(transaction)
    return work()
  })
}

async function refuseOldServer(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ server_version_num: string; server_version: string }>(
    `select current_setting('server_version_num') as server_version_num,
            current_setting('server_version') as server_version`,
  )
  const version = rows[0]
  if (version && Number(version.server_version_num) < 150_000) {
    throw new Error(
      `This database is PostgreSQL ${version.server_version}. Latchkey needs PostgreSQL 15 or newer.`,
    )
  }
}

async function createMigrationsTable(client: pg.PoolClient): Promise<void> {
  try {
    await client.query(`create table if not exists migrations (
      name text primary key,
      applied_at timestamptz not null default now()
    )`)
  } catch (error) {
    // "If not exists" still collides when two processes create it in the same instant: one wins.
    const collided = ['23505', '42P07', '42710'].includes((error as { code?: string }).code ?? '')
    if (!collided) throw error
  }
}

function refuseNewerSchema(applied: Set<string>, known: string[]): void {
  const unknown = [...applied].filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    throw new Error(
      `This database was used by a newer Latchkey (migration ${unknown.at(-1)}). Start that version, or restore a backup made before it.`,
    )
  }
}
