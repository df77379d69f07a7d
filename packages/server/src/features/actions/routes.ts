import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import {
  createActionEndpoint,
  deleteActionEndpoint,
  listActionEndpoints,
  rotateActionSecret,
  updateActionEndpoint,
} from './action-endpoint.ts'
import { listActionExecutions, testAction } from './action-execution.ts'
import {
  CreateActionEndpointBody,
  fromWireActionEndpoint,
  toWireActionEndpoint,
  toWireActionExecution,
  UpdateActionEndpointBody,
  WireActionEndpoint,
  WireActionExecution,
  WireVerdict,
} from './wire.ts'

const path = '/dashboard/api/action_endpoints'
const tags = ['dashboard.actions']
const params = Type.Object({ id: Type.String() })

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

    app.post(
      path,
      {
        schema: {
          operationId: 'createActionEndpoint',
          tags,
          body: CreateActionEndpointBody,
          response: { 201: WireActionEndpoint },
        },
      },
      async (request, reply) => {
        const { environment, body } = request
        const settings = fromWireActionEndpoint(body)
        const made = await createActionEndpoint(deps, environment.id, body.type, settings)
        return reply.status(201).send(toWireActionEndpoint(made))
      },
    )

    app.put(
      `${path}/:id`,
      {
        schema: {
          operationId: 'updateActionEndpoint',
          tags,
          params,
          body: UpdateActionEndpointBody,
          response: { 200: WireActionEndpoint },
        },
      },
      async (request) => {
        const { environment, params, body } = request
        const settings = fromWireActionEndpoint(body)
        const changed = await updateActionEndpoint(deps, environment.id, params.id, settings)
        return toWireActionEndpoint(changed)
      },
    )

    app.post(
      `${path}/:id/rotate_secret`,
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
        return toWireActionEndpoint(await rotateActionSecret(deps, environment.id, params.id))
      },
    )

    app.post(
      `${path}/:id/test`,
      {
        schema: {
          operationId: 'testAction',
          tags,
          params,
          response: { 200: WireActionExecution },
        },
      },
      async ({ environment, params: { id } }) =>
        toWireActionExecution(await testAction(deps, environment.id, id)),
    )

    app.get(
      `${path}/:id/executions`,
      {
        schema: {
          operationId: 'listActionExecutions',
          tags,
          params,
          querystring: Type.Object({ ...listQuery, verdict: Type.Optional(WireVerdict) }),
          response: { 200: listOf(WireActionExecution) },
        },
      },
      async (request) => {
        const { verdict, ...list } = request.query
        const page = toPageQuery(list)
        const { environment, params } = request
        const query = { ...page, verdict }
        const executions = await listActionExecutions(deps, environment.id, params.id, query)
        return toWireList(toPage(executions, page), toWireActionExecution)
      },
    )

    app.delete(
      `${path}/:id`,
      { schema: { operationId: 'deleteActionEndpoint', tags, params } },
      async (request, reply) => {
        await deleteActionEndpoint(deps, request.environment.id, request.params.id)
        return reply.status(204).send()
      },
    )
  }
}
