import type { Selectable } from 'kysely'
import { type Database, type Pool, statement } from '../../db/database.ts'
import { deleteInBatches } from '../../db/delete-in-batches.ts'
import type { MagicAuthsTable } from '../../db/tables.ts'
import type { MagicAuth } from './magic-auth.ts'

type Row = Selectable<MagicAuthsTable>
type Sealed = MagicAuth & { codeSealed: string }

export async function find(
  db: Database,
  environmentId: string,
  id: string,
): Promise<Sealed | null> {
  const row = await db
    .selectFrom('magic_auths')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function findNewest(
  db: Database,
  environmentId: string,
  emailNormalized: string,
): Promise<MagicAuth | null> {
  const row = await db
    .selectFrom('magic_auths')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('email_normalized', '=', emailNormalized)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

/** Inserts the new code and spends every older one of the same address. */
export async function replace(
  db: Database,
  values: {
    environmentId: string
    id: string
    userId: string | null
    email: string
    emailNormalized: string
    codeSealed: string
    invitationId: string | null
    expiresAt: Date
    now: Date
  },
): Promise<MagicAuth> {
  await db
    .updateTable('magic_auths')
    .set({ consumed_at: values.now, updated_at: values.now })
    .where('environment_id', '=', values.environmentId)
    .where('email_normalized', '=', values.emailNormalized)
    .where('consumed_at', 'is', null)
    .execute()
  const row = await db
    .insertInto('magic_auths')
    .values({
      environment_id: values.environmentId,
      id: values.id,
      user_id: values.userId,
      email: values.email,
      email_normalized: values.emailNormalized,
      code_sealed: values.codeSealed,
      invitation_id: values.invitationId,
      expires_at: values.expiresAt,
      created_at: values.now,
      updated_at: values.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return fromRow(row)
}

const attemptNewest = statement<Row>(
  'magic-auths.attempt',
  `update magic_auths set attempts = attempts + 1, updated_at = $4
    where environment_id = $1
      and id = (select id from magic_auths
                 where environment_id = $1 and email_normalized = $2
                 order by id desc limit 1)
      and consumed_at is null and expires_at > $4 and attempts < $3
   returning *`,
)

/** The newest code of an address, or null when it is spent, expired or was tried too often. */
export async function countAttempt(
  db: Database,
  environmentId: string,
  emailNormalized: string,
  attemptLimit: number,
  now: Date,
): Promise<Sealed | null> {
  const [row] = await attemptNewest(db, [environmentId, emailNormalized, attemptLimit, now])
  return row ? fromRow(row) : null
}

export async function consume(
  db: Database,
  { environmentId, id }: MagicAuth,
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('magic_auths')
    .set({ consumed_at: now, updated_at: now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('consumed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function removeExpired(db: Pool, until: Date): Promise<number> {
  return deleteInBatches(db, { table: 'magic_auths', key: 'id', column: 'expires_at', until })
}

/** Those of nobody do not go with a user. */
export async function removeAll(db: Database, environmentId: string): Promise<void> {
  await db.deleteFrom('magic_auths').where('environment_id', '=', environmentId).execute()
}

function fromRow(row: Row): Sealed {
  return {
    environmentId: row.environment_id,
    id: row.id,
    userId: row.user_id,
    email: row.email,
    codeSealed: row.code_sealed,
    invitationId: row.invitation_id,
    attempts: row.attempts,
    expiresAt: row.expires_at,
    consumedAt: row.consumed_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
