import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import { getDefaultApplication, updateHomepageUrl } from '../applications/application.ts'
import { createRedirect, deleteRedirect, pageRedirects } from './redirect.ts'
import { CreateRedirectBody, toWireRedirectUri, UrlBody, WireRedirectUri } from './wire.ts'

const tags = ['user-management.redirect-uris']

/** The published part; the dashboard's settings of redirects are in features/dashboard. */
export function redirectRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/user_management/redirect_uris',
      {
        schema: {
          operationId: 'listRedirectUris',
          tags,
          querystring: Type.Object(listQuery),
          response: { 200: listOf(WireRedirectUri) },
        },
      },
      async (request) => {
        const application = await getDefaultApplication(deps, request.environment.id)
        const query = toPageQuery(request.query)
        const page = await pageRedirects(deps, 'redirect_uris', application, query)
        return toWireList(page, toWireRedirectUri)
      },
    )

    app.post(
      '/user_management/redirect_uris',
      {
        schema: {
          operationId: 'createRedirectUri',
          tags,
          body: CreateRedirectBody,
          response: { 201: WireRedirectUri },
        },
      },
      async (request, reply) => {
        const { environment } = request
        const application = await getDefaultApplication(deps, environment.id)
        const owner = { environment, application }
        const redirect = await createRedirect(deps, 'redirect_uris', owner, request.body.uri)
        return reply.status(201).send(toWireRedirectUri(redirect))
      },
    )

    app.delete(
      '/user_management/redirect_uris/:id',
      {
        schema: {
          operationId: 'deleteRedirectUri',
          tags,
          params: Type.Object({ id: Type.String() }),
        },
      },
      async (request, reply) => {
        const application = await getDefaultApplication(deps, request.environment.id)
        await deleteRedirect(deps, 'redirect_uris', application, request.params.id)
        return reply.status(204).send()
      },
    )

    app.put(
      '/user_management/app_homepage_url',
      {
        schema: {
          operationId: 'updateAppHomepageUrl',
          tags,
          body: UrlBody,
          response: { 200: UrlBody },
        },
      },
      async (request) => {
        const application = await getDefaultApplication(deps, request.environment.id)
        const updated = await updateHomepageUrl(deps, application, request.body.url)
        return { url: updated.homepageUrl }
      },
    )
  }
}
