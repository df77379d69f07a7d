import type pg from 'pg'
import copy from 'pg-copy-streams'
import { countLines, type Heading, type Section, writeArchive } from './archive.ts'
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
  counting?: Counting,
): AsyncGenerator<Buffer> {
  await client.query('begin transaction isolation level repeatable read, read only')
  await prepareSession(client)
  const migrations = await listMigrations(client)
  if (migrations.length === 0) throw nothingThere()
  const tables = await listTables(client)
  counting?.begin(await countRows(client, tables))
  const sections = sectionsOf(client, tables, counting)
  yield* writeArchive({ latchkey_backup: 1, ...about, migrations }, sections)
  await client.query('commit')
}

/** Told how many rows there will be, and of each piece of them. */
export interface Counting {
  begin(rows: number): void
  advance(rows: number): void
}

/** As the snapshot sees them: a small part of what reading them takes. */
async function countRows(client: pg.ClientBase, tables: Table[]): Promise<number> {
  const counts = tables.map(({ name }) => `(select count(*) from ${quoted(name)})`)
  const { rows } = await client.query<{ count: string }>(`select ${counts.join(' + ')} as count`)
  return Number(rows[0]?.count)
}

async function* sectionsOf(
  client: pg.ClientBase,
  tables: Table[],
  counting: Counting | undefined,
): AsyncGenerator<Section> {
  for (const { name, columns } of tables) {
    const text = `copy ${quoted(name)} (${columnList(columns)}) to stdout`
    const rows = client.query(copy.to(text, { highWaterMark: 256 * 1024 }))
    yield { table: name, columns, rows: counting ? counted(rows, counting) : rows }
  }
}

async function* counted(rows: AsyncIterable<Buffer>, counting: Counting): AsyncGenerator<Buffer> {
  for await (const piece of rows) {
    counting.advance(countLines(piece))
    yield piece
  }
}

const nothingThere = () =>
  new BackupError(
    'empty_database',
    'There is no Latchkey in this database.',
    'Name the one of an installation, with --database-url or --data-dir.',
  )
