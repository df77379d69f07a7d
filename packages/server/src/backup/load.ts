import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import copy from 'pg-copy-streams'
import { migrationsFolder, runMigrations } from '../db/migrate.ts'
import { type Archive, damaged, type Section, type Sums } from './archive.ts'
import { BackupError } from './backup-error.ts'
import { columnList, listMigrations, listTables, quoted } from './schema.ts'
import { prepareSession } from './session.ts'

/**
 * Brings an archive into the database, inside of the caller's transaction: the schema as it was when
 * the archive was written, the rows, and then what has been changed of the schema since.
 */
export async function load(client: pg.ClientBase, archive: Archive): Promise<Sums> {
  await prepareSession(client)
  await runMigrations(client, migrationsFolder, archive.heading.migrations)
  const tables = await listTables(client)
  const known = new Map(tables.map((table) => [table.name, new Set(table.columns)]))
  // Migrations may have made rows of their own, which the archive has too.
  const names = tables.map(({ name }) => quoted(name)).join(', ')
  await client.query(`truncate ${names} cascade`)
  for await (const section of archive.sections) {
    refuseUnknown(known, section)
    await copyIn(client, section)
  }
  await client.query('set constraints all immediate')
  await compareCounts(client, archive.sums())
  await runMigrations(client, migrationsFolder)
  return archive.sums()
}

async function copyIn(client: pg.ClientBase, { table, columns, rows }: Section): Promise<void> {
  const text = `copy ${quoted(table)} (${columnList(columns)}) from stdin`
  try {
    await pipeline(Readable.from(rows, { objectMode: false }), client.query(copy.from(text)))
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    // Class 22 and 23: what stands there is no value, or refers to nothing.
    if (!/^2[23]/.test(code ?? '')) throw error
    throw damaged(`The table ${table} cannot be read: ${message}.`, error)
  }
}

/** Names of the archive become part of statements: only those that the schema has. */
function refuseUnknown(known: Map<string, Set<string>>, { table, columns }: Section): void {
  const has = known.get(table)
  if (has && columns.every((column) => has.has(column))) return
  throw damaged(`It has a table ${table} that its version of Latchkey has not.`)
}

async function compareCounts(client: pg.ClientBase, { tables }: Sums): Promise<void> {
  for (const [table, { rows }] of Object.entries(tables)) {
    const counted = await client.query<{ count: string }>(
      `select count(*)::text as count from ${quoted(table)}`,
    )
    if (Number(counted.rows[0]?.count) !== rows) {
      throw damaged(`The table ${table} has other rows than were read.`)
    }
  }
}

/**
 * Refuses a database that holds anything. With `force` an installation that nobody has used yet is
 * emptied: one without people and organizations, to which nothing is connected.
 */
export async function makeRoom(client: pg.ClientBase, force: boolean): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f', 'S')`,
  )
  if (rows.length === 0) return
  const isOurs = (await listMigrations(client)).length > 0
  if (!isOurs) throw notEmpty('It holds tables of something else.', 'Name an empty database.')
  if (!force) {
    throw notEmpty(
      'There is a Latchkey in it.',
      'Name an empty database. A fresh installation that nobody has used yet may be replaced with --force.',
    )
  }
  await refuseUsed(client)
  await client.query(
    `drop schema if exists pgboss cascade;
     do $$
     declare item text;
     begin
       for item in select format('drop table %s cascade', oid::regclass) from pg_class
         where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') loop
         execute item;
       end loop;
       for item in select format('drop function %s cascade', p.oid::regprocedure) from pg_proc p
         where pronamespace = 'public'::regnamespace
           and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') loop
         execute item;
       end loop;
     end $$`,
  )
}

async function refuseUsed(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ used: boolean; connected: boolean }>(
    `select exists (select from users) or exists (select from organizations) as used,
            exists (select from pg_stat_activity
                     where datname = current_database() and pid <> pg_backend_pid()
                       and usename is not null) as connected`,
  )
  if (rows[0]?.used) {
    throw notEmpty('People or organizations are in it.', 'Restore into another, empty database.')
  }
  if (rows[0]?.connected) {
    throw new BackupError(
      'database_in_use',
      'Other programs are connected to the database.',
      'Stop the server that uses it first.',
    )
  }
}

const notEmpty = (what: string, recovery: string) =>
  new BackupError('database_not_empty', `The database is not empty. ${what}`, recovery)
