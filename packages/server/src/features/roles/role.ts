import {
  type Database,
  inTransaction,
  isForeignKeyViolation,
  isUniqueViolation,
} from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError, invalidRequestParameters, notFound } from '../../errors/errors.ts'
import { createId } from '../../ids/ids.ts'
import { recordEvents } from '../events/event.ts'
import { getOrganization } from '../organizations/organization.ts'
import { ensureSystemPermissions, lockPermissions } from '../permissions/permission.ts'
import { roleCreated, roleDeleted, roleUpdated } from './events.ts'
import { ownPrefix, slugOfName } from './slug.ts'
import * as store from './store.ts'

/** For statements of other features that put roles in order. */
export { byPriority } from './store.ts'

/**
 * A role gives permissions to whoever holds it. Those of an environment are known to all of its
 * organizations; an organization adds its own, whose slugs begin with "org-". Roles stand in an order
 * of priority, and one of them is the default: given to members who are added without a role. A role
 * ends when it is deleted, an organization's own also with its organization.
 */
export interface Role {
  environmentId: string
  id: string
  /** The organization whose own it is; null for a role of the environment. */
  organizationId: string | null
  slug: string
  name: string
  description: string | null
  resourceTypeSlug: string
  /** Slugs, in alphabetical order. */
  permissions: string[]
  /** Whether it is the default in the scope that was asked. */
  isDefault: boolean
  createdAt: Date
  updatedAt: Date
}

/** Where a slug is looked for: in an environment, or in one organization, which sees both. */
export interface RoleScope {
  environmentId: string
  organizationId: string | null
}

export interface NewRole {
  slug?: string | undefined
  name: string
  description?: string | null | undefined
  resourceTypeSlug?: string | undefined
}

/** The highest first. */
export async function listRoles(deps: Deps, scope: RoleScope): Promise<Role[]> {
  await requireOrganization(deps, scope)
  return store.list(deps.db, scope)
}

export async function getRole(deps: Deps, scope: RoleScope, slug: string): Promise<Role> {
  await requireOrganization(deps, scope)
  return readRole(deps.db, scope, slug)
}

/** Makes a role, at the bottom of the order. An organization's own may leave its slug to its name. */
/** The role that a member may hold by this slug, or the default one: in the caller's transaction. */
export async function findRoleOfMembers(
  db: Database,
  scope: RoleScope,
  slug: string | null,
): Promise<Role | null> {
  const roles = await store.list(db, scope)
  const ofMembers = roles.filter(({ resourceTypeSlug }) => resourceTypeSlug === 'organization')
  return ofMembers.find((role) => (slug === null ? role.isDefault : role.slug === slug)) ?? null
}

export async function createRole(deps: Deps, scope: RoleScope, created: NewRole): Promise<Role> {
  await requireOrganization(deps, scope)
  const now = deps.clock.now()
  const slug = created.slug ?? slugOfName(created.name, now)
  if (scope.organizationId === null && slug.startsWith(ownPrefix)) throw reservedSlug()
  try {
    return await inTransaction(deps.db, async (transaction) => {
      const id = createId('role', now)
      await store.insert(transaction, {
        ...scope,
        id,
        slug,
        name: created.name,
        description: created.description ?? null,
        resourceTypeSlug: created.resourceTypeSlug ?? 'organization',
        now,
      })
      if (scope.organizationId !== null) {
        await store.appendToOrder(transaction, scope.environmentId, scope.organizationId, id, now)
      }
      const role = await readRole(transaction, scope, slug)
      await recordEvents(transaction, now, [roleCreated(role)])
      return role
    })
  } catch (error) {
    throw asConflict(error, slug)
  }
}

export async function updateRole(
  deps: Deps,
  scope: RoleScope,
  slug: string,
  changes: { name?: string | undefined; description?: string | null | undefined },
): Promise<Role> {
  return changeRole(deps, scope, slug, async (transaction, role, now) => {
    await store.update(transaction, role, { ...changes, now })
    return true
  })
}

/** The role gives these permissions and no others. */
export async function setRolePermissions(
  deps: Deps,
  scope: RoleScope,
  slug: string,
  permissions: string[],
): Promise<Role> {
  return changeRole(deps, scope, slug, async (transaction, role, now) => {
    await store.update(transaction, role, { now })
    const given = await lockPermissions(transaction, scope.environmentId, permissions)
    await store.replacePermissions(transaction, role, given)
    return true
  })
}

/** The role gives this permission, too. Where it does already, nothing changes. */
export async function addRolePermission(
  deps: Deps,
  scope: RoleScope,
  slug: string,
  permission: string,
): Promise<Role> {
  return changeRole(deps, scope, slug, async (transaction, role, now) => {
    const given = await lockPermissions(transaction, scope.environmentId, [permission])
    const isNew = await store.addPermissions(transaction, role, given)
    if (isNew) await store.update(transaction, role, { now })
    return isNew
  })
}

/** The role gives this permission no more. A permission that it does not give is not found. */
export async function removeRolePermission(
  deps: Deps,
  scope: RoleScope,
  slug: string,
  permission: string,
): Promise<Role> {
  return changeRole(deps, scope, slug, async (transaction, role, now) => {
    if (!(await store.removePermission(transaction, role, permission))) {
      throw notFound('Permission', permission)
    }
    await store.update(transaction, role, { now })
    return true
  })
}

/** Deletes an organization's own role, unless somebody holds it. */
export async function deleteOrganizationRole(
  deps: Deps,
  scope: RoleScope,
  slug: string,
): Promise<void> {
  const role = await getChangeableRole(deps, scope, slug)
  try {
    await inTransaction(deps.db, (transaction) => removeRole(transaction, role, deps.clock.now()))
  } catch (error) {
    if (!leavesRoleHeld(error)) throw error
    throw new ApiError(
      409,
      'role_has_assignments',
      `Members of the organization hold the role '${slug}'. Give them another one first.`,
    )
  }
}

/**
 * Deletes a role of the environment. `releaseHolders`, part of the same transaction, sees to it that
 * nobody holds the role any more.
 */
export async function deleteEnvironmentRole(
  deps: Deps,
  environmentId: string,
  slug: string,
  releaseHolders: (transaction: Database, role: Role, now: Date) => Promise<void>,
): Promise<void> {
  const now = deps.clock.now()
  await inTransaction(deps.db, async (transaction) => {
    await store.lockAll(transaction, environmentId)
    const role = await readRole(transaction, { environmentId, organizationId: null }, slug)
    if (role.isDefault) {
      throw new ApiError(
        409,
        'role_is_default',
        `'${slug}' is the default role. Make another one the default first.`,
      )
    }
    await releaseHolders(transaction, role, now)
    await removeRole(transaction, role, now)
  })
}

async function removeRole(db: Database, role: Role, now: Date): Promise<void> {
  if (!(await store.remove(db, role))) throw notFound('Role', role.slug)
  await recordEvents(db, now, [roleDeleted(role)])
}

/** Makes what an environment begins with: the permissions of the system, and two roles. */
export async function ensureRoles(deps: Deps, environmentId: string): Promise<void> {
  const now = deps.clock.now()
  const scope = { environmentId, organizationId: null }
  await inTransaction(deps.db, async (transaction) => {
    const permissions = await ensureSystemPermissions(transaction, environmentId, now)
    // There is always a default role: without any, this is the environment's first start.
    if ((await store.list(transaction, scope)).length > 0) return
    const about = { ...scope, description: null, resourceTypeSlug: 'organization', now }
    const admin = { ...about, id: createId('role', now), slug: 'admin', name: 'Admin' }
    const member = { ...about, id: createId('role', now), slug: 'member', name: 'Member' }
    await store.insert(transaction, admin)
    await store.insert(transaction, member)
    await store.setDefaultOfEnvironment(transaction, environmentId, member.id)
    const given = await lockPermissions(transaction, environmentId, permissions)
    await store.addPermissions(transaction, admin, given)
  })
}

/** One change of a role, its event and the role as it is then. `change` tells whether there was one. */
async function changeRole(
  deps: Deps,
  scope: RoleScope,
  slug: string,
  change: (transaction: Database, role: Role, now: Date) => Promise<boolean>,
): Promise<Role> {
  const role = await getChangeableRole(deps, scope, slug)
  const now = deps.clock.now()
  return inTransaction(deps.db, async (transaction) => {
    if (!(await store.lock(transaction, role))) throw notFound('Role', slug)
    const changed = await change(transaction, role, now)
    const after = await readRole(transaction, scope, slug)
    if (changed) await recordEvents(transaction, now, [roleUpdated(after)])
    return after
  })
}

/** An organization sees the environment's roles but cannot change them for all the others. */
async function getChangeableRole(deps: Deps, scope: RoleScope, slug: string): Promise<Role> {
  const role = await getRole(deps, scope, slug)
  if (role.organizationId === scope.organizationId) return role
  throw new ApiError(
    400,
    'bad_request',
    `'${slug}' is a role of the environment. Change it at /authorization/roles/${slug}.`,
  )
}

async function readRole(db: Database, scope: RoleScope, slug: string): Promise<Role> {
  const role = await store.find(db, scope, slug)
  if (!role) throw notFound('Role', slug)
  return role
}

async function requireOrganization(deps: Deps, scope: RoleScope): Promise<void> {
  if (scope.organizationId === null) return
  await getOrganization(deps, scope.environmentId, scope.organizationId)
}

/** Whether a transaction failed because a member would hold a role that is gone. */
export const leavesRoleHeld = (error: unknown) =>
  isForeignKeyViolation(error, 'organization_membership_roles_held')

function asConflict(error: unknown, slug: string): unknown {
  if (isUniqueViolation(error, 'roles_environment_slug')) {
    return new ApiError(409, 'role_slug_conflict', `A role with the slug '${slug}' exists already.`)
  }
  if (isUniqueViolation(error, 'roles_organization_slug')) {
    return new ApiError(
      409,
      'organization_role_slug_conflict',
      `The organization has a role with the slug '${slug}' already.`,
    )
  }
  return error
}

const reservedSlug = () =>
  invalidRequestParameters([
    {
      code: 'reserved_slug',
      message: `Slugs that begin with '${ownPrefix}' are those of organizations' own roles.`,
      field: 'slug',
    },
  ])
