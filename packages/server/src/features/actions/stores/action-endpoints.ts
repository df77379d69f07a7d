import type { Selectable } from 'kysely'
import type { Database } from '../../../db/database.ts'
import type { ActionEndpointsTable } from '../../../db/tables.ts'
import type { ActionEndpoint, ActionEndpointSettings, ActionType } from '../action-endpoint.ts'

export type SealedEndpoint = Omit<ActionEndpoint, 'secret'> & { secretSealed: string }

export async function find(
  db: Database,
  environmentId: string,
  id: string,
): Promise<SealedEndpoint | null> {
  const row = await db
    .selectFrom('action_endpoints')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function findOfType(
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

export async function insert(db: Database, endpoint: SealedEndpoint): Promise<void> {
  await db
    .insertInto('action_endpoints')
    .values({
      environment_id: endpoint.environmentId,
      id: endpoint.id,
      type: endpoint.type,
      url: endpoint.url,
      secret_sealed: endpoint.secretSealed,
      enabled: endpoint.enabled,
      failure_mode: endpoint.failureMode,
      timeout_milliseconds: endpoint.timeoutMilliseconds,
      created_at: endpoint.createdAt,
      updated_at: endpoint.updatedAt,
    })
    .execute()
}

/** What is not there stays as it is. */
export type Changes = Partial<ActionEndpointSettings & { secretSealed: string }>

export async function update(
  db: Database,
  { environmentId, id }: { environmentId: string; id: string },
  changes: Changes,
  now: Date,
): Promise<SealedEndpoint | null> {
  const row = await db
    .updateTable('action_endpoints')
    .set({
      url: changes.url,
      secret_sealed: changes.secretSealed,
      enabled: changes.enabled,
      failure_mode: changes.failureMode,
      timeout_milliseconds: changes.timeoutMilliseconds,
      updated_at: now,
    })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

/** The type of the one that was removed, if there was one. */
export async function remove(
  db: Database,
  environmentId: string,
  id: string,
): Promise<ActionType | null> {
  const row = await db
    .deleteFrom('action_endpoints')
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .returning('type')
    .executeTakeFirst()
  return row?.type ?? null
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
