import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { unauthorized } from '../../errors/errors.ts'
import { refuseCrossOrigin } from '../../http/cross-origin.ts'
import { getDefaultApplication } from '../applications/application.ts'
import { dashboardCookie, findOwner } from '../authentication/api-access.ts'
import { listEnvironments } from '../environments/environment.ts'
import { endBrowserSession } from '../sessions/browser-session.ts'
import { endSession } from '../sessions/session.ts'
import { WireDashboardSession } from './wire.ts'

const tags = ['dashboard.session']

/** Who is signed in to the dashboard, and what they may open. */
export function dashboardSessionRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/dashboard/api/session',
      {
        schema: {
          operationId: 'getDashboardSession',
          tags,
          response: { 200: WireDashboardSession },
        },
      },
      async (request) => {
        const owner = await findOwner(deps, request)
        if (!owner) throw unauthorized()
        const environments = await Promise.all(
          (await listEnvironments(deps)).map(async ({ id, name, kind }) => ({
            id,
            name,
            kind: kind as 'staging' | 'production',
            client_id: (await getDefaultApplication(deps, id)).clientId,
          })),
        )
        return {
          user: {
            id: owner.user.id,
            email: owner.user.email,
            first_name: owner.user.firstName,
            last_name: owner.user.lastName,
          },
          environments,
          base_url: deps.config.baseUrl,
          development: deps.config.development,
        }
      },
    )

    app.post(
      '/dashboard/api/sign-out',
      {
        schema: {
          operationId: 'signOutOfDashboard',
          tags,
          response: { 200: Type.Object({ redirect_url: Type.String() }) },
        },
      },
      async (request, reply) => {
        refuseCrossOrigin(request)
        const owner = await findOwner(deps, request)
        if (owner) {
          const { environmentId, browserSessionId } = owner.session
          if (browserSessionId) await endBrowserSession(deps, environmentId, browserSessionId)
          await endSession(deps, owner.session)
        }
        const cookie = dashboardCookie(deps)
        reply.clearCookie(cookie.name, cookie.attributes)
        return { redirect_url: '/dashboard/sign-in' }
      },
    )
  }
}
