import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CompiledQuery, sql, type Transaction } from 'kysely'
import type pg from 'pg'
import { siblingFolder } from '../config/sibling-folder.ts'
import { type Database, inTransaction, type Pool } from './database.ts'
import type { Tables } from './tables.ts'

/** The migrations of this version. */
export const migrationsFolder = siblingFolder(import.meta.url, [
  '../../migrations',
  '../migrations',
])

/** The schema cannot be brought up to date; the message says why and what to do, for the terminal. */
export class MigrationError extends Error {}

const migrationName = /^\d{4}-[a-z0-9-]+\.sql$/

/**
 * Brings the schema up to date: plain SQL files, numbered, forward only, each once.
 * Several processes may start together: the first takes the table lock, the others wait and find
 * the work done. A migration and its record are one transaction, so a kill leaves no half.
 */
export async function migrate(pool: pg.Pool, folder: string): Promise<string[]> {
  const client = await pool.connect()
  const run: Run = async (text, values) => (await client.query(text, values)).rows
  try {
    await refuseOldServer(run)
    await createMigrationsTable(run)
    await client.query('begin')
    const pending = await runPending(run, folder)
    await client.query('commit')
    return pending
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

/** The same as a part of the caller's transaction, for whoever may take all of it back. */
export async function migrateInTransaction(db: Database, folder: string): Promise<void> {
  const run: Run = async <Row>(text: string, values: unknown[] = []) =>
    (await db.executeQuery(CompiledQuery.raw(text, values))).rows as Row[]
  await refuseOldServer(run)
  await createMigrationsTable(run)
  await runPending(run, folder)
}

/** As a part of the transaction of this connection: all migrations, or these alone. */
export async function runMigrations(
  client: pg.ClientBase,
  folder: string,
  only?: string[],
): Promise<void> {
  const run: Run = async (text, values) => (await client.query(text, values)).rows
  await refuseOldServer(run)
  await createMigrationsTable(run)
  await runPending(run, folder, only)
}

/** Text without values may hold several statements. */
type Run = <Row>(text: string, values?: unknown[]) => Promise<Row[]>

async function runPending(run: Run, folder: string, only?: string[]): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => migrationName.test(name)).sort()
  await run('lock table migrations in exclusive mode')
  const rows = await run<{ name: string }>('select name from migrations')
  const applied = new Set(rows.map((row) => row.name))
  refuseNewerSchema(new Set([...applied, ...(only ?? [])]), names)
  const wanted = only ? names.filter((name) => only.includes(name)) : names
  const pending = wanted.filter((name) => !applied.has(name))
  for (const name of pending) {
    await run(await readFile(join(folder, name), 'utf8'))
    await run('insert into migrations (name) values ($1)', [name])
  }
  return pending
}

/**
 * Runs work that only one process may do at a time, such as making what an installation lacks.
 * Others wait for the lock, as they do for migrations, and find the work done.
 */
export async function oneProcessAtATime<T>(
  db: Pool,
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return inTransaction(db, async (transaction) => {
    await sql`lock table migrations in exclusive mode`.execute(transaction)
    return work(transaction)
  })
}

async function refuseOldServer(run: Run): Promise<void> {
  const [version] = await run<{ server_version_num: string; server_version: string }>(
    `select current_setting('server_version_num') as server_version_num,
            current_setting('server_version') as server_version`,
  )
  if (version && Number(version.server_version_num) < 150_000) {
    throw new MigrationError(
      `This database is PostgreSQL ${version.server_version}. Latchkey needs PostgreSQL 15 or newer.`,
    )
  }
}

async function createMigrationsTable(run: Run): Promise<void> {
  try {
    await run(`create table if not exists migrations (
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
    throw new MigrationError(
      `This database was used by a newer Latchkey (migration ${unknown.at(-1)}). Start that version, or restore a backup made before it.`,
    )
  }
}
