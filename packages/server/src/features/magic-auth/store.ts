import type { Selectable } from 'kysely'
import { type Database, type Pool, statement } from '../../db/database.ts'
import { deleteInBatches } from '../../db/delete-in-batches.ts'
import type { MagicAuthsTable } from '../../db/tables.ts'
import type { MagicAuth } from './magic-auth.ts'

type Row = Selectable<MagicAuthsTable>
type Sealed = MagicAuth & { codeSealed: string }

/** The codes of an address that a browser asked for, or an application: there the newest one counts. */
export interface CodesOf {
  environmentId: string
  emailNormalized: string
  browserHash: Buffer | null
}

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
  { environmentId, emailNormalized, browserHash }: CodesOf,
): Promise<MagicAuth | null> {
  const row = await db
    .selectFrom('magic_auths')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('email_normalized', '=', emailNormalized)
    .where('browser_hash', 'is not distinct from', browserHash)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

/** Inserts the new code and spends every older one of the same address and browser. */
export async function replace(
  db: Database,
  values: CodesOf & {
    id: string
    userId: string | null
    email: string
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
    .where('browser_hash', 'is not distinct from', values.browserHash)
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
      browser_hash: values.browserHash,
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
                   and browser_hash is not distinct from $5
                 order by id desc limit 1)
      and consumed_at is null and expires_at > $4 and attempts < $3
   returning *`,
)

/** The newest of these codes, or null when it is spent, expired or was tried too often. */
export async function countAttempt(
  db: Database,
  { environmentId, emailNormalized, browserHash }: CodesOf,
  attemptLimit: number,
  now: Date,
): Promise<Sealed | null> {
  const values = [environmentId, emailNormalized, attemptLimit, now, browserHash]
  const [row] = await attemptNewest(db, values)
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
    browserHash: row.browser_hash,
    attempts: row.attempts,
    expiresAt: row.expires_at,
    consumedAt: row.consumed_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
