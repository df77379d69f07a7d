import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { ApiError, unauthorized } from '../../errors/errors.ts'
import { refuseCrossOrigin } from '../../http/cross-origin.ts'
import { hostCookie } from '../../http/host-cookie.ts'
import { isId } from '../../ids/ids.ts'
import { findApiKeyByValue } from '../api-keys/api-key.ts'
import {
  type Environment,
  getEnvironment,
  getEnvironmentOfKind,
} from '../environments/environment.ts'
import type { Actor } from '../events/actor.ts'
import { findSessionByToken, type Session } from '../sessions/session.ts'
import type { User } from '../users/user.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The environment that this request may act in. Set before every handler of the API. */
    environment: Environment
    /** Who asks, as events name them. Set along with the environment. */
    actor: Actor
  }
}

/** Keeps the session of the owner who is signed in to the dashboard. */
export const dashboardCookie = (deps: Deps) => hostCookie(deps, 'latchkey-dashboard')
const environmentHeader = 'latchkey-environment'

/**
 * Who may use the API: a backend with an API key, or an owner in the dashboard, whose cookie opens
 * every environment and who names the one that is meant. Everybody else gets 401.
 */
export function requireApiAccess(deps: Deps) {
  return async (request: FastifyRequest): Promise<void> => {
    const apiKey = bearerToken(request)
    const access = apiKey ? await accessByApiKey(deps, apiKey) : await accessByOwner(deps, request)
    Object.assign(request, access)
  }
}

/** Only the dashboard: what no API key may do, such as making API keys. */
export function requireOwner(deps: Deps) {
  return async (request: FastifyRequest): Promise<void> => {
    Object.assign(request, await accessByOwner(deps, request))
  }
}

function bearerToken(request: FastifyRequest): string | null {
  const [scheme, token] = (request.headers.authorization ?? '').split(' ')
  return scheme?.toLowerCase() === 'bearer' && token ? token : null
}

type Access = Pick<FastifyRequest, 'environment' | 'actor'>

async function accessByApiKey(deps: Deps, value: string): Promise<Access> {
  const apiKey = await findApiKeyByValue(deps, value)
  if (!apiKey) throw unauthorized()
  const environment = await getEnvironment(deps, apiKey.environmentId)
  return { environment, actor: { id: apiKey.id, source: 'api', name: apiKey.name } }
}

async function accessByOwner(deps: Deps, request: FastifyRequest): Promise<Access> {
  const owner = await findOwner(deps, request)
  if (!owner) throw unauthorized()
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
  const { id: userId, email } = owner.user
  return { environment, actor: { id: userId, source: 'dashboard', name: email } }
}

/** The owner who is signed in to the dashboard with this browser. */
export async function findOwner(
  deps: Deps,
  request: FastifyRequest,
): Promise<{ session: Session; user: User } | null> {
  const token = request.cookies[dashboardCookie(deps).name]
  if (!token) return null
  const system = await getEnvironmentOfKind(deps, 'system')
  return findSessionByToken(deps, system, token)
}
