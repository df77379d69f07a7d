import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { ApiError, unauthorized } from '../../errors/errors.ts'
import { refuseCrossOrigin } from '../../http/cross-origin.ts'
import { isId } from '../../ids/ids.ts'
import { findApiKeyByValue } from '../api-keys/api-key.ts'
import {
  type Environment,
  getEnvironment,
  getEnvironmentOfKind,
} from '../environments/environment.ts'
import { findSessionByToken, type Session } from '../sessions/session.ts'
import type { User } from '../users/user.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The environment that this request may act in. Set before every handler of the API. */
    environment: Environment
  }
}

export const dashboardCookie = 'latchkey-dashboard'
const environmentHeader = 'latchkey-environment'

/**
 * Who may use the API: a backend with an API key, or an owner in the dashboard, whose cookie opens
 * every environment and who names the one that is meant. Everybody else gets 401.
 */
export function requireApiAccess(deps: Deps) {
  return async (request: FastifyRequest): Promise<void> => {
    const apiKey = bearerToken(request)
    request.environment = apiKey
      ? await environmentOfApiKey(deps, apiKey)
      : await environmentOfOwner(deps, request)
  }
}

/** Only the dashboard: what no API key may do, such as making API keys. */
export function requireOwner(deps: Deps) {
  return async (request: FastifyRequest): Promise<void> => {
    request.environment = await environmentOfOwner(deps, request)
  }
}

function bearerToken(request: FastifyRequest): string | null {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ')
  return scheme?.toLowerCase() === 'bearer' && token ? token : null
}

async function environmentOfApiKey(deps: Deps, value: string): Promise<Environment> {
  const apiKey = await findApiKeyByValue(deps, value)
  if (!apiKey) throw unauthorized()
  return getEnvironment(deps, apiKey.environmentId)
}

async function environmentOfOwner(deps: Deps, request: FastifyRequest): Promise<Environment> {
  if (!(await findOwner(deps, request))) throw unauthorized()
  refuseCrossOrigin(request)
  const id = request.headers[environmentHeader]
  if (typeof id !== 'string' || !isId('environment', id)) {
    throw new ApiError(
      400,
      'environment_required',
      'Name the environment that is meant in the Latchkey-Environment header.',
    )
  }
  const environment = await getEnvironment(deps, id)
  if (environment.kind === 'system') throw unauthorized()
  return environment
}

/** The owner who is signed in to the dashboard with this browser. */
export async function findOwner(
  deps: Deps,
  request: FastifyRequest,
): Promise<{ session: Session; user: User } | null> {
  const token = request.cookies[dashboardCookie]
  if (!token) return null
  const system = await getEnvironmentOfKind(deps, 'system')
  return findSessionByToken(deps, system, token)
}
