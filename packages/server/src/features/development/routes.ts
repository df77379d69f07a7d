import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { listEmailsOfAllEnvironments } from '../../mail/mail.ts'
import { describeStaging, resetStaging } from './development.ts'
import { allowOwnPagesOnly } from './own-pages-only.ts'
import { AdvanceClockBody, Inbox, Moment, StagingCredentials, toWireInbox } from './wire.ts'

const inboxLimit = 100

/** For developers and test suites. Registered on development servers alone; elsewhere it is a 404. */
export function developmentRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onRequest', allowOwnPagesOnly)

    app.get(
      '/_dev/emails',
      {
        schema: {
          hide: true,
          querystring: Type.Object({ to: Type.Optional(Type.String()) }),
          response: { 200: Inbox },
        },
      },
      async (request) => {
        const query = { to: request.query.to, limit: inboxLimit }
        return toWireInbox(await listEmailsOfAllEnvironments(deps, query))
      },
    )

    app.get(
      '/_dev/environment',
      { schema: { hide: true, response: { 200: StagingCredentials } } },
      async () => {
        const { clientId, apiKey, baseUrl } = await describeStaging(deps)
        return { client_id: clientId, api_key: apiKey, base_url: baseUrl }
      },
    )

    app.post(
      '/_dev/clock',
      { schema: { hide: true, body: AdvanceClockBody, response: { 200: Moment } } },
      async (request) => {
        deps.clock.advance(request.body.advance_seconds)
        return { now: deps.clock.now().toISOString() }
      },
    )

    app.post(
      '/_dev/reset',
      { schema: { hide: true, response: { 204: Type.Null() } } },
      async (_request, reply) => {
        await resetStaging(deps)
        return reply.status(204).send(null)
      },
    )
  }
}
