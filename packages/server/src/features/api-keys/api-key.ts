import { createToken, hashToken } from '../../crypto/tokens.ts'
import type { Deps } from '../../deps.ts'
import { ApiError, invalidRequestParameters, notFound } from '../../errors/errors.ts'
import { createId } from '../../ids/ids.ts'
import type { Environment } from '../environments/environment.ts'
import * as store from './store.ts'

/**
 * An API key opens one environment to a backend. Only its hash is stored; staging's may be shown
 * again, from a sealed copy, production's is shown once. It ends when it is revoked.
 */
export interface ApiKey {
  environmentId: string
  id: string
  name: string
  obfuscatedValue: string
  /** Whether {@link revealApiKey} can show the value again. */
  revealable: boolean
  /** The owner of the dashboard who approved it for a terminal of theirs; null for an application's. */
  approvedBy: string | null
  lastUsedAt: Date | null
  createdAt: Date
}

const lastUsedPrecisionMilliseconds = 60_000

/** The key with this value, or null. Never remembered: a revoked key is refused by the next request. */
export async function findApiKeyByValue(deps: Deps, value: string): Promise<ApiKey | null> {
  const apiKey = await lookUpApiKey(deps, value)
  if (apiKey) noteUse(deps, apiKey)
  return apiKey
}

/** The same for whoever only asks whether there is such a key, which is no use of it. */
export async function lookUpApiKey(deps: Deps, value: string): Promise<ApiKey | null> {
  const keyHash = hashToken(value)
  return deps.cache.read(`api-key:${keyHash.toString('base64')}`, 0, () =>
    store.findByHash(deps.db, keyHash),
  )
}

/** What a statement of another feature finds the key by, where it checks it along with its own work. */
export const hashApiKey = (value: string): Buffer => hashToken(value)

/** For whoever checked the key so: once a minute is enough. */
export function noteUseOfKey(deps: Deps, environmentId: string, keyHash: Buffer): void {
  const key = `api-key-use:${keyHash.toString('base64')}`
  const noting = deps.cache.read(key, lastUsedPrecisionMilliseconds, () =>
    store.updateLastUsedByHash(deps.db, environmentId, keyHash, deps.clock.now()),
  )
  noting.catch((error) => warnOfUse(deps, error))
}

/** To the minute, and outside the request: nobody waits for a statistic. */
function noteUse(deps: Deps, apiKey: ApiKey): void {
  const now = deps.clock.now()
  const stale = now.getTime() - lastUsedPrecisionMilliseconds
  if (apiKey.lastUsedAt && apiKey.lastUsedAt.getTime() > stale) return
  store
    .updateLastUsed(deps.db, apiKey, now, new Date(stale))
    .catch((error) => warnOfUse(deps, error))
}

const warnOfUse = (deps: Deps, error: unknown) =>
  deps.log.warn({ error }, 'The last use of an API key could not be noted.')

export async function listApiKeys(deps: Deps, environmentId: string): Promise<ApiKey[]> {
  return store.list(deps.db, environmentId)
}

export async function getApiKey(deps: Deps, environmentId: string, id: string): Promise<ApiKey> {
  const apiKey = await store.find(deps.db, environmentId, id)
  if (!apiKey) throw notFound('API key', id)
  return apiKey
}

/**
 * Whether a key may choose the ids of what it makes. Whoever does can make somebody new be who an
 * application remembers under the id of a deleted user. In production that is for owners: it takes the
 * key that one of them approved for their terminal.
 */
export async function mayChooseIds(
  deps: Deps,
  environment: Environment,
  id: string,
): Promise<boolean> {
  if (environment.kind !== 'production') return true
  return (await getApiKey(deps, environment.id, id)).approvedBy !== null
}

/** Makes a key and returns its value, which is not shown again in production. */
export async function createApiKey(
  deps: Deps,
  environment: Environment,
  name: string,
  { pinnedValue, approvedBy = null }: { pinnedValue?: string; approvedBy?: string | null } = {},
): Promise<{ apiKey: ApiKey; value: string }> {
  if (name.trim() === '') {
    throw invalidRequestParameters([
      { code: 'name_required', message: 'Give the key a name to tell it by.', field: 'name' },
    ])
  }
  const label = environment.kind === 'production' ? 'live' : 'test'
  const value = pinnedValue ?? `sk_${label}_${createToken()}`
  const now = deps.clock.now()
  const apiKey = await store.insert(deps.db, {
    environmentId: environment.id,
    id: createId('api_key', now),
    name: name.trim(),
    keyHash: hashToken(value),
    keySealed: environment.kind === 'staging' ? deps.sealer.seal('api-key', value) : null,
    obfuscatedValue: `sk_...${value.slice(-4)}`,
    approvedBy,
    now,
  })
  return { apiKey, value }
}

export async function revealApiKey(deps: Deps, environmentId: string, id: string): Promise<string> {
  const row = await store.findSealed(deps.db, environmentId, id)
  if (!row) throw notFound('API key', id)
  if (row.keySealed === null) {
    throw new ApiError(
      403,
      'api_key_not_revealable',
      'A production key is shown once, when it is made. Make a new one and revoke this one.',
    )
  }
  return deps.sealer.unseal('api-key', row.keySealed)
}

/** The key to show to whoever may see any of them, or null where none can be shown. */
export async function revealOldestApiKey(
  deps: Deps,
  environmentId: string,
): Promise<string | null> {
  const oldest = (await listApiKeys(deps, environmentId)).findLast((key) => key.revealable)
  return oldest ? revealApiKey(deps, environmentId, oldest.id) : null
}

export async function revokeApiKey(deps: Deps, environmentId: string, id: string): Promise<void> {
  if (!(await store.remove(deps.db, environmentId, id))) throw notFound('API key', id)
}
