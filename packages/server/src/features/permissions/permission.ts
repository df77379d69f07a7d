import { type Database, inTransaction, isUniqueViolation } from '../../db/database.ts'
import type { PageQuery } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { ApiError, notFound } from '../../errors/errors.ts'
import { createId } from '../../ids/ids.ts'
import { recordEvents } from '../events/event.ts'
import { permissionCreated, permissionDeleted, permissionUpdated } from './events.ts'
import * as store from './store.ts'

/**
 * A permission is one thing that may be done, known by a slug that roles give and tokens carry. It
 * ends when it is deleted, and every role loses it. Those of the system are Latchkey's own: roles
 * give them like any other, but nobody changes them.
 */
export interface Permission {
  environmentId: string
  id: string
  slug: string
  name: string
  description: string | null
  system: boolean
  resourceTypeSlug: string
  createdAt: Date
  updatedAt: Date
}

/** What members of an organization may do in the widgets, by the scopes that widgets ask for. */
const systemPermissions = [
  ['widgets:users-table:manage', 'Manage users in the widget'],
  ['widgets:domain-verification:manage', 'Verify domains in the widget'],
  ['widgets:sso:manage', 'Manage single sign-on in the widget'],
  ['widgets:api-keys:manage', 'Manage API keys in the widget'],
  ['widgets:dsync:manage', 'Manage directory sync in the widget'],
  ['widgets:audit-log-streaming:manage', 'Stream audit logs in the widget'],
  ['widgets:pipes:manage', 'Manage connected accounts in the widget'],
] as const

/** Makes those of the system that an environment lacks, and names all of them. */
export async function ensureSystemPermissions(
  db: Database,
  environmentId: string,
  now: Date,
): Promise<string[]> {
  const permissions = systemPermissions.map(([slug, name]) => ({
    environmentId,
    id: createId('perm', now),
    slug,
    name,
    description: null,
    system: true,
    resourceTypeSlug: 'organization',
    createdAt: now,
    updatedAt: now,
  }))
  await store.insertMissing(db, permissions)
  return permissions.map(({ slug }) => slug)
}

export async function findPermission(
  deps: Deps,
  environmentId: string,
  slug: string,
): Promise<Permission | null> {
  return store.find(deps.db, environmentId, slug)
}

export async function getPermission(
  deps: Deps,
  environmentId: string,
  slug: string,
): Promise<Permission> {
  const permission = await findPermission(deps, environmentId, slug)
  if (!permission) throw notFound('Permission', slug)
  return permission
}

/**
 * All of these, in no order; one that is unknown is not found. None of them is deleted before the
 * caller's transaction ends.
 */
export async function lockPermissions(
  db: Database,
  environmentId: string,
  slugs: string[],
): Promise<Permission[]> {
  const permissions = await store.lockBySlugs(db, environmentId, slugs)
  const known = new Set(permissions.map(({ slug }) => slug))
  const unknown = slugs.find((slug) => !known.has(slug))
  if (unknown !== undefined) throw notFound('Permission', unknown)
  return permissions
}

export async function listPermissions(
  deps: Deps,
  environmentId: string,
  page: PageQuery,
): Promise<Permission[]> {
  return store.list(deps.db, environmentId, page)
}

export async function createPermission(
  deps: Deps,
  environmentId: string,
  created: { slug: string; name: string; description?: string | null; resourceTypeSlug?: string },
): Promise<Permission> {
  const now = deps.clock.now()
  try {
    return await inTransaction(deps.db, async (transaction) => {
      const permission = await store.insert(transaction, {
        environmentId,
        id: createId('perm', now),
        slug: created.slug,
        name: created.name,
        description: created.description ?? null,
        system: false,
        resourceTypeSlug: created.resourceTypeSlug ?? 'organization',
        createdAt: now,
        updatedAt: now,
      })
      await recordEvents(transaction, now, [permissionCreated(permission)])
      return permission
    })
  } catch (error) {
    if (!isUniqueViolation(error, 'permissions_slug')) throw error
    throw new ApiError(
      409,
      'permission_slug_conflict',
      `A permission with the slug '${created.slug}' exists already.`,
    )
  }
}

export async function updatePermission(
  deps: Deps,
  environmentId: string,
  slug: string,
  changes: { name?: string | undefined; description?: string | null | undefined },
): Promise<Permission> {
  await refuseSystem(deps, environmentId, slug)
  const now = deps.clock.now()
  return inTransaction(deps.db, async (transaction) => {
    const permission = await store.update(transaction, environmentId, slug, { ...changes, now })
    if (!permission) throw notFound('Permission', slug)
    await recordEvents(transaction, now, [permissionUpdated(permission)])
    return permission
  })
}

/** Deletes the permission; roles that gave it give it no more. */
export async function deletePermission(
  deps: Deps,
  environmentId: string,
  slug: string,
): Promise<void> {
  await refuseSystem(deps, environmentId, slug)
  await inTransaction(deps.db, async (transaction) => {
    const permission = await store.remove(transaction, environmentId, slug)
    if (!permission) throw notFound('Permission', slug)
    await recordEvents(transaction, deps.clock.now(), [permissionDeleted(permission)])
  })
}

async function refuseSystem(deps: Deps, environmentId: string, slug: string): Promise<void> {
  const { system } = await getPermission(deps, environmentId, slug)
  if (!system) return
  throw new ApiError(
    403,
    'system_permission',
    `The permission '${slug}' is part of the system and cannot be changed.`,
  )
}
