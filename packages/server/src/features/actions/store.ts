import type { Selectable } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { ActionEndpointsTable } from '../../db/tables.ts'
import type { ActionEndpoint, ActionType } from './action-endpoint.ts'

export type SealedEndpoint = Omit<ActionEndpoint, 'secret'> & { secretSealed: string }

export async function find(
  db: Database,
  environmentId: string,
  type: ActionType,
): Promise<SealedEndpoint | null> {
  const row = await db
    .selectFrom('action_endpoints')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('type', '=', type)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function list(db: Database, environmentId: string): Promise<SealedEndpoint[]> {
  const rows = await db
    .selectFrom('action_endpoints')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .orderBy('type')
    .execute()
  return rows.map(fromRow)
}

/** Where there is one of this type, it keeps its id, its secret and the moment it was made. */
export async function save(db: Database, endpoint: SealedEndpoint): Promise<SealedEndpoint> {
  const settings = {
    url: endpoint.url,
    enabled: endpoint.enabled,
    failure_mode: endpoint.failureMode,
    timeout_milliseconds: endpoint.timeoutMilliseconds,
    updated_at: endpoint.updatedAt,
  }
  const row = await db
    .insertInto('action_endpoints')
    .values({
      environment_id: endpoint.environmentId,
      id: endpoint.id,
      type: endpoint.type,
      secret_sealed: endpoint.secretSealed,
      created_at: endpoint.createdAt,
      ...settings,
    })
    .onConflict((conflict) => conflict.columns(['environment_id', 'type']).doUpdateSet(settings))
    .returningAll()
    .executeTakeFirstOrThrow()
  return fromRow(row)
}

export async function updateSecret(
  db: Database,
  { environmentId, type }: { environmentId: string; type: ActionType },
  secretSealed: string,
  now: Date,
): Promise<SealedEndpoint | null> {
  const row = await db
    .updateTable('action_endpoints')
    .set({ secret_sealed: secretSealed, updated_at: now })
    .where('environment_id', '=', environmentId)
    .where('type', '=', type)
    .returningAll()
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function remove(
  db: Database,
  environmentId: string,
  type: ActionType,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('action_endpoints')
    .where('environment_id', '=', environmentId)
    .where('type', '=', type)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

const fromRow = (row: Selectable<ActionEndpointsTable>): SealedEndpoint => ({
  environmentId: row.environment_id,
  id: row.id,
  type: row.type,
  url: row.url,
  secretSealed: row.secret_sealed,
  enabled: row.enabled,
  failureMode: row.failure_mode,
  timeoutMilliseconds: row.timeout_milliseconds,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
