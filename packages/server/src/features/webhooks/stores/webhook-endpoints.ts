import type { Selectable } from 'kysely'
import type { Database } from '../../../db/database.ts'
import { type PageQuery, selectPage } from '../../../db/page.ts'
import type { WebhookEndpointsTable } from '../../../db/tables.ts'
import type { WebhookEndpoint, WebhookEndpointChanges } from '../webhook-endpoint.ts'

type Key = { environmentId: string; id: string }

export type SealedEndpoint = Omit<WebhookEndpoint, 'secret'> & { secretSealed: string }

export async function insertEndpoint(db: Database, endpoint: SealedEndpoint): Promise<void> {
  await db
    .insertInto('webhook_endpoints')
    .values({
      environment_id: endpoint.environmentId,
      id: endpoint.id,
      endpoint_url: endpoint.endpointUrl,
      secret_sealed: endpoint.secretSealed,
      status: endpoint.status,
      events: endpoint.events,
      created_at: endpoint.createdAt,
      updated_at: endpoint.updatedAt,
    })
    .execute()
}

/** Undefined leaves a column as it is. */
export async function updateEndpoint(
  db: Database,
  { environmentId, id }: Key,
  changes: WebhookEndpointChanges & { secretSealed?: string; now: Date },
): Promise<SealedEndpoint | null> {
  const row = await db
    .updateTable('webhook_endpoints')
    .set({
      endpoint_url: changes.endpointUrl,
      secret_sealed: changes.secretSealed,
      status: changes.status,
      events: changes.events,
      updated_at: changes.now,
    })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row ? toEndpoint(row) : null
}

export async function removeEndpoint(
  db: Database,
  environmentId: string,
  id: string,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('webhook_endpoints')
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function findEndpoint(
  db: Database,
  environmentId: string,
  id: string,
): Promise<SealedEndpoint | null> {
  const row = await db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? toEndpoint(row) : null
}

export async function listEndpoints(
  db: Database,
  environmentId: string,
  query: PageQuery,
): Promise<SealedEndpoint[]> {
  const endpoints = db
    .selectFrom('webhook_endpoints')
    .selectAll()
    .where('environment_id', '=', environmentId)
  const rows = await selectPage(endpoints, query).execute()
  return rows.map(toEndpoint)
}

export async function listEnabledEndpoints(
  db: Database,
  environmentId: string,
): Promise<{ id: string; events: string[] }[]> {
  return db
    .selectFrom('webhook_endpoints')
    .select(['id', 'events'])
    .where('environment_id', '=', environmentId)
    .where('status', '=', 'enabled')
    .execute()
}

const toEndpoint = (row: Selectable<WebhookEndpointsTable>): SealedEndpoint => ({
  environmentId: row.environment_id,
  id: row.id,
  endpointUrl: row.endpoint_url,
  secretSealed: row.secret_sealed,
  status: row.status,
  events: row.events,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
