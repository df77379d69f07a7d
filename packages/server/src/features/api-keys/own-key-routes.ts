import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors/errors.ts'
import { getDefaultApplication } from '../applications/application.ts'
import { getApiKey, revokeApiKey } from './api-key.ts'
import { toWireOwnApiKey, WireOwnApiKey } from './wire.ts'

const path = '/latchkey/api_key'
const tags = ['latchkey.api-key']

/** The key that asks: what it opens, and its end. Who holds a key may always give it up. */
export function ownApiKeyRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      path,
      { schema: { operationId: 'getOwnApiKey', tags, response: { 200: WireOwnApiKey } } },
      async (request) => {
        const { environment } = request
        const apiKey = await getApiKey(deps, environment.id, keyIdOf(request))
        const application = await getDefaultApplication(deps, environment.id)
        return toWireOwnApiKey(apiKey, environment, application)
      },
    )

    app.delete(
      path,
      { schema: { operationId: 'revokeOwnApiKey', tags, response: { 204: Type.Null() } } },
      async (request, reply) => {
        await revokeApiKey(deps, request.environment.id, keyIdOf(request))
        return reply.status(204).send(null)
      },
    )
  }
}

/** An owner in the dashboard asks without one. */
function keyIdOf({ actor }: FastifyRequest): string {
  if (actor.source === 'api') return actor.id
  throw new ApiError(403, 'api_key_required', 'Ask with the API key that is meant.')
}
