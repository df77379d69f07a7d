import type { Selectable } from 'kysely'
import type { Database, Pool } from '../../db/database.ts'
import { deleteInBatches } from '../../db/delete-in-batches.ts'
import type { CliSignInsTable } from '../../db/tables.ts'
import type { CliSignIn } from './cli-sign-in.ts'

type Key = Pick<CliSignIn, 'environmentId' | 'id'>

export async function insert(
  db: Database,
  values: Pick<CliSignIn, 'environmentId' | 'id' | 'hostName' | 'ipAddress' | 'expiresAt'> & {
    deviceCodeHash: Buffer
    userCodeHash: Buffer
    createdAt: Date
  },
): Promise<void> {
  await db
    .insertInto('cli_sign_ins')
    .values({
      environment_id: values.environmentId,
      id: values.id,
      device_code_hash: values.deviceCodeHash,
      user_code_hash: values.userCodeHash,
      host_name: values.hostName,
      ip_address: values.ipAddress,
      expires_at: values.expiresAt,
      created_at: values.createdAt,
    })
    .execute()
}

export async function findOpen(
  db: Database,
  environmentId: string,
  userCodeHash: Buffer,
  now: Date,
): Promise<CliSignIn | null> {
  const row = await db
    .selectFrom('cli_sign_ins')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('user_code_hash', '=', userCodeHash)
    .where('status', '=', 'pending')
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function findByDeviceCode(
  db: Database,
  environmentId: string,
  deviceCodeHash: Buffer,
): Promise<CliSignIn | null> {
  const row = await db
    .selectFrom('cli_sign_ins')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('device_code_hash', '=', deviceCodeHash)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function decide(
  db: Database,
  { environmentId, id }: Key,
  approval: { ownerId: string; environmentId: string } | null,
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('cli_sign_ins')
    .set({
      status: approval ? 'approved' : 'denied',
      owner_id: approval?.ownerId ?? null,
      approved_environment_id: approval?.environmentId ?? null,
    })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** True for one caller, however many ask at once. */
export async function consume(
  db: Database,
  { environmentId, id }: Key,
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('cli_sign_ins')
    .set({ consumed_at: now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('status', '=', 'approved')
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function removeExpired(db: Pool, until: Date): Promise<number> {
  return deleteInBatches(db, { table: 'cli_sign_ins', key: 'id', column: 'expires_at', until })
}

const fromRow = (row: Selectable<CliSignInsTable>): CliSignIn => ({
  environmentId: row.environment_id,
  id: row.id,
  hostName: row.host_name,
  ipAddress: row.ip_address,
  status: row.status,
  ownerId: row.owner_id,
  approvedEnvironmentId: row.approved_environment_id,
  expiresAt: row.expires_at,
  consumedAt: row.consumed_at,
})
