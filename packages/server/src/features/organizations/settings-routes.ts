import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { getAuthenticationPolicy, updateAuthenticationPolicy } from './authentication-policy.ts'
import { toWireAuthenticationPolicy, WireAuthenticationPolicy } from './wire.ts'

const path = '/dashboard/api/organizations/:organizationId/authentication_policy'
const tags = ['dashboard.organizations']
const params = Type.Object({ organizationId: Type.String() })

/** What of organizations the published API has no address for. */
export function organizationSettingsRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      path,
      {
        schema: {
          operationId: 'getOrganizationAuthenticationPolicy',
          tags,
          params,
          response: { 200: WireAuthenticationPolicy },
        },
      },
      async ({ environment, params: { organizationId } }) =>
        toWireAuthenticationPolicy(
          await getAuthenticationPolicy(deps, environment.id, organizationId),
        ),
    )

    app.put(
      path,
      {
        schema: {
          operationId: 'updateOrganizationAuthenticationPolicy',
          tags,
          params,
          body: WireAuthenticationPolicy,
          response: { 200: WireAuthenticationPolicy },
        },
      },
      async ({ environment, params: { organizationId }, body }) => {
        const policy = { mfaPolicy: body.mfa_policy }
        return toWireAuthenticationPolicy(
          await updateAuthenticationPolicy(deps, environment.id, organizationId, policy),
        )
      },
    )
  }
}
