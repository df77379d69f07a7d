import { type Database, inTransaction } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { createId } from '../../ids/ids.ts'
import { findLastEventId, listEventsAfter } from '../events/event.ts'
import { insertDeliveries } from './stores/webhook-deliveries.ts'
import { listEnabledEndpoints } from './stores/webhook-endpoints.ts'
import * as store from './stores/webhook-positions.ts'

/**
 * Follows the events of an environment and makes a delivery for every endpoint that gets one. Where
 * it stands is a row, which moves in the transaction that makes the deliveries: however a process
 * ends, and however many there are, no event is passed over and none is taken twice.
 */
const batchSize = 500

/** From the last event on, if nobody followed yet. Whoever holds the position does so alone. */
export async function beginToFollow(db: Database, environmentId: string): Promise<void> {
  if (await store.findPosition(db, environmentId)) return
  await store.insertPosition(db, environmentId, await findLastEventId(db, environmentId))
}

/** Waits for the position, then takes what has happened so far. */
export async function followAll(deps: Deps, db: Database, environmentId: string): Promise<void> {
  const position = await store.lockPosition(db, environmentId, 'wait')
  if (position) while (await takeBatch(deps, db, position));
}

/**
 * Takes what has happened in every environment, unless another process is about it. Says whether
 * anything has.
 */
export async function followEveryEnvironment(deps: Deps): Promise<boolean> {
  let hasHappened = false
  for (const position of await store.listPositions(deps.db)) {
    const { environmentId, eventId } = position
    // Most of the time nothing happened, which is found out without a transaction.
    const [next] = await listEventsAfter(deps.db, environmentId, eventId, 1)
    if (!next) continue
    await takeBatches(deps, environmentId)
    hasHappened = true
  }
  return hasHappened
}

async function takeBatches(deps: Deps, environmentId: string): Promise<void> {
  for (let isMore = true; isMore; ) {
    isMore = await inTransaction(deps.db, async (transaction) => {
      const position = await store.lockPosition(transaction, environmentId, 'skip')
      return position !== null && takeBatch(deps, transaction, position)
    })
  }
}

/** Whether there may be more. The position must be locked. */
async function takeBatch(deps: Deps, db: Database, position: store.Position): Promise<boolean> {
  const { environmentId } = position
  const events = await listEventsAfter(db, environmentId, position.eventId, batchSize)
  const last = events.at(-1)
  if (!last) return false
  const endpoints = await listEnabledEndpoints(db, environmentId)
  const now = deps.clock.now()
  const deliveries = events.flatMap((event) =>
    endpoints
      .filter((endpoint) => endpoint.events.includes(event.event))
      .map((endpoint) => ({
        id: createId('webhook_delivery', now),
        webhookEndpointId: endpoint.id,
        eventId: event.id,
        event: event.event,
        testData: null,
      })),
  )
  await insertDeliveries(db, environmentId, deliveries, now)
  position.eventId = last.id
  await store.movePosition(db, position)
  return events.length === batchSize
}
