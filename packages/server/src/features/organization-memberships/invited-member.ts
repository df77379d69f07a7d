import type { Database } from '../../db/database.ts'
import { createId } from '../../ids/ids.ts'
import { recordEvents } from '../events/event.ts'
import { findRoleOfMembers } from '../roles/role.ts'
import { membershipCreated, membershipDeleted, membershipUpdated } from './events.ts'
import * as store from './store.ts'

export { findStatus as findMembershipStatus } from './store.ts'

/**
 * What an invitation does to memberships, in the transaction of the invitation: an account that is
 * invited is a pending member, accepting makes it an active one, and revoking takes it away.
 */
export interface Member {
  environmentId: string
  userId: string
  organizationId: string
}

/**
 * A pending membership for an account that exists; one that was made inactive stays as it is. One
 * that is pending since an earlier invitation, which expired, is promised what this one promises.
 */
export async function addPendingMember(
  db: Database,
  member: Member,
  promisedRole: string | null,
  now: Date,
): Promise<void> {
  const id = createId('om', now)
  const pending = { ...member, id, status: 'pending', createdAt: now, updatedAt: now } as const
  if (await store.insert(db, pending)) {
    await giveRole(db, member, id, promisedRole)
    return record(db, member, id, membershipCreated, now)
  }
  const before = await store.lockOf(db, member)
  if (before?.status !== 'pending') return
  await store.touch(db, { environmentId: member.environmentId, id: before.id }, now)
  await giveRole(db, member, before.id, promisedRole)
  await record(db, member, before.id, membershipUpdated, now)
}

/**
 * Whether an invitation of that time may make them an active member: not where the membership was
 * taken back after it. Until the transaction ends, the membership is nobody else's to change.
 */
export async function lockInvitedMember(
  db: Database,
  member: Member,
  invitedAt: Date,
): Promise<boolean> {
  const membership = await store.lockOf(db, member)
  return membership?.status !== 'inactive' || invitedAt > membership.updatedAt
}

/**
 * Makes the person an active member. Who is one already stays it, in the roles they hold; so does who
 * was pending, whose roles may have been changed since they got the promised one.
 */
export async function activateInvitedMember(
  db: Database,
  member: Member,
  promisedRole: string | null,
  now: Date,
): Promise<void> {
  const id = createId('om', now)
  const from = ['inactive' as const, 'pending' as const]
  const before = await store.lockOf(db, member)
  const activated = await store.activate(db, { ...member, id, from, now })
  if (!activated) return
  if (before?.status !== 'pending') await giveRole(db, member, activated.id, promisedRole)
  const event = activated.isNew ? membershipCreated : membershipUpdated
  await record(db, member, activated.id, event, now)
}

export async function removePendingMember(db: Database, member: Member, now: Date): Promise<void> {
  const membership = await store.lockOf(db, member)
  if (membership?.status !== 'pending') return
  const { id } = membership
  await record(db, member, id, membershipDeleted, now)
  await store.remove(db, { environmentId: member.environmentId, id })
}

/** The role that was promised; where it is gone, the default one of the organization. */
async function giveRole(
  db: Database,
  { environmentId, organizationId }: Member,
  id: string,
  promised: string | null,
): Promise<void> {
  const scope = { environmentId, organizationId }
  const role =
    (promised && (await findRoleOfMembers(db, scope, promised))) ||
    (await findRoleOfMembers(db, scope, null))
  if (role) await store.replaceRoles(db, { environmentId, id }, [role])
}

async function record(
  db: Database,
  { environmentId }: Member,
  id: string,
  event: typeof membershipCreated,
  now: Date,
): Promise<void> {
  const membership = await store.find(db, environmentId, id)
  if (membership) await recordEvents(db, now, [event(membership)])
}
