import type { Selectable } from 'kysely'
import { type Database, statement } from '../../db/database.ts'
import type { Tables } from '../../db/tables.ts'
import type { ApiKey } from './api-key.ts'

type Row = Selectable<Tables['api_keys']>

const selectByHash = statement<Row>(
  'api-keys.find-by-hash',
  'select * from api_keys where key_hash = $1',
)

/** By the secret alone: this is the query that finds out which environment a caller may use. */
export async function findByHash(db: Database, keyHash: Buffer): Promise<ApiKey | null> {
  const [row] = await selectByHash(db, [keyHash])
  return row ? fromRow(row) : null
}

export async function find(
  db: Database,
  environmentId: string,
  id: string,
): Promise<ApiKey | null> {
  const row = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function findSealed(
  db: Database,
  environmentId: string,
  id: string,
): Promise<{ keySealed: string | null } | null> {
  const row = await db
    .selectFrom('api_keys')
    .select('key_sealed as keySealed')
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

export async function list(db: Database, environmentId: string): Promise<ApiKey[]> {
  const rows = await db
    .selectFrom('api_keys')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(fromRow)
}

export async function insert(
  db: Database,
  values: {
    environmentId: string
    id: string
    name: string
    keyHash: Buffer
    keySealed: string | null
    obfuscatedValue: string
    approvedBy: string | null
    now: Date
  },
): Promise<ApiKey> {
  const row = await db
    .insertInto('api_keys')
    .values({
      environment_id: values.environmentId,
      id: values.id,
      name: values.name,
      key_hash: values.keyHash,
      key_sealed: values.keySealed,
      obfuscated_value: values.obfuscatedValue,
      approved_by: values.approvedBy,
      created_at: values.now,
      updated_at: values.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return fromRow(row)
}

export async function updateLastUsed(
  db: Database,
  apiKey: ApiKey,
  now: Date,
  ifBefore: Date,
): Promise<void> {
  await db
    .updateTable('api_keys')
    .set({ last_used_at: now })
    .where('environment_id', '=', apiKey.environmentId)
    .where('id', '=', apiKey.id)
    .where((where) =>
      where.or([where('last_used_at', 'is', null), where('last_used_at', '<=', ifBefore)]),
    )
    .execute()
}

export async function updateLastUsedByHash(
  db: Database,
  environmentId: string,
  keyHash: Buffer,
  now: Date,
): Promise<void> {
  await db
    .updateTable('api_keys')
    .set({ last_used_at: now })
    .where('environment_id', '=', environmentId)
    .where('key_hash', '=', keyHash)
    .execute()
}

export async function remove(db: Database, environmentId: string, id: string): Promise<boolean> {
  const result = await db
    .deleteFrom('api_keys')
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

function fromRow(row: Row): ApiKey {
  return {
    environmentId: row.environment_id,
    id: row.id,
    name: row.name,
    obfuscatedValue: row.obfuscated_value,
    revealable: row.key_sealed !== null,
    approvedBy: row.approved_by,
    lastUsedAt: row.last_used_at,
    createdAt: row.created_at,
  }
}
