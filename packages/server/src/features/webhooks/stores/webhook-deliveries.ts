import type { Selectable } from 'kysely'
import { type Database, type Pool, statement } from '../../../db/database.ts'
import { deleteInBatches } from '../../../db/delete-in-batches.ts'
import { type PageQuery, selectPage } from '../../../db/page.ts'
import type {
  WebhookDeliveriesTable,
  WebhookDeliveryAttemptsTable,
  WebhookEndpointsTable,
} from '../../../db/tables.ts'
import type { Outcome } from '../deliver.ts'
import type { WebhookDelivery, WebhookDeliveryAttempt } from '../webhook-delivery.ts'

type Key = { environmentId: string; id: string }

/** `testData` is null where the event is one that happened. */
export type StoredDelivery = WebhookDelivery & { testData: Record<string, unknown> | null }

const insertStatement = statement(
  'webhooks.insert-deliveries',
  `insert into webhook_deliveries (environment_id, id, webhook_endpoint_id, event_id, event, test_data,
                                   next_attempt_at, created_at, updated_at)
   select $1, id, webhook_endpoint_id, event_id, event, test_data, $2, $2, $2
     from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::jsonb[])
       as delivery (id, webhook_endpoint_id, event_id, event, test_data)`,
)

type NewDelivery = Pick<
  StoredDelivery,
  'id' | 'webhookEndpointId' | 'eventId' | 'event' | 'testData'
>

/** Those of one environment, however many, in one statement. */
export async function insertDeliveries(
  db: Database,
  environmentId: string,
  deliveries: NewDelivery[],
  now: Date,
): Promise<void> {
  if (deliveries.length === 0) return
  const column = <T>(of: (delivery: NewDelivery) => T) => deliveries.map(of)
  await insertStatement(db, [
    environmentId,
    now,
    column(({ id }) => id),
    column(({ webhookEndpointId }) => webhookEndpointId),
    column(({ eventId }) => eventId),
    column(({ event }) => event),
    column(({ testData }) => testData && JSON.stringify(testData)),
  ])
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

/** Where an event went: one for each endpoint that was told of it, newest first. */
export async function listDeliveriesOfEvent(
  db: Database,
  environmentId: string,
  eventId: string,
): Promise<WebhookDelivery[]> {
  const rows = await db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('event_id', '=', eventId)
    .orderBy('id', 'desc')
    .execute()
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

/** All that failed for good, in the same way. Says how many there were. */
export async function restartFailedDeliveries(
  db: Database,
  environmentId: string,
  webhookEndpointId: string,
  now: Date,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable('webhook_deliveries')
    .set({ status: 'pending', failures: 0, next_attempt_at: now, updated_at: now })
    .where('environment_id', '=', environmentId)
    .where('webhook_endpoint_id', '=', webhookEndpointId)
    .where('status', '=', 'failed')
    .executeTakeFirst()
  return Number(numUpdatedRows)
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

// Compared as "not distinct", which no index serves: each delivery is found by its key. The index of
// what is due would be read from one end to the other, for every delivery that is recorded.
const recordStatement = statement(
  'webhooks.record-outcomes',
  `with outcome as (
     select * from unnest(
       $2::text[], $3::text[], $4::timestamptz[], $5::text[], $6::int[], $7::timestamptz[],
       $8::timestamptz[], $9::int[], $10::int[], $11::text[], $12::text[]
     ) as outcome (environment_id, id, claimed_until, status, failures, next_attempt_at,
                   attempted_at, duration_milliseconds, response_status, response_body, error)
   ), moved_on as (
     update webhook_deliveries as delivery
        set status = outcome.status, failures = outcome.failures,
            next_attempt_at = outcome.next_attempt_at, updated_at = $1
       from outcome
      where delivery.environment_id = outcome.environment_id and delivery.id = outcome.id
        and delivery.status is not distinct from 'pending'
        and delivery.next_attempt_at is not distinct from outcome.claimed_until
   )
   insert into webhook_delivery_attempts (
     environment_id, webhook_delivery_id, attempted_at, duration_milliseconds, response_status, response_body, error)
   select outcome.environment_id, outcome.id, attempted_at, duration_milliseconds, response_status, response_body, error
     from outcome
     join webhook_deliveries as delivery
       on delivery.environment_id = outcome.environment_id and delivery.id = outcome.id
    where attempted_at is not null
       on conflict do nothing`,
)

/**
 * Many at once, in one statement. Every attempt is told; a delivery moves on unless its claim was lost
 * meanwhile, as when it was asked for again.
 */
export async function recordOutcomes(db: Database, outcomes: Outcome[], now: Date): Promise<void> {
  const column = <T>(of: (outcome: Outcome) => T) => outcomes.map(of)
  await recordStatement(db, [
    now,
    column(({ claimed }) => claimed.environmentId),
    column(({ claimed }) => claimed.id),
    column(({ claimed }) => claimed.nextAttemptAt),
    column(({ next }) => next.status),
    column(({ next }) => next.failures),
    column(({ next }) => next.nextAttemptAt),
    column(({ attempt }) => attempt?.attemptedAt),
    column(({ attempt }) => attempt?.durationMilliseconds),
    column(({ attempt }) => attempt?.responseStatus),
    column(({ attempt }) => attempt?.responseBody),
    column(({ attempt }) => attempt?.error),
  ])
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
