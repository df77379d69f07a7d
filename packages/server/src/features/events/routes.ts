import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { listOf, toWireList } from '../../http/list.ts'
import { listEvents } from './event.ts'
import { EventsQuery, fromWireEventsQuery, toWireEvent, WireEvent } from './wire.ts'

export function eventRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/events',
      {
        schema: {
          operationId: 'listEvents',
          tags: ['events'],
          querystring: EventsQuery,
          response: { 200: listOf(WireEvent) },
        },
      },
      async (request) => {
        const query = fromWireEventsQuery(request.query)
        return toWireList(await listEvents(deps, request.environment.id, query), toWireEvent)
      },
    )
  }
}
