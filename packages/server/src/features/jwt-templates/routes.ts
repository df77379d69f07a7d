import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { getJwtTemplate, setJwtTemplate } from './jwt-template.ts'
import { JwtTemplateBody, toWireJwtTemplate, WireJwtTemplate } from './wire.ts'

const tags = ['user-management.jwt-template']

export function jwtTemplateRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/user_management/jwt_template',
      { schema: { operationId: 'getJwtTemplate', tags, response: { 200: WireJwtTemplate } } },
      async (request) => toWireJwtTemplate(await getJwtTemplate(deps, request.environment.id)),
    )

    app.put(
      '/user_management/jwt_template',
      {
        schema: {
          operationId: 'updateJwtTemplate',
          tags,
          body: JwtTemplateBody,
          response: { 200: WireJwtTemplate },
        },
      },
      async (request) => {
        const { content } = request.body
        return toWireJwtTemplate(await setJwtTemplate(deps, request.environment.id, content))
      },
    )
  }
}
