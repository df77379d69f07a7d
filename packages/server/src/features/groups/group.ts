import { type Database, inTransaction } from '../../db/database.ts'
import type { PageQuery } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { ApiError, notFound } from '../../errors/errors.ts'
import { createId, isId } from '../../ids/ids.ts'
import { recordEvents } from '../events/event.ts'
import {
  deleteOrganizationMembership,
  findOrganizationMemberships,
  getOrganizationMembership,
  type OrganizationMembership,
} from '../organization-memberships/organization-membership.ts'
import { getOrganization } from '../organizations/organization.ts'
import { groupCreated, groupDeleted, groupUpdated, memberAdded, memberRemoved } from './events.ts'
import * as store from './store.ts'

/**
 * A group gathers members of one organization under a name. It ends when it is deleted, or with its
 * organization; its members stay members of the organization.
 */
export interface Group {
  environmentId: string
  id: string
  organizationId: string
  name: string
  description: string | null
  createdAt: Date
  updatedAt: Date
}

/** Where a group is looked for: its organization says which ones there are. */
export interface GroupScope {
  environmentId: string
  organizationId: string
}

/** More than any team has; a group of everybody is the organization itself. */
export const mostMembers = 10_000

export async function listGroups(deps: Deps, scope: GroupScope, page: PageQuery): Promise<Group[]> {
  await getOrganization(deps, scope.environmentId, scope.organizationId)
  return store.list(deps.db, scope, page)
}

export async function getGroup(deps: Deps, scope: GroupScope, id: string): Promise<Group> {
  await getOrganization(deps, scope.environmentId, scope.organizationId)
  const group = isId('group', id) ? await store.find(deps.db, scope, id) : null
  if (!group) throw notFound('Group', id)
  return group
}

export async function createGroup(
  deps: Deps,
  scope: GroupScope,
  created: { name: string; description?: string | null | undefined },
): Promise<Group> {
  await getOrganization(deps, scope.environmentId, scope.organizationId)
  const now = deps.clock.now()
  return inTransaction(deps.db, async (transaction) => {
    const group = await store.insert(transaction, {
      ...scope,
      id: createId('group', now),
      name: created.name,
      description: created.description ?? null,
      createdAt: now,
      updatedAt: now,
    })
    await recordEvents(transaction, now, [groupCreated(group)])
    return group
  })
}

export async function updateGroup(
  deps: Deps,
  scope: GroupScope,
  id: string,
  changes: { name?: string | undefined; description?: string | null | undefined },
): Promise<Group> {
  const before = await getGroup(deps, scope, id)
  const now = deps.clock.now()
  return inTransaction(deps.db, async (transaction) => {
    const group = await store.update(transaction, before, { ...changes, now })
    if (!group) throw notFound('Group', id)
    await recordEvents(transaction, now, [groupUpdated(group)])
    return group
  })
}

export async function deleteGroup(deps: Deps, scope: GroupScope, id: string): Promise<void> {
  const group = await getGroup(deps, scope, id)
  await inTransaction(deps.db, async (transaction) => {
    if (!(await store.remove(transaction, group))) throw notFound('Group', id)
    await recordEvents(transaction, deps.clock.now(), [groupDeleted(group)])
  })
}

export async function listGroupMembers(
  deps: Deps,
  scope: GroupScope,
  id: string,
  page: PageQuery,
): Promise<OrganizationMembership[]> {
  const group = await getGroup(deps, scope, id)
  const ids = await store.listMemberIds(deps.db, group, page)
  return findOrganizationMemberships(deps, scope.environmentId, ids)
}

/** The groups that a membership is in. */
export async function listGroupsOfMembership(
  deps: Deps,
  environmentId: string,
  membershipId: string,
  page: PageQuery,
): Promise<Group[]> {
  const membership = await getOrganizationMembership(deps, environmentId, membershipId)
  return store.listOfMembership(deps.db, membership, page)
}

/** Puts a member of the organization into the group; who is in it stays in it. */
export async function addGroupMember(
  deps: Deps,
  scope: GroupScope,
  id: string,
  membershipId: string,
): Promise<Group> {
  const group = await getGroup(deps, scope, id)
  const membership = await getMembershipIn(deps, scope, membershipId)
  const now = deps.clock.now()
  await inTransaction(deps.db, async (transaction) => {
    // One after the other, or two could take the last place.
    if (!(await store.lock(transaction, group))) throw notFound('Group', id)
    if (!(await store.addMember(transaction, group, membership.id))) return
    await refuseTooMany(transaction, group)
    await recordEvents(transaction, now, [memberAdded(group, membership.id)])
  })
  return group
}

/** Takes a member out of the group; who is not in it is not found. */
export async function removeGroupMember(
  deps: Deps,
  scope: GroupScope,
  id: string,
  membershipId: string,
): Promise<void> {
  const group = await getGroup(deps, scope, id)
  await inTransaction(deps.db, async (transaction) => {
    if (!(await store.removeMember(transaction, group, membershipId))) {
      throw notFound('Organization membership', membershipId)
    }
    await recordEvents(transaction, deps.clock.now(), [memberRemoved(group, membershipId)])
  })
}

/**
 * Ends the membership, and tells the groups that it was in. `alongside` is work of the same
 * transaction, of features that groups do not know.
 */
export async function deleteMembershipAndLeaveGroups(
  deps: Deps,
  environmentId: string,
  membershipId: string,
  alongside: (db: Database, membership: OrganizationMembership, now: Date) => Promise<void>,
): Promise<void> {
  const leaveGroups = async (db: Database, membership: OrganizationMembership, now: Date) => {
    const { id } = membership
    const groups = await store.removeFromAll(db, { environmentId, id })
    await recordEvents(
      db,
      now,
      groups.map((group) => memberRemoved(group, id)),
    )
    await alongside(db, membership, now)
  }
  await deleteOrganizationMembership(deps, environmentId, membershipId, leaveGroups)
}

async function getMembershipIn(
  deps: Deps,
  scope: GroupScope,
  id: string,
): Promise<OrganizationMembership> {
  const membership = await getOrganizationMembership(deps, scope.environmentId, id)
  if (membership.organizationId !== scope.organizationId) {
    throw notFound('Organization membership', id)
  }
  return membership
}

async function refuseTooMany(db: Database, group: Group): Promise<void> {
  if ((await store.countMembers(db, group)) <= mostMembers) return
  throw new ApiError(
    400,
    'group_membership_limit_exceeded',
    `A group has ${mostMembers} members at most. Take some out, or make another group.`,
  )
}
