import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { getDefaultApplication, renameApplication } from './application.ts'
import { RenameApplicationBody, toWireApplication, WireApplication } from './wire.ts'

const path = '/dashboard/api/application'
const tags = ['dashboard.application']

/** The name that people read on hosted pages and in mails. */
export function applicationRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      path,
      { schema: { operationId: 'getApplication', tags, response: { 200: WireApplication } } },
      async (request) =>
        toWireApplication(await getDefaultApplication(deps, request.environment.id)),
    )

    app.put(
      path,
      {
        schema: {
          operationId: 'renameApplication',
          tags,
          body: RenameApplicationBody,
          response: { 200: WireApplication },
        },
      },
      async (request) => {
        const application = await getDefaultApplication(deps, request.environment.id)
        return toWireApplication(await renameApplication(deps, application, request.body.name))
      },
    )
  }
}
