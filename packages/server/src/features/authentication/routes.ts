import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyError } from 'fastify'
import type { Deps } from '../../deps.ts'
import { invalidRequest, SessionOverError } from '../../errors/errors.ts'
import { originOf } from '../../http/request-context.ts'
import { findApplicationByClientId } from '../applications/application.ts'
import { admitOrigin, preflight } from '../cors-origins/cors-access.ts'
import { authenticate } from './authenticate.ts'
import { refreshCookieOf } from './refresh-cookie.ts'
import {
  fieldsOf,
  fromWireAuthenticate,
  leavesTokenToBrowser,
  toWireAuthentication,
  WireAuthentication,
} from './wire.ts'

/** Public: clients authenticate by what they send. Both names are in use by official packages. */
export function authenticationRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    for (const path of ['/user_management/authenticate', '/x/authkit/users/authenticate']) {
      app.options(path, { schema: { hide: true } }, preflight(deps, 'POST'))

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
        async (request, reply) => {
          const fields = fieldsOf(request.body)
          const client = request.headers.origin ? await clientOf(fields) : null
          const isRegisteredPage = await admitOrigin(deps, request, reply, client)
          // Only for a page that the client has registered: nobody else may use what the browser keeps.
          const cookie =
            client && isRegisteredPage && leavesTokenToBrowser(fields)
              ? refreshCookieOf(deps, request, reply, client.clientId)
              : null
          try {
            const tokenRequest = fromWireAuthenticate(fields, originOf(request), cookie?.token)
            const result = await authenticate(deps, tokenRequest)
            cookie?.keep(result.refreshToken)
            return toWireAuthentication(result, { isKeptByBrowser: cookie?.token !== undefined })
          } catch (error) {
            if (error instanceof SessionOverError) cookie?.forget()
            throw error
          }
        },
      )
    }
  }

  async function clientOf({ client_id: clientId }: Record<string, unknown>) {
    return typeof clientId === 'string' ? findApplicationByClientId(deps, clientId) : null
  }
}

/** A body that is neither JSON nor a form is a malformed request like any other of this endpoint. */
function refuseUnreadable(error: FastifyError): never {
  if (error.statusCode !== 400 && error.statusCode !== 415) throw error
  throw invalidRequest('The body could not be read. Send JSON or a form, and say which.')
}
