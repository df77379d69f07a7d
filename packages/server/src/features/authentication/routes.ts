import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyError, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { invalidRequest, SessionOverError } from '../../errors/errors.ts'
import { succeedOnce } from '../../http/idempotency.ts'
import { originOf } from '../../http/request-context.ts'
import { findApplicationByClientId } from '../applications/application.ts'
import { admitOrigin, preflight } from '../cors-origins/cors-access.ts'
import { authenticate } from './authenticate.ts'
import { authenticateClient } from './client.ts'
import type { TokenRequest } from './grants/grant.ts'
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
            return await answerOnce(request, tokenRequest, async () => {
              const result = await authenticate(deps, tokenRequest)
              cookie?.keep(result.refreshToken)
              return toWireAuthentication(result, { isKeptByBrowser: cookie?.token !== undefined })
            })
          } catch (error) {
            if (error instanceof SessionOverError) cookie?.forget()
            throw error
          }
        },
      )
    }
  }

  /**
   * A sign-in whose answer was lost cannot be repeated: what it took is spent. Not for refreshes, which
   * can, and only for clients that proved themselves, so that nobody else has anything stored.
   */
  async function answerOnce<T>(
    request: FastifyRequest,
    tokenRequest: TokenRequest,
    work: () => Promise<T>,
  ): Promise<T> {
    const { grantType, clientSecret } = tokenRequest
    const isKept = grantType !== 'refresh_token' && clientSecret !== undefined
    if (!isKept || !request.headers['idempotency-key']) return work()
    const { environment } = await authenticateClient(deps, tokenRequest)
    return succeedOnce(deps, request, environment.id, work)
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
