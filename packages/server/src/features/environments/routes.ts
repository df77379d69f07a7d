import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { updateAuthenticationSettings } from './environment.ts'
import {
  fromWireAuthenticationSettings,
  toWireAuthenticationSettings,
  WireAuthenticationSettings,
} from './wire.ts'

const path = '/dashboard/api/authentication_settings'
const tags = ['dashboard.authentication']

export function environmentRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      path,
      {
        schema: {
          operationId: 'getAuthenticationSettings',
          tags,
          response: { 200: WireAuthenticationSettings },
        },
      },
      async (request) => toWireAuthenticationSettings(request.environment.settings),
    )

    app.put(
      path,
      {
        schema: {
          operationId: 'updateAuthenticationSettings',
          tags,
          body: WireAuthenticationSettings,
          response: { 200: WireAuthenticationSettings },
        },
      },
      async (request) => {
        const settings = fromWireAuthenticationSettings(request.body)
        const { id } = request.environment
        const updated = await updateAuthenticationSettings(deps, id, settings)
        return toWireAuthenticationSettings(updated.settings)
      },
    )
  }
}
