import { type Database, inTransaction, isUniqueViolation } from '../../db/database.ts'
import type { PageQuery } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { ApiError, notFound } from '../../errors/errors.ts'
import { createId, isId } from '../../ids/ids.ts'
import { getDefaultApplication } from '../applications/application.ts'
import { listEnvironments } from '../environments/environment.ts'
import type { Actor } from '../events/actor.ts'
import { recordEvents } from '../events/event.ts'
import { getOrganization } from '../organizations/organization.ts'
import { getUser } from '../users/user.ts'
import * as events from './events.ts'
import * as store from './store.ts'

/**
 * A feature flag says for whom a feature of the application is on. It exists in every environment
 * under one slug, with the same description; whether it is enabled and who its targets are is each
 * environment's own. It ends, everywhere at once, when an owner deletes it in the dashboard.
 */
export interface FeatureFlag {
  environmentId: string
  id: string
  slug: string
  name: string
  description: string | null
  owner: FlagOwner | null
  tags: string[]
  /** Off for everybody when it is not. */
  enabled: boolean
  /** What an enabled flag is for those who are no targets. */
  defaultValue: boolean
  createdAt: Date
  updatedAt: Date
}

export interface FlagOwner {
  email: string
  firstName: string | null
  lastName: string | null
}

/** What a flag is in every environment. */
export interface FlagDescription {
  slug: string
  name: string
  description: string | null
  tags: string[]
}

export interface FlagChanges {
  name?: string | undefined
  description?: string | null | undefined
  tags?: string[] | undefined
  /** In this environment alone. */
  defaultValue?: boolean | undefined
}

/** A user or an organization for whom an enabled flag is on. */
export interface FlagTarget {
  type: 'user' | 'organization'
  id: string
}

/** A target with what people know it by: an address, or the name of an organization. */
export interface NamedTarget extends FlagTarget {
  name: string
}

/** All that is needed to tell for whom a flag is on. */
export interface FlagRule {
  slug: string
  enabled: boolean
  defaultValue: boolean
  userIds: string[]
  organizationIds: string[]
}

export async function listFeatureFlags(
  deps: Deps,
  environmentId: string,
  page: PageQuery,
): Promise<FeatureFlag[]> {
  return store.list(deps.db, environmentId, page)
}

/** Those that are on for an organization, whoever of its members asks. */
export async function listFlagsOfOrganization(
  deps: Deps,
  environmentId: string,
  organizationId: string,
  page: PageQuery,
): Promise<FeatureFlag[]> {
  await getOrganization(deps, environmentId, organizationId)
  return store.listOfOrganization(deps.db, environmentId, organizationId, page)
}

/** Those that are on for a user, or for an organization that the user is an active member of. */
export async function listFlagsOfUser(
  deps: Deps,
  environmentId: string,
  userId: string,
  page: PageQuery,
): Promise<FeatureFlag[]> {
  await getUser(deps, environmentId, userId)
  return store.listOfUser(deps.db, environmentId, userId, page)
}

/** What is on for a user in an organization, by slug: the claim of an access token. */
export async function enabledFlagSlugs(
  deps: Deps,
  environmentId: string,
  { userId, organizationId }: { userId: string; organizationId: string | null },
): Promise<string[]> {
  // Most environments have no flags, and tokens are issued often: they need not ask each time.
  const hasFlags = await deps.cache.read(cacheKey(environmentId), maxAgeMilliseconds, () =>
    store.hasAny(deps.db, environmentId),
  )
  return hasFlags ? store.findEnabledSlugs(deps.db, environmentId, userId, organizationId) : []
}

/** Other processes notice an environment's first flag within this. */
const maxAgeMilliseconds = 1_000
const cacheKey = (environmentId: string) => `feature-flags:${environmentId}`

/** Every flag with all of its targets: for applications that evaluate flags by themselves. */
export async function listFlagRules(deps: Deps, environmentId: string): Promise<FlagRule[]> {
  return store.listRules(deps.db, environmentId)
}

export async function findFeatureFlag(
  deps: Deps,
  environmentId: string,
  slug: string,
): Promise<FeatureFlag | null> {
  return store.find(deps.db, environmentId, slug)
}

export async function getFeatureFlag(
  deps: Deps,
  environmentId: string,
  slug: string,
): Promise<FeatureFlag> {
  const flag = await findFeatureFlag(deps, environmentId, slug)
  if (!flag) throw notFound('Feature flag', slug)
  return flag
}

/** Makes a flag in every environment, on for nobody. */
export async function createFeatureFlag(
  deps: Deps,
  description: FlagDescription,
  owner: FlagOwner | null,
  actor: Actor,
): Promise<void> {
  const now = deps.clock.now()
  const contexts = await contextsOf(deps, actor)
  try {
    await inTransaction(deps.db, async (transaction) => {
      for (const [environmentId, context] of contexts) {
        const flag = await store.insert(transaction, {
          ...description,
          environmentId,
          id: createId('flag', now),
          owner,
          enabled: false,
          defaultValue: false,
          createdAt: now,
          updatedAt: now,
        })
        await recordEvents(transaction, now, [events.flagCreated(flag, context)])
      }
    })
  } catch (error) {
    if (!isUniqueViolation(error, 'feature_flags_slug')) throw error
    const message = `A feature flag with the slug '${description.slug}' exists already.`
    throw new ApiError(409, 'feature_flag_slug_conflict', message)
  }
  for (const [environmentId] of contexts) deps.cache.forget(cacheKey(environmentId))
}

/** Changes what a flag is everywhere, and what it is by default in this environment. */
export async function updateFeatureFlag(
  deps: Deps,
  environmentId: string,
  slug: string,
  { defaultValue, ...description }: FlagChanges,
  actor: Actor,
): Promise<FeatureFlag> {
  const now = deps.clock.now()
  const contexts = await contextsOf(deps, actor)
  const describes = Object.values(description).some((value) => value !== undefined)
  await inTransaction(deps.db, async (transaction) => {
    for (const [id, context] of describes ? contexts : []) {
      const before = await lock(transaction, id, slug)
      const flag = await store.update(transaction, before, { ...description, now })
      await recordEvents(transaction, now, [events.flagUpdated(flag, before, context)])
    }
  })
  return defaultValue === undefined
    ? getFeatureFlag(deps, environmentId, slug)
    : changeRule(deps, environmentId, slug, actor, async (db, flag) =>
        flag.defaultValue === defaultValue ? null : store.update(db, flag, { defaultValue, now }),
      )
}

export async function deleteFeatureFlag(deps: Deps, slug: string, actor: Actor): Promise<void> {
  const contexts = await contextsOf(deps, actor)
  await inTransaction(deps.db, async (transaction) => {
    for (const [environmentId, context] of contexts) {
      const flag = await store.remove(transaction, environmentId, slug)
      if (!flag) throw notFound('Feature flag', slug)
      await recordEvents(transaction, deps.clock.now(), [events.flagDeleted(flag, context)])
    }
  })
}

export async function setFlagEnabled(
  deps: Deps,
  environmentId: string,
  slug: string,
  enabled: boolean,
  actor: Actor,
): Promise<FeatureFlag> {
  return changeRule(deps, environmentId, slug, actor, async (db, flag) =>
    flag.enabled === enabled ? null : store.update(db, flag, { enabled, now: deps.clock.now() }),
  )
}

export async function listFlagTargets(
  deps: Deps,
  environmentId: string,
  slug: string,
  page: PageQuery,
): Promise<NamedTarget[]> {
  const flag = await getFeatureFlag(deps, environmentId, slug)
  return store.listTargetPage(deps.db, flag, page)
}

export async function addFlagTarget(
  deps: Deps,
  environmentId: string,
  slug: string,
  resourceId: string,
  actor: Actor,
): Promise<void> {
  const target = readTarget(resourceId)
  await changeRule(deps, environmentId, slug, actor, async (db, flag) => {
    await lockTarget(db, flag, target)
    const isNew = await store.insertTarget(db, flag, target)
    return isNew ? store.update(db, flag, { now: deps.clock.now() }) : null
  })
}

/** One that is no target any more, or never was, is what was asked for. */
export async function removeFlagTarget(
  deps: Deps,
  environmentId: string,
  slug: string,
  resourceId: string,
  actor: Actor,
): Promise<void> {
  const target = readTarget(resourceId)
  await changeRule(deps, environmentId, slug, actor, async (db, flag) => {
    await lockTarget(db, flag, target)
    const wasThere = await store.removeTarget(db, flag, target)
    return wasThere ? store.update(db, flag, { now: deps.clock.now() }) : null
  })
}

function readTarget(resourceId: string): FlagTarget {
  if (isId('user', resourceId)) return { type: 'user', id: resourceId }
  if (isId('org', resourceId)) return { type: 'organization', id: resourceId }
  throw new ApiError(
    400,
    'invalid_resource_id',
    `A target is a user or an organization, such as user_01… or org_01…, not '${resourceId}'.`,
    { statusCode: 400 },
  )
}

/** One change of for whom a flag is on. Where `change` answers null, everything was as it should be. */
async function changeRule(
  deps: Deps,
  environmentId: string,
  slug: string,
  actor: Actor,
  change: (db: Database, flag: FeatureFlag) => Promise<FeatureFlag | null>,
): Promise<FeatureFlag> {
  const context = await contextOf(deps, environmentId, actor)
  return inTransaction(deps.db, async (transaction) => {
    const flagBefore = await lock(transaction, environmentId, slug)
    const before = { flag: flagBefore, targets: await store.listTargets(transaction, flagBefore) }
    const flag = await change(transaction, flagBefore)
    if (!flag) return flagBefore
    const rule = { flag, targets: await store.listTargets(transaction, flag) }
    await recordEvents(transaction, deps.clock.now(), [
      events.flagRuleUpdated(rule, before, context),
    ])
    return flag
  })
}

async function lockTarget(db: Database, flag: FeatureFlag, target: FlagTarget): Promise<void> {
  if (!(await store.lockTarget(db, flag, target))) throw notFound('Target', target.id)
}

async function lock(db: Database, environmentId: string, slug: string): Promise<FeatureFlag> {
  const flag = await store.lock(db, environmentId, slug)
  if (!flag) throw notFound('Feature flag', slug)
  return flag
}

async function contextOf(
  deps: Deps,
  environmentId: string,
  actor: Actor,
): Promise<events.FlagContext> {
  const { clientId } = await getDefaultApplication(deps, environmentId)
  return { client_id: clientId, actor }
}

/** Every environment with the context of what happens in it, always in one order: nobody waits in a circle. */
async function contextsOf(deps: Deps, actor: Actor): Promise<[string, events.FlagContext][]> {
  const contexts: [string, events.FlagContext][] = []
  for (const { id } of await listEnvironments(deps)) {
    contexts.push([id, await contextOf(deps, id, actor)])
  }
  return contexts
}
