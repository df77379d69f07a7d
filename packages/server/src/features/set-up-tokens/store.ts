import { sql } from 'kysely'
import type { Database } from '../../db/database.ts'

/** One installation has one set-up token, ever; these rows belong to it and to no environment. */
export async function insertIfNone(
  db: Database,
  values: { tokenHash: Buffer; tokenSealed: string; now: Date },
): Promise<void> {
  await sql`
    insert into set_up_tokens (token_hash, token_sealed, created_at)
    values (${values.tokenHash}, ${values.tokenSealed}, ${values.now})
    on conflict (singleton) do nothing`.execute(db)
}

export async function findOpen(
  db: Database,
): Promise<{ tokenHash: Buffer; tokenSealed: string } | null> {
  const row = await db
    .selectFrom('set_up_tokens')
    .select(['token_hash as tokenHash', 'token_sealed as tokenSealed'])
    .where('consumed_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

export async function consume(db: Database, tokenHash: Buffer, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('set_up_tokens')
    .set({ consumed_at: now })
    .where('token_hash', '=', tokenHash)
    .where('consumed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}
