import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { getEvent } from './event.ts'
import { eventNames } from './event-names.ts'
import { toWireEvent, WireEvent, WireEventNames } from './wire.ts'

const tags = ['dashboard.events']

/** What an owner who reads the log of events needs beyond the published API. */
export function eventLogRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/dashboard/api/event_names',
      { schema: { operationId: 'listEventNames', tags, response: { 200: WireEventNames } } },
      async () => ({ data: [...eventNames] }),
    )

    app.get(
      '/dashboard/api/events/:id',
      {
        schema: {
          operationId: 'getEvent',
          tags,
          params: Type.Object({ id: Type.String() }),
          response: { 200: WireEvent },
        },
      },
      async (request) =>
        toWireEvent(await getEvent(deps, request.environment.id, request.params.id)),
    )
  }
}
