import { sql } from 'kysely'
import type { Pool } from './database.ts'
import type { Tables } from './tables.ts'

const batchSize = 1_000

/**
 * Deletes the rows whose moment in `column` has come, and says how many there were. A thousand at a
 * time, each batch a transaction of its own: however many there are, no statement holds locks for
 * long. `key` is the column that names a row within its environment.
 */
export async function deleteInBatches(
  db: Pool,
  rows: { table: keyof Tables; key: string; column: string; until: Date },
): Promise<number> {
  const table = sql.table(rows.table)
  const key = sql.ref(rows.key)
  for (let total = 0; ; ) {
    const { numAffectedRows } = await sql`
      delete from ${table} where (environment_id, ${key}) in (
        select environment_id, ${key} from ${table}
         where ${sql.ref(rows.column)} <= ${rows.until} limit ${batchSize})`.execute(db)
    const deleted = Number(numAffectedRows ?? 0)
    total += deleted
    if (deleted < batchSize) return total
  }
}
