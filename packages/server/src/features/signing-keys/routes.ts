import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors/errors.ts'
import { findApplicationByClientId } from '../applications/application.ts'
import { admitOrigin, preflight } from '../cors-origins/cors-access.ts'
import { listPublishedKeys } from './signing-key.ts'
import { JsonWebKeySet } from './wire.ts'

export function signingKeyRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    const path = '/sso/jwks/:clientId'
    app.options(path, { schema: { hide: true } }, preflight(deps, 'GET'))

    app.get(
      path,
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
        await admitOrigin(deps, request, reply, application)
        if (!application) throw notFound('Application', request.params.clientId)
        // Keys are published a day before they sign, so verifiers may keep them for a while.
        reply.header('cache-control', 'public, max-age=300')
        return { keys: await listPublishedKeys(deps, application.environmentId) }
      },
    )
  }
}
