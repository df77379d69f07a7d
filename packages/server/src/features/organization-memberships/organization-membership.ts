import { type Database, inTransaction, isUniqueViolation } from '../../db/database.ts'
import type { PageQuery } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import {
  ApiError,
  invalidRequestParameters,
  notFound,
  organizationMembershipNotFound,
} from '../../errors/errors.ts'
import { createId, isId } from '../../ids/ids.ts'
import type { Environment } from '../environments/environment.ts'
import { recordEvents } from '../events/event.ts'
import { getOrganization } from '../organizations/organization.ts'
import { deleteEnvironmentRole } from '../roles/role.ts'
import { endSessionsInOrganization, type OrganizationClaims } from '../sessions/session.ts'
import { getUser, type User } from '../users/user.ts'
import { membershipCreated, membershipDeleted, membershipUpdated } from './events.ts'
import { refusingGoneRoles, rolesToGive } from './roles-to-give.ts'
import * as store from './store.ts'

/**
 * An organization membership says that a user belongs to an organization and which roles they hold
 * there. It is pending until an invitation is accepted, active while the user may sign in to the
 * organization, and inactive when that was taken back. It ends when it is deleted, or with its user
 * or organization.
 */
export interface OrganizationMembership {
  environmentId: string
  id: string
  userId: string
  organizationId: string
  organizationName: string
  status: MembershipStatus
  directoryManaged: boolean
  customAttributes: Record<string, unknown>
  /** Slugs of the roles that count, the highest first: one, where several are not allowed. */
  roles: string[]
  user: User
  createdAt: Date
  updatedAt: Date
}

export type MembershipStatus = 'active' | 'inactive' | 'pending'

/** What a sign-in to an organization needs to know of it. */
export interface ActiveMembership extends OrganizationClaims {
  organizationName: string
}

export interface ActiveMembershipOfSession extends ActiveMembership {
  /** Whether the session would have to begin anew, with a second factor, to move to the organization. */
  awaitsMfa: boolean
}

/** The organizations that a user may sign in to, oldest membership first, with their claims. */
export async function listActiveMemberships(
  deps: Deps,
  environmentId: string,
  userId: string,
): Promise<ActiveMembership[]> {
  return store.listActive(deps.db, environmentId, userId)
}

/** The claims of a user in an organization, if they may sign in to it. */
export async function findActiveMembership(
  deps: Deps,
  environmentId: string,
  userId: string,
  organizationId: string,
): Promise<ActiveMembership | null> {
  return isId('org', organizationId)
    ? store.findActive(deps.db, environmentId, userId, organizationId)
    : null
}

/** The claims of a user in an organization that they may sign in to; anything else is refused. */
export async function getActiveMembership(
  deps: Deps,
  environmentId: string,
  userId: string,
  organizationId: string,
): Promise<ActiveMembership> {
  const membership = await findActiveMembership(deps, environmentId, userId, organizationId)
  if (!membership) throw organizationMembershipNotFound(organizationId)
  return membership
}

/** The same of whoever has this session, for a refresh that asks for an organization. */
export async function findActiveMembershipOfSession(
  deps: Deps,
  environmentId: string,
  sessionId: string,
  organizationId: string,
): Promise<ActiveMembershipOfSession | null> {
  return isId('org', organizationId)
    ? store.findActiveOfSession(deps.db, environmentId, sessionId, organizationId)
    : null
}

export interface MembershipQuery extends PageQuery {
  userId?: string | undefined
  organizationId?: string | undefined
  statuses: MembershipStatus[]
}

export async function listOrganizationMemberships(
  deps: Deps,
  environmentId: string,
  query: MembershipQuery,
): Promise<OrganizationMembership[]> {
  const { userId, organizationId } = query
  if (userId === undefined && organizationId === undefined) {
    throw new ApiError(
      400,
      'missing_user_id_or_organization_id',
      'Say whose memberships are meant: send user_id, organization_id or both.',
    )
  }
  const memberships = await store.list(deps.db, environmentId, query)
  // Only an empty list leaves open whether there is such a user and organization at all.
  if (memberships.length === 0) {
    if (userId !== undefined) await getUser(deps, environmentId, userId)
    if (organizationId !== undefined) await getOrganization(deps, environmentId, organizationId)
  }
  return memberships
}

export async function getOrganizationMembership(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<OrganizationMembership> {
  return readMembership(deps.db, environmentId, id)
}

/** Whatever its status. */
export async function findMembershipOfUser(
  deps: Deps,
  environmentId: string,
  userId: string,
  organizationId: string,
): Promise<OrganizationMembership | null> {
  const [membership] = await store.list(deps.db, environmentId, {
    userId,
    organizationId,
    statuses: ['active', 'inactive', 'pending'],
    limit: 1,
    order: 'desc',
  })
  return membership ?? null
}

/** Those of these ids that there are, in the order of the ids. */
export async function findOrganizationMemberships(
  deps: Deps,
  environmentId: string,
  ids: string[],
): Promise<OrganizationMembership[]> {
  return store.findAll(deps.db, environmentId, ids)
}

/** Adds a user to an organization. A membership that was taken back is active again, in these roles. */
export async function createOrganizationMembership(
  deps: Deps,
  environment: Environment,
  created: { userId: string; organizationId: string; roleSlugs?: string[] | undefined },
): Promise<OrganizationMembership> {
  await getUser(deps, environment.id, created.userId)
  const roles = await rolesToGive(deps, environment, created.organizationId, created.roleSlugs)
  const now = deps.clock.now()
  return refusingGoneRoles(roles, () =>
    inTransaction(deps.db, async (transaction) => {
      const { userId, organizationId } = created
      const member = { environmentId: environment.id, userId, organizationId }
      const activated = await store.activate(transaction, {
        ...member,
        id: createId('om', now),
        from: ['inactive'],
        now,
      })
      if (!activated) throw await cannotActivate(transaction, member)
      const key = { environmentId: environment.id, id: activated.id }
      await store.replaceRoles(transaction, key, roles)
      const membership = await readMembership(transaction, environment.id, activated.id)
      const event = activated.isNew ? membershipCreated : membershipUpdated
      await recordEvents(transaction, now, [event(membership)])
      return membership
    }),
  )
}

export interface ImportedMembership {
  id: string
  userId: string
  organizationId: string
  roleSlugs?: string[] | undefined
  status: 'active' | 'inactive'
  createdAt: Date
  updatedAt: Date
}

/** Adds a membership as it was elsewhere. One that is there already stays as it is. */
export async function importOrganizationMembership(
  deps: Deps,
  environment: Environment,
  { roleSlugs, ...imported }: ImportedMembership,
): Promise<OrganizationMembership> {
  const { id, userId, organizationId } = imported
  await getUser(deps, environment.id, userId)
  await getOrganization(deps, environment.id, organizationId)
  const roles = await rolesToGive(deps, environment, organizationId, roleSlugs)
  const membership = { ...imported, environmentId: environment.id }
  return refusingGoneRoles(roles, () =>
    refusingTakenIds(() =>
      inTransaction(deps.db, async (transaction) => {
        if (!(await store.insert(transaction, membership))) throw alreadyMember(membership)
        await store.replaceRoles(transaction, membership, roles)
        const made = await readMembership(transaction, environment.id, id)
        await recordEvents(transaction, deps.clock.now(), [membershipCreated(made)])
        return made
      }),
    ),
  )
}

/** Gives a member other roles. */
export async function updateOrganizationMembership(
  deps: Deps,
  environment: Environment,
  id: string,
  changes: { roleSlugs?: string[] | undefined },
): Promise<OrganizationMembership> {
  const before = await getOrganizationMembership(deps, environment.id, id)
  if (changes.roleSlugs === undefined) return before
  const roles = await rolesToGive(deps, environment, before.organizationId, changes.roleSlugs)
  const now = deps.clock.now()
  return refusingGoneRoles(roles, () =>
    inTransaction(deps.db, async (transaction) => {
      if (!(await store.touch(transaction, before, now))) throw membershipNotFound(id)
      await store.replaceRoles(transaction, before, roles)
      const membership = await readMembership(transaction, environment.id, id)
      await recordEvents(transaction, now, [membershipUpdated(membership)])
      return membership
    }),
  )
}

/** Ends the membership, and with it the sessions that the member has in the organization. */
export async function deleteOrganizationMembership(
  deps: Deps,
  environmentId: string,
  id: string,
  before?: (transaction: Database, membership: OrganizationMembership, now: Date) => Promise<void>,
): Promise<void> {
  const now = deps.clock.now()
  await inTransaction(deps.db, async (transaction) => {
    await store.lock(transaction, environmentId, id)
    const membership = await readMembership(transaction, environmentId, id)
    await before?.(transaction, membership, now)
    await store.remove(transaction, membership)
    await recordEvents(transaction, now, [membershipDeleted(membership)])
    await endSessionsInOrganization(transaction, membership, now)
  })
}

/** Tells that the memberships of a user or an organization end, before they go with it. */
export async function recordMembershipsDeleted(
  db: Database,
  environmentId: string,
  of: { userId: string } | { organizationId: string },
  now: Date,
): Promise<void> {
  const ids = await store.lockAllOf(db, environmentId, of)
  // In portions: one statement has room for some thousands of values.
  for (let start = 0; start < ids.length; start += 500) {
    const memberships = await store.findAll(db, environmentId, ids.slice(start, start + 500))
    await recordEvents(db, now, memberships.map(membershipDeleted))
  }
}

/** Takes the membership back, and ends the sessions that the member has in the organization. */
export async function deactivateOrganizationMembership(
  deps: Deps,
  environmentId: string,
  id: string,
  alongside: (db: Database, membership: OrganizationMembership, now: Date) => Promise<void>,
): Promise<OrganizationMembership> {
  return changeStatus(deps, environmentId, id, 'inactive', async (db, membership, now) => {
    await endSessionsInOrganization(db, membership, now)
    await alongside(db, membership, now)
  })
}

/** The member may sign in to the organization again, in the roles from before. */
export async function reactivateOrganizationMembership(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<OrganizationMembership> {
  return changeStatus(deps, environmentId, id, 'active')
}

/** Deletes a role of the environment; whoever held no other role gets the default one. */
export async function deleteRoleAndMoveHolders(
  deps: Deps,
  environmentId: string,
  slug: string,
): Promise<void> {
  await deleteEnvironmentRole(deps, environmentId, slug, async (transaction, role, now) => {
    const moved = await store.moveHolders(transaction, role, now)
    // In portions: one statement has room for some thousands of values.
    for (let start = 0; start < moved.length; start += 500) {
      const ids = moved.slice(start, start + 500)
      const memberships = await store.findAll(transaction, environmentId, ids)
      await recordEvents(transaction, now, memberships.map(membershipUpdated))
    }
  })
}

async function changeStatus(
  deps: Deps,
  environmentId: string,
  id: string,
  status: 'active' | 'inactive',
  alongside?: (db: Database, membership: OrganizationMembership, now: Date) => Promise<void>,
): Promise<OrganizationMembership> {
  const now = deps.clock.now()
  return inTransaction(deps.db, async (transaction) => {
    const from = status === 'active' ? 'inactive' : 'active'
    const changed = await store.setStatus(transaction, environmentId, id, { from, to: status, now })
    const membership = await readMembership(transaction, environmentId, id)
    if (membership.status === 'pending') throw stillPending(status)
    if (!changed) return membership
    await recordEvents(transaction, now, [membershipUpdated(membership)])
    await alongside?.(transaction, membership, now)
    return membership
  })
}

async function readMembership(
  db: Database,
  environmentId: string,
  id: string,
): Promise<OrganizationMembership> {
  const membership = isId('om', id) ? await store.find(db, environmentId, id) : null
  if (!membership) throw membershipNotFound(id)
  return membership
}

/** Why there is no new membership: there is one already that is not inactive. */
async function cannotActivate(
  db: Database,
  member: { environmentId: string; userId: string; organizationId: string },
): Promise<ApiError> {
  const status = await store.findStatus(db, member)
  return status === 'pending' ? stillPending('active') : alreadyMember(member)
}

const alreadyMember = ({ userId, organizationId }: { userId: string; organizationId: string }) =>
  invalidRequestParameters([
    {
      code: 'organization_membership_already_exists',
      message: `The user '${userId}' is a member of '${organizationId}' already.`,
      field: 'user_id',
    },
  ])

async function refusingTakenIds<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isUniqueViolation(error, 'organization_memberships_pkey')) throw error
    const message = 'This id belongs to another organization membership.'
    throw new ApiError(400, 'id_not_available', message)
  }
}

const stillPending = (wanted: 'active' | 'inactive') =>
  wanted === 'active'
    ? new ApiError(
        400,
        'cannot_reactivate_pending_organization_membership',
        'The membership is pending: it becomes active when the user accepts the invitation.',
      )
    : new ApiError(
        400,
        'cannot_deactivate_pending_organization_membership',
        'The membership is pending and was never active. Delete it instead.',
      )

const membershipNotFound = (id: string) => notFound('Organization membership', id)
