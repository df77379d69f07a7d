import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { missingParameter, OAuthError } from '../../errors/errors.ts'
import { publicOrigin } from '../../http/public-origin.ts'
import { originOf } from '../../http/request-context.ts'
import { findApplicationByClientId } from '../applications/application.ts'
import { getEnvironment } from '../environments/environment.ts'
import { countDeviceAuthorization, createDeviceAuthorization } from './device-authorization.ts'
import {
  fromWireDeviceAuthorization,
  toWireDeviceAuthorization,
  WireDeviceAuthorization,
} from './wire.ts'

/** Public: a device has no secret to prove itself with. */
export function deviceAuthorizationRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/user_management/authorize/device',
      {
        schema: {
          operationId: 'authorizeDevice',
          tags: ['user-management.authentication'],
          response: { 200: WireDeviceAuthorization },
        },
      },
      async (request) => {
        const { clientId } = fromWireDeviceAuthorization(request.body)
        if (clientId === null) throw missingParameter('client_id')
        const application = await findApplicationByClientId(deps, clientId)
        if (!application) throw new OAuthError('invalid_client', 'Unknown client.')
        const { environmentId } = application
        const { kind } = await getEnvironment(deps, environmentId)
        // An owner's session opens every environment; no device gets one by a code that is read out.
        if (kind === 'system') throw notEnabled()
        const from = { environmentId, clientId, ...originOf(request) }
        await countDeviceAuthorization(deps, environmentId, from.ipAddress)
        const codes = await createDeviceAuthorization(deps, from)
        return toWireDeviceAuthorization(codes, publicOrigin(deps.config, request))
      },
    )
  }
}

const notEnabled = () =>
  new OAuthError(
    'access_denied',
    'Device authorization is not enabled for this application.',
    {},
    403,
  )
