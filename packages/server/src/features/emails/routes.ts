import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import { getEmail, listEmails } from '../../mail/mail.ts'
import { toWireEmail, toWireOpenedEmail, WireEmail, WireOpenedEmail } from './wire.ts'

const tags = ['dashboard.emails']

/** The inbox of the dashboard: every email of an environment, whether it was sent or only kept. */
export function emailRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/dashboard/api/emails',
      {
        schema: {
          operationId: 'listEmails',
          tags,
          querystring: Type.Object({
            ...listQuery,
            to: Type.Optional(Type.String({ maxLength: 320 })),
          }),
          response: { 200: listOf(WireEmail) },
        },
      },
      async (request) => {
        const { to, ...list } = request.query
        const page = toPageQuery(list)
        const emails = await listEmails(deps, request.environment.id, { ...page, to })
        return toWireList(toPage(emails, page), toWireEmail)
      },
    )

    app.get(
      '/dashboard/api/emails/:id',
      {
        schema: {
          operationId: 'getEmail',
          tags,
          params: Type.Object({ id: Type.String() }),
          response: { 200: WireOpenedEmail },
        },
      },
      async (request) =>
        toWireOpenedEmail(await getEmail(deps, request.environment.id, request.params.id)),
    )
  }
}
