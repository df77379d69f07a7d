import { createToken } from '../../crypto/tokens.ts'
import type { Deps } from '../../deps.ts'
import { ApiError, notFound } from '../../errors/errors.ts'
import { createId } from '../../ids/ids.ts'
import * as store from './store.ts'

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
    store.find(deps.db, environmentId, type),
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

/** Makes the endpoint of a type, or changes the one that there is, which keeps its secret. */
export async function saveActionEndpoint(
  deps: Deps,
  environmentId: string,
  type: ActionType,
  settings: ActionEndpointSettings,
): Promise<ActionEndpoint> {
  const objection = deps.outgoing.findObjection(settings.url)
  if (objection) {
    throw new ApiError(422, 'invalid_url', `The action's URL cannot be used. ${objection}`)
  }
  const now = deps.clock.now()
  const saved = await store.save(deps.db, {
    ...settings,
    environmentId,
    id: createId('action_endpoint', now),
    type,
    secretSealed: deps.sealer.seal('action-secret', createToken()),
    createdAt: now,
    updatedAt: now,
  })
  deps.cache.forget(cacheKey(environmentId, type))
  return unseal(deps, saved)
}

/** From now on questions and answers are signed with a new secret. */
export async function rotateActionSecret(
  deps: Deps,
  environmentId: string,
  type: ActionType,
): Promise<ActionEndpoint> {
  const secretSealed = deps.sealer.seal('action-secret', createToken())
  const now = deps.clock.now()
  const rotated = await store.updateSecret(deps.db, { environmentId, type }, secretSealed, now)
  if (!rotated) throw notFound('Action endpoint', type)
  deps.cache.forget(cacheKey(environmentId, type))
  return unseal(deps, rotated)
}

export async function deleteActionEndpoint(
  deps: Deps,
  environmentId: string,
  type: ActionType,
): Promise<void> {
  if (!(await store.remove(deps.db, environmentId, type))) throw notFound('Action endpoint', type)
  deps.cache.forget(cacheKey(environmentId, type))
}

const unseal = (
  deps: Deps,
  { secretSealed, ...endpoint }: store.SealedEndpoint,
): ActionEndpoint => ({
  ...endpoint,
  secret: deps.sealer.unseal('action-secret', secretSealed),
})
