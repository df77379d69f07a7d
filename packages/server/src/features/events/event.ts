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
  /** The organization that it is about, if any; lists of events can be narrowed to it. */
  organizationId?: string | null
  /** Who did it and what was there before, where that is known. */
  context?: Record<string, unknown>
}

type Outcome<Proof extends string> = `${Proof}_failed` | `${Proof}_succeeded`
type Lifecycle<Thing extends string> = `${Thing}.created` | `${Thing}.updated` | `${Thing}.deleted`

/** The published names of what this server tells. */
export type EventName =
  | 'action.authentication.denied'
  | 'action.user_registration.denied'
  | `authentication.${Outcome<'email_verification' | 'magic_auth' | 'mfa' | 'password'>}`
  | 'authentication.reauthentication_succeeded'
  | 'api_key.created'
  | 'api_key.revoked'
  | 'api_key.updated'
  | 'email_verification.created'
  | Lifecycle<'flag'>
  | 'flag.rule_updated'
  | Lifecycle<'group'>
  | 'group.member_added'
  | 'group.member_removed'
  | 'invitation.accepted'
  | 'invitation.created'
  | 'invitation.resent'
  | 'invitation.revoked'
  | 'magic_auth.created'
  | Lifecycle<'organization' | 'organization_domain' | 'organization_membership'>
  | 'organization_domain.verification_failed'
  | 'organization_domain.verified'
  | Lifecycle<'organization_role' | 'permission' | 'role' | 'user'>
  | 'password_reset.created'
  | 'password_reset.succeeded'
  | 'session.created'
  | 'session.revoked'

export async function recordEvents(db: Database, now: Date, records: EventRecord[]): Promise<void> {
  if (records.length === 0) return
  await store.insertEvents(
    db,
    records.map((record) => ({ ...record, id: createId('event', now), createdAt: now })),
  )
}
