import type pg from 'pg'

export interface Table {
  name: string
  columns: string[]
}

/** Kept by `migrate`, which runs again where a backup is restored. */
const migrationsTable = 'migrations'

/**
 * The tables of the schema `public`, those that others refer to first. References that are checked at
 * the end of a transaction ask for no order, and a table may refer to itself. The job queue lives in a
 * schema of its own and is made anew.
 */
export async function listTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows: tables } = await client.query<Table>(
    `select c.relname as name,
            array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and not c.relispartition and a.attgenerated = '' and c.relname <> $1
      group by c.relname order by c.relname`,
    [migrationsTable],
  )
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select f.relname as from, t.relname as to
       from pg_constraint
       join pg_class f on f.oid = conrelid
       join pg_class t on t.oid = confrelid
      where contype = 'f' and not condeferrable and conrelid <> confrelid
        and f.relnamespace = 'public'::regnamespace`,
  )
  return inOrder(tables, references)
}

function inOrder(tables: Table[], references: { from: string; to: string }[]): Table[] {
  const ordered: Table[] = []
  const left = new Map(tables.map((table) => [table.name, table]))
  while (left.size > 0) {
    const waits = (name: string) => references.some(({ from, to }) => from === name && left.has(to))
    const next = [...left.values()].filter(({ name }) => !waits(name))
    if (next.length === 0) throw new Error('The tables refer to each other in a circle.')
    for (const table of next) {
      ordered.push(table)
      left.delete(table.name)
    }
  }
  return ordered
}

/** The migrations that made this schema; none where there is none. */
export async function listMigrations(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ found: boolean }>(
    `select to_regclass('public.migrations') is not null as found`,
  )
  if (!rows[0]?.found) return []
  const applied = await client.query<{ name: string }>('select name from migrations order by name')
  return applied.rows.map(({ name }) => name)
}

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
export const columnList = (columns: string[]) => columns.map(quoted).join(', ')
