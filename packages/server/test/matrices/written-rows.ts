import { sql } from 'kysely'
import type { Deps } from '../../src/deps.ts'
import type { TestServer } from '../server.ts'

/** Rows as JSON, each under the name of its table. */
export type Rows = Set<string>

/** What is counted and delivered beside the requests, at moments of its own. */
const beside = [
  'rate_limit_counters',
  'webhook_deliveries',
  'webhook_delivery_attempts',
  'webhook_positions',
]

/** Every row of every table, in one statement, once everything is done that was asked for. */
export async function readRows({ deps, settled }: TestServer): Promise<Rows> {
  await settled()
  tables ??= readColumns(deps).then((columns) => [
    ...new Set(columns.map(({ table }) => table).filter((table) => !beside.includes(table))),
  ])
  const selects = (await tables).map(
    (table) =>
      sql`select ${table} || ' ' || to_jsonb(whole)::text as row from ${sql.table(table)} as whole`,
  )
  const { rows } = await sql<{ row: string }>`${sql.join(selects, sql` union all `)}`.execute(
    deps.db,
  )
  return new Set(rows.map(({ row }) => row).filter((row) => !isKeyOfTests(row)))
}

/** Its last use is noted beside the requests. */
const isKeyOfTests = (row: string) => row.startsWith('api_keys ') && row.includes('"name": "Tests"')

/** All databases have the same. */
let tables: Promise<string[]> | undefined

export interface Column {
  table: string
  name: string
  type: string
  fallback: string | null
}

export async function readColumns({ db }: Pick<Deps, 'db'>): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select table_name as table, column_name as name, data_type as type, column_default as fallback
      from information_schema.columns
     where table_schema = 'public'
     order by table_name, ordinal_position`.execute(db)
  return rows
}

export interface Changes {
  written: string[]
  gone: string[]
}

export const changesBetween = (before: Rows, after: Rows): Changes => ({
  written: [...after].filter((row) => !before.has(row)),
  gone: [...before].filter((row) => !after.has(row)),
})

/** What differs however often the same is asked: new ids, moments of this century, times, secrets. */
export function withoutChance(rows: string[], known: ReadonlySet<string>): string[] {
  return rows
    .map((row) =>
      row
        .replace(/"(\w*(?:_hash|_sealed|_token|_prefix|obfuscated_value))": "[^"]*"/g, '"$1": …')
        .replace(/"duration_milliseconds": \d+/g, '"duration_milliseconds": …')
        .replace(/"transaction_id": "\d+"/g, '"transaction_id": …')
        .replace(/"2\d{3}-\d\d-\d\dT[^"]*"/g, 'a moment')
        .replace(ulid, (id) => (known.has(id) ? id : 'a new id'))
        .replace(/localhost:\d+/g, 'localhost'),
    )
    .sort()
}

const ulid = /(?<![0-9A-Za-z])[0-9A-HJKMNP-TV-Z]{26}\b/g

export const idsIn = (rows: Rows): Set<string> =>
  new Set([...rows].flatMap((row) => row.match(ulid) ?? []))
