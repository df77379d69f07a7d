import type { Database } from '../../db/database.ts'
import { createId } from '../../ids/ids.ts'
import * as store from './store.ts'

export { removeAll as removeEvents } from './store.ts'

/**
 * An event says what happened, under its published name and without secrets. It is a row of the
 * transaction that made it happen, so there is never one without the other.
 */
export interface EventRecord {
  environmentId: string
  event: EventName
  data: Record<string, unknown>
}

export type EventName =
  | 'authentication.email_verification_failed'
  | 'authentication.email_verification_succeeded'
  | 'authentication.password_failed'
  | 'authentication.password_succeeded'
  | 'authentication.reauthentication_succeeded'
  | 'email_verification.created'
  | 'password_reset.created'
  | 'password_reset.succeeded'
  | 'session.created'
  | 'session.revoked'
  | 'user.created'
  | 'user.deleted'
  | 'user.updated'

export async function recordEvents(db: Database, now: Date, records: EventRecord[]): Promise<void> {
  if (records.length === 0) return
  await store.insertEvents(
    db,
    records.map((record) => ({ ...record, id: createId('event', now), createdAt: now })),
  )
}
