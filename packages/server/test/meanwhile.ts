import { sql, type Transaction } from 'kysely'
import { expect } from 'vitest'
import type { Tables } from '../src/db/tables.ts'
import type { TestServer } from './server.ts'

/**
 * What comes of `act` when it meets a transaction that is still open: `change` runs first, its
 * transaction ends once `act` waits for it.
 */
export async function meanwhile<T>(
  { deps }: TestServer,
  change: (transaction: Transaction<Tables>) => Promise<unknown>,
  act: () => Promise<T>,
): Promise<T> {
  const { acting } = await deps.db.transaction().execute(async (transaction) => {
    await change(transaction)
    const acting = act()
    await expect.poll(() => countWaiting(deps.db), { timeout: 60_000 }).toBeGreaterThan(0)
    // Wrapped, so that the transaction does not wait for what waits for it.
    return { acting }
  })
  return acting
}

async function countWaiting(db: TestServer['deps']['db']): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  return rows[0]?.count ?? 0
}
