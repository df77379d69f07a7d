import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors/errors.ts'
import { findApplicationByClientId } from '../applications/application.ts'
import { listPublishedKeys } from './signing-key.ts'
import { JsonWebKeySet } from './wire.ts'

export function signingKeyRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/sso/jwks/:clientId',
      {
        schema: {
          operationId: 'getJwks',
          tags: ['sso'],
          params: Type.Object({ clientId: Type.String() }),
          response: { 200: JsonWebKeySet },
        },
      },
      async (request, reply) => {
        const application = await findApplicationByClientId(deps, request.params.clientId)
        if (!application) throw notFound('Application', request.params.clientId)
        // Keys are published a day before they sign, so verifiers may keep them for a while.
        reply.header('cache-control', 'public, max-age=300')
        return { keys: await listPublishedKeys(deps, application.environmentId) }
      },
    )
  }
}
