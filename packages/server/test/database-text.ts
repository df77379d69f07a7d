import { sql } from 'kysely'
import type { TestServer } from './server.ts'

/** Every row of every table as text, the way a backup would hold it. */
export async function readDatabaseAsText({ deps }: TestServer): Promise<Map<string, string>> {
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name
      from information_schema.tables
     where table_type = 'BASE TABLE'
       and table_schema not in ('pg_catalog', 'information_schema')
     order by 1, 2`.execute(deps.db)
  const text = new Map<string, string>()
  for (const { schema, name } of tables) {
    const table = sql.table(`${schema}.${name}`)
    const { rows } = await sql<{ row: string }>`
      select whole::text as row from ${table} as whole`.execute(deps.db)
    text.set(
      `${schema}.${name}`,
      rows
        .map(({ row }) => row)
        .sort()
        .join('\n'),
    )
  }
  return text
}
