import type { PublicJwk } from '../../crypto/signing-key-pair.ts'
import { type Database, inTransaction, type Pool } from '../../db/database.ts'
import type { SigningKey } from './signing-key.ts'

export async function findSigning(
  db: Database,
  environmentId: string,
  now: Date,
): Promise<{ id: string; privateKeySealed: string } | null> {
  const row = await db
    .selectFrom('signing_keys')
    .select(['id', 'private_key_sealed as privateKeySealed'])
    .where('environment_id', '=', environmentId)
    .where('signs_from', '<=', now)
    .orderBy('signs_from', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** Newest first. */
export async function list(db: Database, environmentId: string): Promise<SigningKey[]> {
  return db
    .selectFrom('signing_keys')
    .select([
      'environment_id as environmentId',
      'id',
      'signs_from as signsFrom',
      'created_at as createdAt',
    ])
    .where('environment_id', '=', environmentId)
    .orderBy('signs_from', 'desc')
    .execute()
}

export async function listPublished(
  db: Database,
  environmentId: string,
  now: Date,
): Promise<PublicJwk[]> {
  const rows = await db
    .selectFrom('signing_keys')
    .select('public_jwk')
    .where('environment_id', '=', environmentId)
    .where((where) =>
      where.or([where('published_until', 'is', null), where('published_until', '>', now)]),
    )
    .orderBy('signs_from', 'desc')
    .execute()
  return rows.map((row) => row.public_jwk as unknown as PublicJwk)
}

export async function insert(
  db: Pool,
  values: {
    environmentId: string
    id: string
    privateKeySealed: string
    publicJwk: PublicJwk
    signsFrom: Date
    previousPublishedUntil: Date
    now: Date
  },
): Promise<void> {
  await inTransaction(db, async (transaction) => {
    await transaction
      .updateTable('signing_keys')
      .set({ published_until: values.previousPublishedUntil })
      .where('environment_id', '=', values.environmentId)
      .where('published_until', 'is', null)
      .execute()
    await transaction
      .insertInto('signing_keys')
      .values({
        environment_id: values.environmentId,
        id: values.id,
        private_key_sealed: values.privateKeySealed,
        public_jwk: JSON.stringify(values.publicJwk),
        signs_from: values.signsFrom,
        published_until: null,
        created_at: values.now,
      })
      .execute()
  })
}

export async function removeUnpublished(
  db: Database,
  environmentId: string,
  now: Date,
): Promise<void> {
  await db
    .deleteFrom('signing_keys')
    .where('environment_id', '=', environmentId)
    .where('published_until', '<=', now)
    .execute()
}
