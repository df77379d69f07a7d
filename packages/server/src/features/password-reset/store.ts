import type { Selectable } from 'kysely'
import type { Database, Pool } from '../../db/database.ts'
import { deleteInBatches } from '../../db/delete-in-batches.ts'
import type { Tables } from '../../db/tables.ts'
import type { User } from '../users/user.ts'
import type { PasswordReset } from './password-reset.ts'

type Row = Selectable<Tables['password_resets']>

/** By the secret alone: this is the query that finds out which environment a link belongs to. */
export async function findByTokenHash(
  db: Database,
  tokenHash: Buffer,
): Promise<PasswordReset | null> {
  const row = await db
    .selectFrom('password_resets')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function findSealed(
  db: Database,
  environmentId: string,
  id: string,
): Promise<(PasswordReset & { tokenSealed: string }) | null> {
  const row = await db
    .selectFrom('password_resets')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? { ...fromRow(row), tokenSealed: row.token_sealed } : null
}

export async function insert(
  db: Database,
  values: {
    environmentId: string
    id: string
    userId: string
    email: string
    tokenHash: Buffer
    tokenSealed: string
    expiresAt: Date
    now: Date
  },
): Promise<PasswordReset> {
  const row = await db
    .insertInto('password_resets')
    .values({
      environment_id: values.environmentId,
      id: values.id,
      user_id: values.userId,
      email: values.email,
      token_hash: values.tokenHash,
      token_sealed: values.tokenSealed,
      expires_at: values.expiresAt,
      created_at: values.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return fromRow(row)
}

export async function consume(db: Database, reset: PasswordReset, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('password_resets')
    .set({ consumed_at: now })
    .where('environment_id', '=', reset.environmentId)
    .where('id', '=', reset.id)
    .where('consumed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function consumeAllOfUser(db: Database, user: User, now: Date): Promise<void> {
  await db
    .updateTable('password_resets')
    .set({ consumed_at: now })
    .where('environment_id', '=', user.environmentId)
    .where('user_id', '=', user.id)
    .where('consumed_at', 'is', null)
    .execute()
}

export async function removeExpired(db: Pool, until: Date): Promise<number> {
  return deleteInBatches(db, { table: 'password_resets', key: 'id', column: 'expires_at', until })
}

function fromRow(row: Row): PasswordReset {
  return {
    environmentId: row.environment_id,
    id: row.id,
    userId: row.user_id,
    email: row.email,
    expiresAt: row.expires_at,
    consumedAt: row.consumed_at,
    createdAt: row.created_at,
  }
}
