import type { Selectable } from 'kysely'
import { type Database, type Pool, statement } from '../../../db/database.ts'
import { deleteInBatches } from '../../../db/delete-in-batches.ts'
import { type PageQuery, selectPage } from '../../../db/page.ts'
import type {
  WebhookDeliveriesTable,
  WebhookDeliveryAttemptsTable,
  WebhookEndpointsTable,
} from '../../../db/tables.ts'
import type { WebhookDelivery, WebhookDeliveryAttempt } from '../webhook-delivery.ts'

type Key = { environmentId: string; id: string }

/** `testData` is null where the event is one that happened. */
export type StoredDelivery = WebhookDelivery & { testData: Record<string, unknown> | null }

export async function insertDeliveries(
  db: Database,
  deliveries: (Key &
    Pick<StoredDelivery, 'webhookEndpointId' | 'eventId' | 'event' | 'testData'>)[],
  now: Date,
): Promise<void> {
  // A statement has 65,535 parameters at most.
  for (let start = 0; start < deliveries.length; start += 5_000) {
    await db
      .insertInto('webhook_deliveries')
      .values(
        deliveries.slice(start, start + 5_000).map((delivery) => ({
          environment_id: delivery.environmentId,
          id: delivery.id,
          webhook_endpoint_id: delivery.webhookEndpointId,
          event_id: delivery.eventId,
          event: delivery.event,
          test_data: delivery.testData && JSON.stringify(delivery.testData),
          next_attempt_at: now,
          created_at: now,
          updated_at: now,
        })),
      )
      .execute()
  }
}

export async function findDelivery(
  db: Database,
  environmentId: string,
  id: string,
): Promise<StoredDelivery | null> {
  const row = await db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? toDelivery(row) : null
}

export async function listDeliveries(
  db: Database,
  environmentId: string,
  webhookEndpointId: string,
  query: PageQuery & { status?: WebhookDelivery['status'] | undefined },
): Promise<WebhookDelivery[]> {
  let deliveries = db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('webhook_endpoint_id', '=', webhookEndpointId)
  if (query.status) deliveries = deliveries.where('status', '=', query.status)
  const rows = await selectPage(deliveries, query).execute()
  return rows.map(toDelivery)
}

/** Due at once, with all its attempts before it. One that is under way is sent once more. */
export async function restartDelivery(
  db: Database,
  { environmentId, id }: Key,
  now: Date,
): Promise<WebhookDelivery | null> {
  const row = await db
    .updateTable('webhook_deliveries')
    .set({ status: 'pending', failures: 0, next_attempt_at: now, updated_at: now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row ? toDelivery(row) : null
}

export interface ClaimedDelivery extends StoredDelivery {
  endpointUrl: string
  secretSealed: string
  isProduction: boolean
}

type ClaimedRow = Selectable<WebhookDeliveriesTable> &
  Pick<Selectable<WebhookEndpointsTable>, 'endpoint_url' | 'secret_sealed'> & {
    is_production: boolean
  }

const claimStatement = statement<ClaimedRow>(
  'webhooks.claim-due',
  `with due as (
     select delivery.environment_id, delivery.id
       from webhook_endpoints as endpoint
       left join unnest($4::text[], $5::int[]) as lane (endpoint_id, free) on lane.endpoint_id = endpoint.id
      cross join lateral (
        select environment_id, id from webhook_deliveries
         where webhook_endpoint_id = endpoint.id and environment_id = endpoint.environment_id
           and status = 'pending' and next_attempt_at <= $1
         order by next_attempt_at limit coalesce(lane.free, $6)
           for update skip locked) as delivery
      where endpoint.status = 'enabled'
      limit $3
   )
   update webhook_deliveries as claimed set next_attempt_at = $2
     from due, webhook_endpoints as endpoint, environments as environment
    where claimed.environment_id = due.environment_id and claimed.id = due.id
      and endpoint.environment_id = claimed.environment_id and endpoint.id = claimed.webhook_endpoint_id
      and environment.id = claimed.environment_id
   returning claimed.*, endpoint.endpoint_url, endpoint.secret_sealed,
             environment.kind = 'production' as is_production`,
)

/**
 * Takes what is due, of every environment and endpoint, as far as its lane is free. It is not due
 * again before the claim ends.
 */
export async function claimDue(
  db: Database,
  claim: {
    now: Date
    claimedUntil: Date
    limit: number
    /** How many an endpoint gets that is not among `free`. */
    laneWidth: number
    free: { id: string; free: number }[]
  },
): Promise<ClaimedDelivery[]> {
  if (claim.limit <= 0) return []
  const rows = await claimStatement(db, [
    claim.now,
    claim.claimedUntil,
    claim.limit,
    claim.free.map(({ id }) => id),
    claim.free.map(({ free }) => Math.max(0, free)),
    claim.laneWidth,
  ])
  return rows.map((row) => ({
    ...toDelivery(row),
    endpointUrl: row.endpoint_url,
    secretSealed: row.secret_sealed,
    isProduction: row.is_production,
  }))
}

export interface NextState {
  status: WebhookDelivery['status']
  failures: number
  nextAttemptAt: Date
  now: Date
}

const recordStatement = statement(
  'webhooks.record-attempt',
  `with ended as (
     update webhook_deliveries
        set status = $4, failures = $5, next_attempt_at = $6, updated_at = $7
      where environment_id = $1 and id = $2 and status = 'pending' and next_attempt_at = $3
   )
   insert into webhook_delivery_attempts (
     environment_id, webhook_delivery_id, attempted_at, duration_milliseconds, response_status, response_body, error)
   select $1, $2, $8, $9, $10, $11, $12
     from webhook_deliveries where environment_id = $1 and id = $2
       on conflict do nothing`,
)

/** The attempt is told in any case; the delivery moves on unless the claim was lost meanwhile. */
export async function recordAttempt(
  db: Database,
  claimed: ClaimedDelivery,
  attempt: WebhookDeliveryAttempt,
  next: NextState,
): Promise<void> {
  await recordStatement(db, [
    claimed.environmentId,
    claimed.id,
    claimed.nextAttemptAt,
    next.status,
    next.failures,
    next.nextAttemptAt,
    next.now,
    attempt.attemptedAt,
    attempt.durationMilliseconds,
    attempt.responseStatus,
    attempt.responseBody,
    attempt.error,
  ])
}

/** Ends a delivery whose event is gone. */
export async function giveUp(db: Database, { environmentId, id }: Key, now: Date): Promise<void> {
  await db
    .updateTable('webhook_deliveries')
    .set({ status: 'failed', updated_at: now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .execute()
}

export async function removeOldDeliveries(db: Pool, until: Date): Promise<number> {
  const rows = { table: 'webhook_deliveries', key: 'id', column: 'created_at', until } as const
  return deleteInBatches(db, rows)
}

export async function removeAllDeliveries(db: Database, environmentId: string): Promise<void> {
  await db.deleteFrom('webhook_deliveries').where('environment_id', '=', environmentId).execute()
}

export async function listAttempts(
  db: Database,
  environmentId: string,
  webhookDeliveryId: string,
): Promise<WebhookDeliveryAttempt[]> {
  const rows = await db
    .selectFrom('webhook_delivery_attempts')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('webhook_delivery_id', '=', webhookDeliveryId)
    .orderBy('attempted_at')
    .execute()
  return rows.map(toAttempt)
}

const toDelivery = (row: Selectable<WebhookDeliveriesTable>): StoredDelivery => ({
  environmentId: row.environment_id,
  id: row.id,
  webhookEndpointId: row.webhook_endpoint_id,
  eventId: row.event_id,
  event: row.event,
  isTest: row.test_data !== null,
  testData: row.test_data,
  status: row.status,
  failures: row.failures,
  nextAttemptAt: row.next_attempt_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

const toAttempt = (row: Selectable<WebhookDeliveryAttemptsTable>): WebhookDeliveryAttempt => ({
  attemptedAt: row.attempted_at,
  durationMilliseconds: row.duration_milliseconds,
  responseStatus: row.response_status,
  responseBody: row.response_body,
  error: row.error,
})
