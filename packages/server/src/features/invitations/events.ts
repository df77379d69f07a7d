import type { EventRecord } from '../events/event.ts'
import type { Invitation } from './invitation.ts'
import { toWireInvitationEvent } from './wire.ts'

export const invitationCreated = (invitation: Invitation, now: Date) =>
  describe('invitation.created', invitation, now)
export const invitationAccepted = (invitation: Invitation, now: Date) =>
  describe('invitation.accepted', invitation, now)
export const invitationResent = (invitation: Invitation, now: Date) =>
  describe('invitation.resent', invitation, now)
export const invitationRevoked = (invitation: Invitation, now: Date) =>
  describe('invitation.revoked', invitation, now)

/** Without token and link: events hold no secrets. */
function describe(event: EventRecord['event'], invitation: Invitation, now: Date): EventRecord {
  const { environmentId, organizationId } = invitation
  return { environmentId, event, organizationId, data: toWireInvitationEvent(invitation, now) }
}
