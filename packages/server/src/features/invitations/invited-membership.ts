import { type Selectable, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { OrganizationMembershipsTable } from '../../db/tables.ts'
import { createId } from '../../ids/ids.ts'
import { type EventName, type EventRecord, recordEvents } from '../events/event.ts'
import type { Invitation } from './invitation.ts'

/**
 * What invitations do to organization memberships, and all of it: an account that is invited is a
 * pending member, an accepted invitation makes the member active, a revoked one takes the pending
 * membership away. Here until the memberships have verbs of their own.
 */

type Membership = Selectable<OrganizationMembershipsTable>
type Role = { id: string; slug: string }

export async function findMembershipStatus(
  db: Database,
  invitation: Invitation,
  userId: string,
): Promise<Membership['status'] | null> {
  const row = await db
    .selectFrom('organization_memberships')
    .select('status')
    .where('environment_id', '=', invitation.environmentId)
    .where('organization_id', '=', invitation.organizationId)
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return row?.status ?? null
}

/** The role of this slug in an organization, or its default role; an organization's own comes first. */
export async function findInvitedRole(
  db: Database,
  organization: { environmentId: string; id: string },
  slug: string | null,
): Promise<Role | null> {
  const roles = db
    .selectFrom('roles')
    .select(['id', 'slug'])
    .where('environment_id', '=', organization.environmentId)
    .where((where) =>
      where.or([
        where('organization_id', '=', organization.id),
        where('organization_id', 'is', null),
      ]),
    )
    .orderBy(sql`organization_id is null`)
    .limit(1)
  const wanted =
    slug === null ? roles.where('is_default', '=', true) : roles.where('slug', '=', slug)
  return (await wanted.executeTakeFirst()) ?? null
}

/** A pending membership for an account that exists; one that was made inactive stays as it is. */
export async function addPendingMember(
  db: Database,
  invitation: Invitation,
  userId: string,
  now: Date,
): Promise<void> {
  const membership = await db
    .insertInto('organization_memberships')
    .values(newMembership(invitation, userId, 'pending', now))
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!membership) return
  const role = await giveRole(db, invitation, membership)
  await recordEvents(db, now, [describe('organization_membership.created', membership, role)])
}

export async function activateInvitedMember(
  db: Database,
  invitation: Invitation,
  userId: string,
  now: Date,
): Promise<void> {
  if (invitation.organizationId === null) return
  const membership = await db
    .insertInto('organization_memberships')
    .values(newMembership(invitation, userId, 'active', now))
    .onConflict((conflict) =>
      conflict
        .columns(['environment_id', 'user_id', 'organization_id'])
        .doUpdateSet({ status: 'active', updated_at: now })
        .where('organization_memberships.status', '!=', 'active'),
    )
    .returningAll()
    .returning(sql<boolean>`xmax = 0`.as('is_new'))
    .executeTakeFirst()
  // Somebody made them a member meanwhile: that is what the invitation was for.
  if (!membership) return
  const role = await giveRole(db, invitation, membership)
  const event = membership.is_new
    ? 'organization_membership.created'
    : 'organization_membership.updated'
  await recordEvents(db, now, [describe(event, membership, role)])
}

export async function removePendingMember(
  db: Database,
  invitation: Invitation,
  userId: string,
  now: Date,
): Promise<void> {
  const removed = await db
    .deleteFrom('organization_memberships')
    .where('environment_id', '=', invitation.environmentId)
    .where('organization_id', '=', invitation.organizationId)
    .where('user_id', '=', userId)
    .where('status', '=', 'pending')
    .returningAll()
    .executeTakeFirst()
  if (!removed) return
  const role = invitation.roleSlug
  await recordEvents(db, now, [describe('organization_membership.deleted', removed, role)])
}

const newMembership = (
  invitation: Invitation,
  userId: string,
  status: Membership['status'],
  now: Date,
) => ({
  environment_id: invitation.environmentId,
  id: createId('om', now),
  user_id: userId,
  organization_id: invitation.organizationId as string,
  status,
  created_at: now,
  updated_at: now,
})

/** The role that was promised; where it is gone, the default one. */
async function giveRole(
  db: Database,
  invitation: Invitation,
  membership: Membership,
): Promise<string | null> {
  const { environment_id, id, organization_id } = membership
  const organization = { environmentId: environment_id, id: organization_id }
  const promised = invitation.roleSlug
    ? await findInvitedRole(db, organization, invitation.roleSlug)
    : null
  const role = promised ?? (await findInvitedRole(db, organization, null))
  const ofMembership = db
    .deleteFrom('organization_membership_roles')
    .where('environment_id', '=', environment_id)
    .where('organization_membership_id', '=', id)
  await ofMembership.execute()
  if (!role) return null
  await db
    .insertInto('organization_membership_roles')
    .values({ environment_id, organization_membership_id: id, role_id: role.id })
    .execute()
  return role.slug
}

function describe(event: EventName, membership: Membership, role: string | null): EventRecord {
  return {
    environmentId: membership.environment_id,
    event,
    organizationId: membership.organization_id,
    data: {
      object: 'organization_membership',
      id: membership.id,
      user_id: membership.user_id,
      organization_id: membership.organization_id,
      status: membership.status,
      directory_managed: membership.directory_managed,
      custom_attributes: membership.custom_attributes,
      ...(role === null ? {} : { role: { slug: role }, roles: [{ slug: role }] }),
      created_at: membership.created_at.toISOString(),
      updated_at: membership.updated_at.toISOString(),
    },
  }
}
