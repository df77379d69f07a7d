import { sql } from 'kysely'
import type { TestServer } from './server.ts'

/**
 * Every row of every table as text, the way a backup would hold it. `environmentId` keeps to the
 * rows of one environment.
 */
export async function readDatabaseAsText(
  { deps }: TestServer,
  environmentId?: string,
): Promise<Map<string, string>> {
  const { rows: tables } = await sql<{ schema: string; name: string; has_environment: boolean }>`
    select table_schema as schema, table_name as name,
           exists (select from information_schema.columns as columns
                    where columns.table_schema = tables.table_schema
                      and columns.table_name = tables.table_name
                      and columns.column_name = 'environment_id') as has_environment
      from information_schema.tables as tables
     where table_type = 'BASE TABLE'
       and table_schema not in ('pg_catalog', 'information_schema')
     order by 1, 2`.execute(deps.db)
  const text = new Map<string, string>()
  for (const { schema, name, has_environment } of tables) {
    if (environmentId !== undefined && !has_environment) continue
    const table = sql.table(`${schema}.${name}`)
    const { rows } = await (environmentId === undefined
      ? sql<{ row: string }>`select whole::text as row from ${table} as whole`
      : sql<{ row: string }>`
          select whole::text as row from ${table} as whole
           where environment_id = ${environmentId}`
    ).execute(deps.db)
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
