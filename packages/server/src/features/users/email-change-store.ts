import type { Selectable } from 'kysely'
import type { Database, Pool } from '../../db/database.ts'
import { deleteInBatches } from '../../db/delete-in-batches.ts'
import type { EmailChangesTable } from '../../db/tables.ts'
import type { EmailChange } from './email-change.ts'
import type { User } from './user.ts'

type Row = Selectable<EmailChangesTable>
type Sealed = EmailChange & { codeSealed: string }

export async function find(db: Database, user: User): Promise<EmailChange | null> {
  const row = await db
    .selectFrom('email_changes')
    .selectAll()
    .where('environment_id', '=', user.environmentId)
    .where('user_id', '=', user.id)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function replace(
  db: Database,
  values: {
    environmentId: string
    userId: string
    newEmail: string
    codeSealed: string
    expiresAt: Date
    now: Date
  },
): Promise<EmailChange> {
  const change = {
    new_email: values.newEmail,
    code_sealed: values.codeSealed,
    attempts: 0,
    expires_at: values.expiresAt,
    consumed_at: null,
    created_at: values.now,
  }
  const row = await db
    .insertInto('email_changes')
    .values({ environment_id: values.environmentId, user_id: values.userId, ...change })
    .onConflict((conflict) => conflict.columns(['environment_id', 'user_id']).doUpdateSet(change))
    .returningAll()
    .executeTakeFirstOrThrow()
  return fromRow(row)
}

/** Null when the code is spent, expired or was tried too often. */
export async function countAttempt(
  db: Database,
  user: User,
  attemptLimit: number,
  now: Date,
): Promise<Sealed | null> {
  const row = await db
    .updateTable('email_changes')
    .set((expression) => ({ attempts: expression('attempts', '+', 1) }))
    .where('environment_id', '=', user.environmentId)
    .where('user_id', '=', user.id)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', now)
    .where('attempts', '<', attemptLimit)
    .returningAll()
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

/** Not where another change took its place meanwhile. */
export async function consume(db: Database, change: Sealed, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('email_changes')
    .set({ consumed_at: now })
    .where('environment_id', '=', change.environmentId)
    .where('user_id', '=', change.userId)
    .where('code_sealed', '=', change.codeSealed)
    .where('consumed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function remove(db: Database, user: User): Promise<void> {
  await db
    .deleteFrom('email_changes')
    .where('environment_id', '=', user.environmentId)
    .where('user_id', '=', user.id)
    .execute()
}

export async function removeExpired(db: Pool, until: Date): Promise<number> {
  return deleteInBatches(db, {
    table: 'email_changes',
    key: 'user_id',
    column: 'expires_at',
    until,
  })
}

function fromRow(row: Row): Sealed {
  return {
    environmentId: row.environment_id,
    userId: row.user_id,
    newEmail: row.new_email,
    codeSealed: row.code_sealed,
    attempts: row.attempts,
    expiresAt: row.expires_at,
    consumedAt: row.consumed_at,
    createdAt: row.created_at,
  }
}
