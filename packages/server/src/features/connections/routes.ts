import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { listOf, toPageQuery, toWireList } from '../../http/list.ts'
import { deleteConnection, getConnection, listConnections } from './connection.ts'
import {
  ConnectionsQuery,
  fromWireConnectionsQuery,
  toWireConnection,
  WireConnection,
} from './wire.ts'

const tags = ['connections']
const params = Type.Object({ id: Type.String() })

export function connectionRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/connections',
      {
        schema: {
          operationId: 'listConnections',
          tags,
          querystring: ConnectionsQuery,
          response: { 200: listOf(WireConnection) },
        },
      },
      async ({ environment, query }) => {
        const page = toPageQuery(query)
        const connections = await listConnections(deps, environment.id, {
          ...page,
          ...fromWireConnectionsQuery(query),
        })
        return toWireList(toPage(connections, page), toWireConnection)
      },
    )

    app.get(
      '/connections/:id',
      { schema: { operationId: 'getConnection', tags, params, response: { 200: WireConnection } } },
      async ({ environment, params }) =>
        toWireConnection(await getConnection(deps, environment.id, params.id)),
    )

    app.delete(
      '/connections/:id',
      { schema: { operationId: 'deleteConnection', tags, params } },
      async ({ environment, params }, reply) => {
        await deleteConnection(deps, environment.id, params.id)
        return reply.status(204).send()
      },
    )
  }
}
