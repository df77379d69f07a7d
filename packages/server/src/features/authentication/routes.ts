import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyError } from 'fastify'
import type { Deps } from '../../deps.ts'
import { invalidRequest } from '../../errors/errors.ts'
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
          errorHandler: refuseUnreadable,
        },
        async (request) => {
          const tokenRequest = fromWireAuthenticate(request.body, originOf(request))
          return toWireAuthentication(await authenticate(deps, tokenRequest))
        },
      )
    }
  }
}

/** A body that is neither JSON nor a form is a malformed request like any other of this endpoint. */
function refuseUnreadable(error: FastifyError): never {
  if (error.statusCode !== 400 && error.statusCode !== 415) throw error
  throw invalidRequest('The body could not be read. Send JSON or a form, and say which.')
}
