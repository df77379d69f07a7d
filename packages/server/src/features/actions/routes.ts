import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import {
  deleteActionEndpoint,
  listActionEndpoints,
  rotateActionSecret,
  saveActionEndpoint,
} from './action-endpoint.ts'
import {
  ActionEndpointBody,
  fromWireActionEndpoint,
  toWireActionEndpoint,
  WireActionEndpoint,
  WireActionType,
} from './wire.ts'

const path = '/dashboard/api/action_endpoints'
const tags = ['dashboard.actions']
const params = Type.Object({ type: WireActionType })

/** The settings of actions, one endpoint a type: the published API has no address for them. */
export function actionRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      path,
      {
        schema: {
          operationId: 'listActionEndpoints',
          tags,
          response: { 200: Type.Object({ data: Type.Array(WireActionEndpoint) }) },
        },
      },
      async (request) => {
        const endpoints = await listActionEndpoints(deps, request.environment.id)
        return { data: endpoints.map(toWireActionEndpoint) }
      },
    )

    app.put(
      `${path}/:type`,
      {
        schema: {
          operationId: 'saveActionEndpoint',
          tags,
          params,
          body: ActionEndpointBody,
          response: { 200: WireActionEndpoint },
        },
      },
      async (request) => {
        const { environment, params, body } = request
        const settings = fromWireActionEndpoint(body)
        const saved = await saveActionEndpoint(deps, environment.id, params.type, settings)
        return toWireActionEndpoint(saved)
      },
    )

    app.post(
      `${path}/:type/rotate_secret`,
      {
        schema: {
          operationId: 'rotateActionSecret',
          tags,
          params,
          response: { 200: WireActionEndpoint },
        },
      },
      async (request) => {
        const { environment, params } = request
        return toWireActionEndpoint(await rotateActionSecret(deps, environment.id, params.type))
      },
    )

    app.delete(
      `${path}/:type`,
      { schema: { operationId: 'deleteActionEndpoint', tags, params } },
      async (request, reply) => {
        await deleteActionEndpoint(deps, request.environment.id, request.params.type)
        return reply.status(204).send()
      },
    )
  }
}
