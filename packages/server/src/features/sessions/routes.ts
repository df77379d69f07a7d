import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import { getUser } from '../users/user.ts'
import { listSessions, revokeSession } from './session.ts'
import { RevokeSessionBody, toWireSession, WireSession } from './wire.ts'

const tags = ['user-management.sessions']

export function sessionRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/user_management/users/:id/sessions',
      {
        schema: {
          operationId: 'listSessions',
          tags,
          params: Type.Object({ id: Type.String() }),
          querystring: Type.Object(listQuery),
          response: { 200: listOf(WireSession) },
        },
      },
      async (request) => {
        const page = toPageQuery(request.query)
        const user = await getUser(deps, request.environment.id, request.params.id)
        const sessions = await listSessions(deps, request.environment, user.id, page)
        const now = deps.clock.now()
        return toWireList(toPage(sessions, page), (session) => toWireSession(session, now))
      },
    )

    app.post(
      '/user_management/sessions/revoke',
      {
        schema: {
          operationId: 'revokeSession',
          tags,
          body: RevokeSessionBody,
        },
      },
      async (request, reply) => {
        await revokeSession(deps, request.environment.id, request.body.session_id)
        return reply.status(200).send()
      },
    )
  }
}
