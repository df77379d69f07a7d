import { createToken, hashToken } from '../../crypto/tokens.ts'
import { type Database, inTransaction } from '../../db/database.ts'
import type { PageQuery } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { ApiError, invalidRequestParameters, notFound } from '../../errors/errors.ts'
import { createId, isId } from '../../ids/ids.ts'
import { recordEvents } from '../events/event.ts'
import { getOrganization } from '../organizations/organization.ts'
import { getUser } from '../users/user.ts'
import { apiKeyCreated, apiKeyRevoked, apiKeyUpdated } from './events.ts'
import * as store from './store.ts'

/**
 * A customer API key opens the application's API to one of its customers: an organization, or a
 * member on its behalf. The application asks here whether a key that it was sent is good, and what it
 * may do. It never opens Latchkey's own API: that is what the keys of `api-keys` are for, which
 * belong to the application itself and have neither owner nor permissions. It ends when it is
 * revoked, when it expires, and with its organization or its owner's membership.
 */
export interface CustomerApiKey {
  environmentId: string
  id: string
  organizationId: string
  /** The member whose key it is; null when it is the organization's own. */
  userId: string | null
  name: string
  obfuscatedValue: string
  /** Slugs, in the order of the alphabet. */
  permissions: string[]
  expiresAt: Date | null
  lastUsedAt: Date | null
  createdAt: Date
  updatedAt: Date
}

export interface NewCustomerApiKey {
  name: string
  permissions?: string[]
  expiresAt?: Date
}

/** Its value is told this once: only a hash of it is stored. */
export interface CreatedCustomerApiKey {
  apiKey: CustomerApiKey
  value: string
}

const lastUsedPrecisionMilliseconds = 60_000

/** The key with this value if it is good at this moment, or null. It counts as a use of the key. */
export async function validateCustomerApiKey(
  deps: Deps,
  environmentId: string,
  value: string,
): Promise<CustomerApiKey | null> {
  const now = deps.clock.now()
  const apiKey = await store.findUsable(deps.db, environmentId, hashToken(value), now)
  if (apiKey) noteUse(deps, apiKey, now)
  return apiKey
}

/** To the minute, and outside the request: nobody waits for a statistic. */
function noteUse(deps: Deps, apiKey: CustomerApiKey, now: Date): void {
  const stale = new Date(now.getTime() - lastUsedPrecisionMilliseconds)
  if (apiKey.lastUsedAt && apiKey.lastUsedAt > stale) return
  deps.background('The last use of a customer API key could not be noted.', () =>
    store.updateLastUsed(deps.db, apiKey, now, stale),
  )
}

/** The organization's own keys; those of its members are listed with the members. */
export async function listApiKeysOfOrganization(
  deps: Deps,
  environmentId: string,
  organizationId: string,
  page: PageQuery,
): Promise<CustomerApiKey[]> {
  await getOrganization(deps, environmentId, organizationId)
  return store.listOfOrganization(deps.db, environmentId, organizationId, page)
}

export async function listApiKeysOfUser(
  deps: Deps,
  environmentId: string,
  userId: string,
  query: PageQuery & { organizationId?: string | undefined },
): Promise<CustomerApiKey[]> {
  await getUser(deps, environmentId, userId)
  return store.listOfUser(deps.db, environmentId, userId, query)
}

export async function createApiKeyOfOrganization(
  deps: Deps,
  environmentId: string,
  organizationId: string,
  created: NewCustomerApiKey,
): Promise<CreatedCustomerApiKey> {
  return create(deps, { environmentId, organizationId, userId: null }, created)
}

export async function createApiKeyOfUser(
  deps: Deps,
  environmentId: string,
  userId: string,
  organizationId: string,
  created: NewCustomerApiKey,
): Promise<CreatedCustomerApiKey> {
  await getUser(deps, environmentId, userId)
  return create(deps, { environmentId, organizationId, userId }, created)
}

type Owner = Pick<CustomerApiKey, 'environmentId' | 'organizationId' | 'userId'>

async function create(
  deps: Deps,
  owner: Owner,
  { name, permissions = [], expiresAt }: NewCustomerApiKey,
): Promise<CreatedCustomerApiKey> {
  const now = deps.clock.now()
  if (expiresAt && expiresAt <= now) {
    const message = 'A new key expires in the future, or never: leave expires_at out.'
    throw invalidRequestParameters([
      { code: 'expires_at_in_the_past', message, field: 'expires_at' },
    ])
  }
  const value = `sk_${createToken()}`
  const apiKey: CustomerApiKey = {
    ...owner,
    id: createId('api_key', now),
    name,
    obfuscatedValue: `sk_...${value.slice(-4)}`,
    permissions: [...new Set(permissions)].sort(),
    expiresAt: expiresAt ?? null,
    lastUsedAt: null,
    createdAt: now,
    updatedAt: now,
  }
  await inTransaction(deps.db, async (transaction) => {
    await lockOwner(transaction, owner)
    await store.insert(transaction, apiKey, hashToken(value))
    const known = await store.insertPermissions(transaction, apiKey)
    refuseUnknownPermissions(apiKey.permissions.filter((slug) => !known.includes(slug)))
    await recordEvents(transaction, now, [apiKeyCreated(apiKey)])
  })
  return { apiKey, value }
}

/** Nobody is deleted, and no membership changes, before the key is there. */
async function lockOwner(db: Database, owner: Owner): Promise<void> {
  const { environmentId, userId, organizationId } = owner
  if (!(await store.lockOrganization(db, environmentId, organizationId))) {
    throw notFound('Organization', organizationId)
  }
  if (userId === null) return
  if (await store.lockActiveMembership(db, environmentId, userId, organizationId)) return
  const message = `The user is no active member of the organization '${organizationId}'.`
  const code = 'organization_membership_not_active'
  throw new ApiError(400, code, message, { errors: [{ code, message, field: 'organization_id' }] })
}

function refuseUnknownPermissions(slugs: string[]): void {
  if (slugs.length === 0) return
  throw invalidRequestParameters(
    slugs.map((slug) => ({
      code: 'permission_not_found',
      message: `There is no permission '${slug}' in this environment.`,
      field: 'permissions',
    })),
  )
}

export async function revokeCustomerApiKey(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<void> {
  await inTransaction(deps.db, async (transaction) => {
    const apiKey = isId('api_key', id) ? await store.remove(transaction, environmentId, id) : null
    if (!apiKey) throw notFound('API key', id)
    await recordEvents(transaction, deps.clock.now(), [apiKeyRevoked(apiKey)])
  })
}

/** Ends a key now or later; with null it goes on until it is revoked. What has expired stays expired. */
export async function expireCustomerApiKey(
  deps: Deps,
  environmentId: string,
  id: string,
  expiresAt: Date | null | undefined,
): Promise<CustomerApiKey> {
  const now = deps.clock.now()
  const moment = expiresAt === null || (expiresAt && expiresAt > now) ? expiresAt : now
  return inTransaction(deps.db, async (transaction) => {
    const changed = isId('api_key', id)
      ? await store.updateExpiry(transaction, environmentId, id, moment, now)
      : null
    if (!changed) return refuseExpiry(transaction, environmentId, id)
    const { apiKey, previousExpiresAt } = changed
    await recordEvents(transaction, now, [apiKeyUpdated(apiKey, previousExpiresAt)])
    return apiKey
  })
}

async function refuseExpiry(db: Database, environmentId: string, id: string): Promise<never> {
  if (!isId('api_key', id) || !(await store.find(db, environmentId, id))) {
    throw notFound('API key', id)
  }
  const message = 'This API key has expired already. Make a new one.'
  throw new ApiError(409, 'api_key_already_expired', message)
}
