import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import { getDefaultApplication } from '../applications/application.ts'
import { createCorsOrigin, pageCorsOrigins } from './cors-origin.ts'
import { CreateCorsOriginBody, toWireCorsOrigin, WireCorsOrigin } from './wire.ts'

const path = '/user_management/cors_origins'
const tags = ['user-management.cors-origins']

/** The published part; deleting one is for the dashboard (features/dashboard). */
export function corsOriginRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      path,
      {
        schema: {
          operationId: 'createCorsOrigin',
          tags,
          body: CreateCorsOriginBody,
          response: { 201: WireCorsOrigin },
        },
      },
      async (request, reply) => {
        const { environment } = request
        const application = await getDefaultApplication(deps, environment.id)
        const owner = { environment, application }
        const corsOrigin = await createCorsOrigin(deps, owner, request.body.origin)
        return reply.status(201).send(toWireCorsOrigin(corsOrigin))
      },
    )

    app.get(
      path,
      {
        schema: {
          operationId: 'listCorsOrigins',
          tags,
          querystring: Type.Object(listQuery),
          response: { 200: listOf(WireCorsOrigin) },
        },
      },
      async (request) => {
        const application = await getDefaultApplication(deps, request.environment.id)
        const page = await pageCorsOrigins(deps, application, toPageQuery(request.query))
        return toWireList(page, toWireCorsOrigin)
      },
    )
  }
}
