import type { EventRecord } from '../events/event.ts'
import type { Session } from './session.ts'
import { toWireSession } from './wire.ts'

export const sessionCreated = (session: Session, now: Date) =>
  describe('session.created', session, now)
export const sessionRevoked = (session: Session, now: Date) =>
  describe('session.revoked', session, now)

function describe(event: EventRecord['event'], session: Session, now: Date): EventRecord {
  const { environmentId, organizationId } = session
  return { environmentId, event, organizationId, data: toWireSession(session, now) }
}
