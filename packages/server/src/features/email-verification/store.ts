import type { Selectable } from 'kysely'
import type { Database, Pool } from '../../db/database.ts'
import { deleteInBatches } from '../../db/delete-in-batches.ts'
import type { Tables } from '../../db/tables.ts'
import type { User } from '../users/user.ts'
import type { EmailVerification } from './email-verification.ts'

type Row = Selectable<Tables['email_verifications']>
type Key = { environmentId: string; id: string }

export async function find(
  db: Database,
  environmentId: string,
  id: string,
): Promise<EmailVerification | null> {
  return findSealed(db, environmentId, id)
}

export async function findSealed(
  db: Database,
  environmentId: string,
  id: string,
): Promise<(EmailVerification & { codeSealed: string }) | null> {
  const row = await db
    .selectFrom('email_verifications')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { ...fromRow(row), codeSealed: row.code_sealed } : null
}

export async function findOpen(
  db: Database,
  user: User,
  attemptLimit: number,
  now: Date,
): Promise<EmailVerification | null> {
  const row = await db
    .selectFrom('email_verifications')
    .selectAll()
    .where('environment_id', '=', user.environmentId)
    .where('user_id', '=', user.id)
    .where('email', '=', user.email)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', now)
    .where('attempts', '<', attemptLimit)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

/** The last code that was made for the user's present address, whatever became of it. */
export async function findNewest(db: Database, user: User): Promise<EmailVerification | null> {
  const row = await db
    .selectFrom('email_verifications')
    .selectAll()
    .where('environment_id', '=', user.environmentId)
    .where('user_id', '=', user.id)
    .where('email', '=', user.email)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

/** Inserts the new code and spends every older one of the same user. */
export async function replace(
  db: Database,
  values: {
    environmentId: string
    id: string
    userId: string
    email: string
    codeSealed: string
    expiresAt: Date
    now: Date
  },
): Promise<EmailVerification> {
  await db
    .updateTable('email_verifications')
    .set({ consumed_at: values.now, updated_at: values.now })
    .where('environment_id', '=', values.environmentId)
    .where('user_id', '=', values.userId)
    .where('consumed_at', 'is', null)
    .execute()
  const row = await db
    .insertInto('email_verifications')
    .values({
      environment_id: values.environmentId,
      id: values.id,
      user_id: values.userId,
      email: values.email,
      code_sealed: values.codeSealed,
      expires_at: values.expiresAt,
      created_at: values.now,
      updated_at: values.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return fromRow(row)
}

/** Null when the code is spent, expired or was tried too often. */
export async function countAttempt(
  db: Database,
  { environmentId, id }: Key,
  attemptLimit: number,
  now: Date,
): Promise<(EmailVerification & { codeSealed: string }) | null> {
  const row = await db
    .updateTable('email_verifications')
    .set((expression) => ({ attempts: expression('attempts', '+', 1), updated_at: now }))
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', now)
    .where('attempts', '<', attemptLimit)
    .returningAll()
    .executeTakeFirst()
  return row ? { ...fromRow(row), codeSealed: row.code_sealed } : null
}

export async function consume(
  db: Database,
  { environmentId, id }: Key,
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('email_verifications')
    .set({ consumed_at: now, updated_at: now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('consumed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function removeExpired(db: Pool, until: Date): Promise<number> {
  return deleteInBatches(db, {
    table: 'email_verifications',
    key: 'id',
    column: 'expires_at',
    until,
  })
}

function fromRow(row: Row): EmailVerification {
  return {
    environmentId: row.environment_id,
    id: row.id,
    userId: row.user_id,
    email: row.email,
    attempts: row.attempts,
    expiresAt: row.expires_at,
    consumedAt: row.consumed_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
