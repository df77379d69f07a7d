import { addSeconds } from '../../config/clock.ts'
import type { Database, Pool } from '../../db/database.ts'
import { type Page, type PageQuery, toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { ApiError, notFound } from '../../errors/errors.ts'
import { isId } from '../../ids/ids.ts'
import { createEventId } from './event-id.ts'
import type { EventName } from './event-names.ts'
import * as store from './store.ts'

export { createEventId } from './event-id.ts'
export { type EventName, eventNames, isEventName } from './event-names.ts'
export {
  adoptRestored as adoptRestoredEvents,
  findAll as findEvents,
  findLast as findLastEventId,
  findLatest as findLatestEvent,
  listAfter as listEventsAfter,
  removeAll as removeEvents,
  removeOld as removeOldEvents,
} from './store.ts'

/**
 * An event says what happened, under its published name and without secrets. It is a row of the
 * transaction that made it happen, so there is never one without the other. After 90 days it is gone.
 */
export interface EventRecord {
  environmentId: string
  event: EventName
  data: Record<string, unknown>
  /** The organization that it is about, if any; lists of events can be narrowed to it. */
  organizationId?: string | null
  /** Who did it and what was there before, where that is known. */
  context?: Record<string, unknown>
}

/** An event as it is told. */
export interface Event {
  id: string
  event: string
  data: Record<string, unknown>
  context: Record<string, unknown>
  createdAt: Date
}

export async function recordEvents(db: Database, now: Date, records: EventRecord[]): Promise<void> {
  if (records.length === 0) return
  await store.insertEvents(
    db,
    records.map((record) => ({ ...record, id: createEventId(now), createdAt: now })),
  )
}

export async function getEvent(deps: Deps, environmentId: string, id: string): Promise<Event> {
  const [event] = isId('event', id) ? await store.findAll(deps.db, environmentId, [id]) : []
  if (!event) throw notFound('Event', id)
  return event
}

export interface EventQuery extends PageQuery {
  /** All names when it is empty. */
  events: EventName[]
  organizationId?: string | undefined
  rangeStart?: Date | undefined
  rangeEnd?: Date | undefined
}

const longestRangeSeconds = 30 * 24 * 3600

/**
 * A page of what happened, in the order of the transactions that made it happen. Of what is shown,
 * everything is: an event whose transaction ends late comes after those that were shown before it,
 * so whoever continues at the last event misses none.
 */
export async function listEvents(
  deps: Deps,
  environmentId: string,
  query: EventQuery,
): Promise<Page<Event>> {
  const now = deps.clock.now()
  checkRange(query, now)
  const cursor = query.after ?? query.before
  const position = cursor === undefined ? null : await getPosition(deps.db, environmentId, cursor)
  const rangeStart =
    query.rangeStart ?? (query.rangeEnd && addSeconds(query.rangeEnd, -longestRangeSeconds))
  const events = await store.list(deps.db, environmentId, { ...query, rangeStart }, position)
  return toPage(events, query)
}

function checkRange({ after, rangeStart, rangeEnd }: EventQuery, now: Date): void {
  const refuse = (code: string, message: string) => new ApiError(400, code, message)
  if (!rangeStart) return
  if (after !== undefined) {
    throw refuse(
      'invalid_range',
      'Send after or range_start, not both: each says where the list begins.',
    )
  }
  const end = rangeEnd ?? now
  if (end.getTime() < rangeStart.getTime()) {
    throw refuse('invalid_range', 'The range ends before it begins.')
  }
  if (end.getTime() - rangeStart.getTime() > longestRangeSeconds * 1000) {
    throw refuse('invalid_range', 'A range has 30 days at most. Send a range_end within 30 days.')
  }
}

async function getPosition(
  db: Pool,
  environmentId: string,
  cursor: string,
): Promise<store.Position> {
  const position = isId('event', cursor)
    ? await store.findPosition(db, environmentId, cursor)
    : null
  if (!position) {
    throw new ApiError(
      400,
      'invalid_cursor',
      `There is no event '${cursor}' to continue from. Events are kept for 90 days; begin with a range_start instead.`,
    )
  }
  return position
}
