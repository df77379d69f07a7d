import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { issueClientToken, issueWidgetToken } from './widget-token.ts'
import { ClientTokenBody, fromWireTokenRequest, WidgetTokenBody, WireToken } from './wire.ts'

const tags = ['widgets']

export function widgetRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/widgets/token',
      {
        schema: {
          operationId: 'createWidgetToken',
          tags,
          body: WidgetTokenBody,
          response: { 201: WireToken },
        },
      },
      async (request, reply) => {
        const wanted = fromWireTokenRequest(request.body)
        const token = await issueWidgetToken(deps, request.environment.id, wanted)
        return reply.status(201).send({ token })
      },
    )

    app.post(
      '/client/token',
      {
        schema: {
          operationId: 'createClientToken',
          tags,
          body: ClientTokenBody,
          response: { 201: WireToken },
        },
      },
      async (request, reply) => {
        const { organization_id: organizationId, user_id: userId } = request.body
        const token = await issueClientToken(deps, request.environment.id, organizationId, userId)
        return reply.status(201).send({ token })
      },
    )
  }
}
