import type pg from 'pg'
import copy from 'pg-copy-streams'
import { type Heading, type Section, writeArchive } from './archive.ts'
import { BackupError } from './backup-error.ts'
import { columnList, listMigrations, listTables, quoted, type Table } from './schema.ts'
import { prepareSession } from './session.ts'

/**
 * The database as one moment saw it, as the bytes of an archive: a snapshot that no writer waits for.
 * The connection must be used for nothing else until the end; after a failure it is of no use any more.
 */
export async function* dump(
  client: pg.ClientBase,
  about: Pick<Heading, 'created_at' | 'secret'>,
): AsyncGenerator<Buffer> {
  await client.query('begin transaction isolation level repeatable read, read only')
  await prepareSession(client)
  const migrations = await listMigrations(client)
  if (migrations.length === 0) throw nothingThere()
  const tables = await listTables(client)
  yield* writeArchive({ latchkey_backup: 1, ...about, migrations }, sectionsOf(client, tables))
  await client.query('commit')
}

async function* sectionsOf(client: pg.ClientBase, tables: Table[]): AsyncGenerator<Section> {
  for (const { name, columns } of tables) {
    const text = `copy ${quoted(name)} (${columnList(columns)}) to stdout`
    const rows = client.query(copy.to(text, { highWaterMark: 256 * 1024 }))
    yield { table: name, columns, rows }
  }
}

const nothingThere = () =>
  new BackupError('empty_database', 'There is no Latchkey in this database.')
