import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { deleteJwtTemplate, variables } from '../jwt-templates/jwt-template.ts'
import { previewJwtTemplate } from './jwt-template-preview.ts'
import { PreviewJwtTemplateBody, WireJwtTemplatePreview, WireJwtTemplateVariables } from './wire.ts'

const tags = ['dashboard.jwt-template']

/** What helps an owner to write a JWT template, and how they get rid of it. */
export function jwtTemplateSettingsRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.delete(
      '/dashboard/api/jwt_template',
      { schema: { operationId: 'deleteJwtTemplate', tags } },
      async (request, reply) => {
        await deleteJwtTemplate(deps, request.environment.id)
        return reply.status(204).send()
      },
    )

    app.get(
      '/dashboard/api/jwt_template/variables',
      {
        schema: {
          operationId: 'listJwtTemplateVariables',
          tags,
          response: { 200: WireJwtTemplateVariables },
        },
      },
      async () => ({
        data: variables.map(({ path, isObject }) => ({ path, is_object: isObject })),
      }),
    )

    app.post(
      '/dashboard/api/jwt_template/preview',
      {
        schema: {
          operationId: 'previewJwtTemplate',
          tags,
          body: PreviewJwtTemplateBody,
          response: { 200: WireJwtTemplatePreview },
        },
      },
      async ({ environment, body }) => {
        const { content, user_id: userId, organization_id: organizationId } = body
        return {
          claims: await previewJwtTemplate(deps, environment.id, {
            content,
            userId,
            organizationId,
          }),
        }
      },
    )
  }
}
