import type { Deps } from '../../deps.ts'
import { invalidRequestParameters, notFound } from '../../errors/errors.ts'
import { createId } from '../../ids/ids.ts'
import * as store from './store.ts'

/**
 * An environment is a world of its own: users, keys, settings and tokens of one are unknown in
 * every other. Staging and Production are made at the first start; the system environment, which
 * holds the owners of the dashboard, is made with them and never listed. None of them ends.
 */
export interface Environment {
  id: string
  kind: 'staging' | 'production' | 'system'
  name: string
  settings: AuthenticationSettings
  /** Whether members of organizations may hold several roles at once. */
  multipleRolesEnabled: boolean
}

export interface AuthenticationSettings {
  signUpEnabled: boolean
  /** Whether the sign-up page asks for a first and a last name. */
  signUpNamesRequired: boolean
  /** Whether everybody must prove a second factor; who has one is asked for it either way. */
  mfaPolicy: 'off' | 'required'
  magicAuthEnabled: boolean
  password: PasswordPolicy
  sessions: {
    accessTokenLifetimeSeconds: number
    maximumLifetimeSeconds: number
    inactivityTimeoutSeconds: number | null
  }
}

export interface PasswordPolicy {
  /** In characters. */
  minimumLength: number
  /** A zxcvbn score, 0 to 4. */
  minimumStrength: number
  rejectBreached: boolean
}

// Settings change rarely and are read by every request. Other processes notice a change within this.
const settingsMaxAgeMilliseconds = 1_000
const cacheKey = (id: string) => `environment:${id}`

export async function getEnvironment(deps: Deps, id: string): Promise<Environment> {
  const environment = await deps.cache.read(cacheKey(id), settingsMaxAgeMilliseconds, () =>
    store.findEnvironment(deps.db, id),
  )
  if (!environment) throw notFound('Environment', id)
  return environment
}

/** Those that customers use, staging first. */
export async function listEnvironments(deps: Deps): Promise<Environment[]> {
  const environments = await store.listEnvironments(deps.db)
  return environments
    .filter((environment) => environment.kind !== 'system')
    .sort((left) => (left.kind === 'staging' ? -1 : 1))
}

export async function getEnvironmentOfKind(
  deps: Deps,
  kind: Environment['kind'],
): Promise<Environment> {
  const environments = await store.listEnvironments(deps.db)
  const environment = environments.find((candidate) => candidate.kind === kind)
  if (!environment) throw notFound('Environment', kind)
  return environment
}

/** Makes whatever of the three environments is missing; several processes may ask at once. */
export async function createMissingEnvironments(deps: Deps): Promise<Environment[]> {
  const now = deps.clock.now()
  const names = { staging: 'Staging', production: 'Production', system: 'Latchkey' } as const
  for (const kind of ['staging', 'production', 'system'] as const) {
    await store.insertEnvironment(deps.db, {
      id: createId('environment', now),
      kind,
      name: names[kind],
      now,
    })
  }
  return store.listEnvironments(deps.db)
}

export async function updateAuthenticationSettings(
  deps: Deps,
  environmentId: string,
  settings: AuthenticationSettings,
): Promise<Environment> {
  const { maximumLifetimeSeconds, inactivityTimeoutSeconds, accessTokenLifetimeSeconds } =
    settings.sessions
  if (accessTokenLifetimeSeconds > maximumLifetimeSeconds) {
    throw invalidRequestParameters([
      {
        code: 'access_token_lifetime_too_long',
        message: 'An access token cannot live longer than its session.',
        field: 'sessions.access_token_lifetime_seconds',
      },
    ])
  }
  if (inactivityTimeoutSeconds !== null && inactivityTimeoutSeconds < accessTokenLifetimeSeconds) {
    throw invalidRequestParameters([
      {
        code: 'inactivity_timeout_too_short',
        message:
          'The inactivity timeout must be at least the access token lifetime, or sessions would end while they are in use.',
        field: 'sessions.inactivity_timeout_seconds',
      },
    ])
  }
  await store.updateSettings(deps.db, environmentId, settings, deps.clock.now())
  deps.cache.forget(cacheKey(environmentId))
  return getEnvironment(deps, environmentId)
}

/** Switched off, whoever holds several roles acts in the highest of them. */
export async function allowMultipleRoles(
  deps: Deps,
  environmentId: string,
  enabled: boolean,
): Promise<void> {
  await store.updateMultipleRoles(deps.db, environmentId, enabled, deps.clock.now())
  deps.cache.forget(cacheKey(environmentId))
}
