import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { originOf } from '../../http/request-context.ts'
import { authenticate } from './authenticate.ts'
import { fromWireAuthenticate, toWireAuthentication, WireAuthentication } from './wire.ts'

/** Public: clients authenticate by what they send. Both names are in use by official packages. */
export function authenticationRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    for (const path of ['/user_management/authenticate', '/x/authkit/users/authenticate']) {
      app.post(
        path,
        {
          schema: {
            operationId: 'authenticate',
            hide: path.startsWith('/x/'),
            tags: ['user-management.authentication'],
            response: { 200: WireAuthentication },
          },
        },
        async (request) => {
          const tokenRequest = fromWireAuthenticate(request.body, originOf(request))
          return toWireAuthentication(await authenticate(deps, tokenRequest))
        },
      )
    }
  }
}
