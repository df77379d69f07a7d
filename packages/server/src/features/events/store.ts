import { type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import { type Database, type Pool, statement } from '../../db/database.ts'
import { deleteInBatches } from '../../db/delete-in-batches.ts'
import type { EventsTable, Tables } from '../../db/tables.ts'
import type { Event, EventQuery, EventRecord } from './event.ts'
import { eventIdsOf } from './event-id.ts'

/** Where an event stands among the others. The transaction is a number of 64 bits, so it stays text. */
export interface Position {
  transactionId: string
  id: string
}

/** True of transactions older than every one that goes on: nothing can come before them any more. */
const isSettled = sql<boolean>`transaction_id < (select events_settled_before())`

export async function insertEvents(
  db: Database,
  events: (EventRecord & { id: string; createdAt: Date })[],
): Promise<void> {
  await db
    .insertInto('events')
    .values(
      events.map((event) => ({
        environment_id: event.environmentId,
        id: event.id,
        event: event.event,
        data: JSON.stringify(event.data),
        organization_id: event.organizationId ?? null,
        context: JSON.stringify(event.context ?? {}),
        created_at: event.createdAt,
      })),
    )
    .execute()
}

/** The page and one event more, nearest to the position first. */
export async function list(
  db: Database,
  environmentId: string,
  query: EventQuery,
  position: Position | null,
): Promise<Event[]> {
  const ascending = (query.order === 'asc') !== (query.before !== undefined)
  let events = db
    .selectFrom('events')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where(isSettled)
  if (query.events.length > 0) events = events.where('event', 'in', query.events)
  if (query.organizationId) events = events.where('organization_id', '=', query.organizationId)
  if (query.rangeStart) {
    const { lowest } = eventIdsOf(query.rangeStart)
    events = events
      .where('created_at', '>=', query.rangeStart)
      .where(sql<boolean>`transaction_id >= ${transactionNear(environmentId, '>=', lowest)}`)
  }
  if (query.rangeEnd) {
    const { highest } = eventIdsOf(query.rangeEnd)
    events = events
      .where('created_at', '<=', query.rangeEnd)
      .where(sql<boolean>`transaction_id <= ${transactionNear(environmentId, '<=', highest)}`)
  }
  if (position) events = beyond(events, position, ascending)
  const direction = ascending ? 'asc' : 'desc'
  const rows = await events
    .orderBy('transaction_id', direction)
    .orderBy('id', direction)
    .limit(query.limit + 1)
    .execute()
  return rows.map(fromRow)
}

/**
 * The outermost transaction of a range, so that its list begins there and not at the first event that
 * is kept. Ids tell where the range begins, and transactions that overlapped stand within a thousand.
 */
function transactionNear(environmentId: string, side: '>=' | '<=', id: string) {
  const [outermost, direction] =
    side === '>=' ? [sql.raw('min'), sql.raw('asc')] : [sql.raw('max'), sql.raw('desc')]
  return sql`(
    select ${outermost}(transaction_id) from (
      select transaction_id from events
       where environment_id = ${environmentId} and id ${sql.raw(side)} ${id}
       order by id ${direction} limit 1000) as near)`
}

function beyond<Row>(
  events: SelectQueryBuilder<Tables, 'events', Row>,
  { transactionId, id }: Position,
  ascending: boolean,
): SelectQueryBuilder<Tables, 'events', Row> {
  const comparison = sql.raw(ascending ? '>' : '<')
  return events.where(
    sql<boolean>`(transaction_id, id) ${comparison} (${transactionId}::text::xid8, ${id}::text)`,
  )
}

/** Null also for an event that is not shown yet: nobody has seen its id in a list. */
export async function findPosition(
  db: Database,
  environmentId: string,
  id: string,
): Promise<Position | null> {
  const row = await db
    .selectFrom('events')
    .select(['transaction_id', 'id'])
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where(isSettled)
    .executeTakeFirst()
  return row ? { transactionId: row.transaction_id, id: row.id } : null
}

const selectAfter = statement<{ id: string; event: string }>(
  'events.list-after',
  `select id, event from events
    where environment_id = $1 and transaction_id < (select events_settled_before())
      and (transaction_id, id) > (
        select coalesce(max(transaction_id), '0'), coalesce(max(id), '') from events
         where environment_id = $1 and id = $2)
    order by transaction_id, id limit $3`,
)

/** What happened after an event, in the order of lists: everything that is kept when it is gone or null. */
export async function listAfter(
  db: Database,
  environmentId: string,
  id: string | null,
  limit: number,
): Promise<{ id: string; event: string }[]> {
  return selectAfter(db, [environmentId, id, limit])
}

/** The event that a list would end with. */
export async function findLast(db: Database, environmentId: string): Promise<string | null> {
  const row = await db
    .selectFrom('events')
    .select('id')
    .where('environment_id', '=', environmentId)
    .where(isSettled)
    .orderBy('transaction_id', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

export async function findAll(
  db: Database,
  environmentId: string,
  ids: string[],
): Promise<Event[]> {
  const rows = await selectAll(db, [environmentId, ids])
  return rows.map(fromRow)
}

const selectAll = statement<Selectable<EventsTable>>(
  'events.find-all',
  'select * from events where environment_id = $1 and id = any($2)',
)

/** The newest of a name. */
export async function findLatest(
  db: Database,
  environmentId: string,
  event: string,
): Promise<Event | null> {
  const row = await db
    .selectFrom('events')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('event', '=', event)
    .orderBy('transaction_id', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

/**
 * A database that was restored into a new cluster brings the transaction numbers of the old one,
 * which the new one has yet to reach: its events would stay hidden, and new ones would come before
 * them. All of them are settled, so they all move to the beginning, where their ids order them.
 */
export async function adoptRestored(db: Database): Promise<void> {
  await sql`
    update events set transaction_id = '0'
     where transaction_id <> '0' and exists (
       select from (select transaction_id from events order by transaction_id desc limit 1) as last
        where last.transaction_id >= pg_snapshot_xmax(pg_current_snapshot()))`.execute(db)
}

export async function removeOld(db: Pool, until: Date): Promise<number> {
  return deleteInBatches(db, { table: 'events', key: 'id', column: 'created_at', until })
}

export async function removeAll(db: Database, environmentId: string): Promise<void> {
  await db.deleteFrom('events').where('environment_id', '=', environmentId).execute()
}

function fromRow(row: Selectable<EventsTable>): Event {
  return {
    id: row.id,
    event: row.event,
    data: row.data,
    context: row.context,
    createdAt: row.created_at,
  }
}
