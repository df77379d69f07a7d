import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import {
  completeExternalAuthentication,
  listAuthorizedApplications,
  withdrawAuthorization,
} from './connect-application.ts'
import { CompleteExternalAuthenticationBody } from './wire.ts'

const tags = ['connect']

export function connectRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/user_management/users/:userId/authorized_applications',
      {
        schema: {
          operationId: 'listAuthorizedApplications',
          tags,
          params: Type.Object({ userId: Type.String() }),
          querystring: Type.Object(listQuery),
          response: { 200: listOf(Type.Never()) },
        },
      },
      async ({ environment, params: { userId }, query }) => {
        const applications = await listAuthorizedApplications(deps, environment.id, userId)
        return toWireList(toPage(applications, toPageQuery(query)), (application) => application)
      },
    )

    app.delete(
      '/user_management/users/:userId/authorized_applications/:applicationId',
      {
        schema: {
          operationId: 'withdrawAuthorization',
          tags,
          params: Type.Object({ userId: Type.String(), applicationId: Type.String() }),
        },
      },
      ({ environment, params: { userId, applicationId } }) =>
        withdrawAuthorization(deps, environment.id, userId, applicationId),
    )

    app.post(
      '/authkit/oauth2/complete',
      {
        schema: {
          operationId: 'completeExternalAuthentication',
          tags,
          body: CompleteExternalAuthenticationBody,
        },
      },
      async ({ body }) => completeExternalAuthentication(body.external_auth_id),
    )
  }
}
