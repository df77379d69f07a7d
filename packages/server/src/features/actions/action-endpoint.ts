import { createToken } from '../../crypto/tokens.ts'
import { isUniqueViolation } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError, notFound } from '../../errors/errors.ts'
import { createId, isId } from '../../ids/ids.ts'
import * as store from './stores/action-endpoints.ts'

/** What an endpoint decides: who may register, or who may sign in. */
export type ActionType = 'user_registration' | 'authentication'

/**
 * An action endpoint is an address of the application that is asked before somebody may register or
 * sign in, and whose verdict holds. An environment has one of each type at most. It ends when it is
 * deleted.
 */
export interface ActionEndpoint {
  environmentId: string
  id: string
  type: ActionType
  url: string
  /** Signs the question and the answer. Sealed at rest. */
  secret: string
  enabled: boolean
  /** The verdict when it gives none. */
  failureMode: 'allow' | 'deny'
  timeoutMilliseconds: number
  createdAt: Date
  updatedAt: Date
}

export type ActionEndpointSettings = Pick<
  ActionEndpoint,
  'url' | 'enabled' | 'failureMode' | 'timeoutMilliseconds'
>

// Every sign-in asks whether there is one. Other processes notice a change within this.
const maxAgeMilliseconds = 1_000
const cacheKey = (environmentId: string, type: ActionType) => `action:${environmentId}:${type}`

export async function findActionEndpoint(
  deps: Deps,
  environmentId: string,
  type: ActionType,
): Promise<ActionEndpoint | null> {
  const sealed = await deps.cache.read(cacheKey(environmentId, type), maxAgeMilliseconds, () =>
    store.findOfType(deps.db, environmentId, type),
  )
  return sealed && unseal(deps, sealed)
}

export async function listActionEndpoints(
  deps: Deps,
  environmentId: string,
): Promise<ActionEndpoint[]> {
  const endpoints = await store.list(deps.db, environmentId)
  return endpoints.map((endpoint) => unseal(deps, endpoint))
}

export async function getActionEndpoint(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<ActionEndpoint> {
  const sealed = isActionEndpointId(id) ? await store.find(deps.db, environmentId, id) : null
  if (!sealed) throw notFound('Action endpoint', id)
  return unseal(deps, sealed)
}

export async function createActionEndpoint(
  deps: Deps,
  environmentId: string,
  type: ActionType,
  settings: ActionEndpointSettings,
  // A configuration file may choose it, for an application that knows it before the first start.
  secret: string = createToken(),
): Promise<ActionEndpoint> {
  checkUrl(deps, settings.url)
  const now = deps.clock.now()
  const endpoint: ActionEndpoint = {
    ...settings,
    environmentId,
    id: createId('action_endpoint', now),
    type,
    secret,
    createdAt: now,
    updatedAt: now,
  }
  try {
    await store.insert(deps.db, seal(deps, endpoint))
  } catch (error) {
    if (!isUniqueViolation(error, 'action_endpoints_type')) throw error
    const message = 'There is an endpoint for this type of action. Change it instead.'
    throw new ApiError(409, 'duplicate_endpoint', message)
  }
  deps.cache.forget(cacheKey(environmentId, type))
  return endpoint
}

export async function updateActionEndpoint(
  deps: Deps,
  environmentId: string,
  id: string,
  settings: ActionEndpointSettings,
): Promise<ActionEndpoint> {
  checkUrl(deps, settings.url)
  return change(deps, environmentId, id, settings)
}

/** From now on questions and answers are signed with a new secret. */
export async function rotateActionSecret(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<ActionEndpoint> {
  const secretSealed = deps.sealer.seal('action-secret', createToken())
  return change(deps, environmentId, id, { secretSealed })
}

export async function deleteActionEndpoint(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<void> {
  const type = isActionEndpointId(id) ? await store.remove(deps.db, environmentId, id) : null
  if (!type) throw notFound('Action endpoint', id)
  deps.cache.forget(cacheKey(environmentId, type))
}

async function change(
  deps: Deps,
  environmentId: string,
  id: string,
  changes: store.Changes,
): Promise<ActionEndpoint> {
  const key = { environmentId, id }
  const now = deps.clock.now()
  const changed = isActionEndpointId(id) ? await store.update(deps.db, key, changes, now) : null
  if (!changed) throw notFound('Action endpoint', id)
  deps.cache.forget(cacheKey(environmentId, changed.type))
  return unseal(deps, changed)
}

const isActionEndpointId = (id: string) => isId('action_endpoint', id)

function checkUrl(deps: Deps, url: string): void {
  const objection = deps.outgoing.findObjection(url)
  if (objection) {
    throw new ApiError(422, 'invalid_url', `The action's URL cannot be used. ${objection}`)
  }
}

const seal = (deps: Deps, { secret, ...endpoint }: ActionEndpoint): store.SealedEndpoint => ({
  ...endpoint,
  secretSealed: deps.sealer.seal('action-secret', secret),
})

const unseal = (
  deps: Deps,
  { secretSealed, ...endpoint }: store.SealedEndpoint,
): ActionEndpoint => ({
  ...endpoint,
  secret: deps.sealer.unseal('action-secret', secretSealed),
})
