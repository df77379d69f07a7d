import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { getDefaultApplication, updateSignInEndpoint } from '../applications/application.ts'
import { deleteCorsOrigin, listCorsOrigins } from '../cors-origins/cors-origin.ts'
import { toWireCorsOrigin } from '../cors-origins/wire.ts'
import {
  createRedirect,
  deleteRedirect,
  listRedirects,
  makeDefaultRedirect,
} from '../redirects/redirect.ts'
import {
  CreateRedirectBody,
  toWireRedirectUri,
  toWireSignOutRedirect,
  UrlBody,
  WireRedirectUri,
  WireSignOutRedirect,
} from '../redirects/wire.ts'
import { WireRedirects } from './wire.ts'

const tags = ['dashboard.redirects']
const params = Type.Object({ id: Type.String() })

/** The settings of redirects and CORS origins that the published API has no address for. */
export function redirectSettingsRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/dashboard/api/redirects',
      { schema: { operationId: 'getRedirects', tags, response: { 200: WireRedirects } } },
      async (request) => {
        const application = await getDefaultApplication(deps, request.environment.id)
        const [redirectUris, signOutRedirects, corsOrigins] = await Promise.all([
          listRedirects(deps, 'redirect_uris', application),
          listRedirects(deps, 'sign_out_redirects', application),
          listCorsOrigins(deps, application),
        ])
        return {
          redirect_uris: redirectUris.map(toWireRedirectUri),
          sign_out_redirects: signOutRedirects.map(toWireSignOutRedirect),
          sign_in_endpoint: application.signInEndpoint,
          app_homepage_url: application.homepageUrl,
          cors_origins: corsOrigins.map(toWireCorsOrigin),
        }
      },
    )

    app.put(
      '/dashboard/api/redirect_uris/:id/default',
      {
        schema: {
          operationId: 'makeDefaultRedirectUri',
          tags,
          params,
          response: { 200: WireRedirectUri },
        },
      },
      async (request) => {
        const application = await getDefaultApplication(deps, request.environment.id)
        const { id } = request.params
        return toWireRedirectUri(await makeDefaultRedirect(deps, 'redirect_uris', application, id))
      },
    )

    app.post(
      '/dashboard/api/sign_out_redirects',
      {
        schema: {
          operationId: 'createSignOutRedirect',
          tags,
          body: CreateRedirectBody,
          response: { 201: WireSignOutRedirect },
        },
      },
      async (request, reply) => {
        const { environment } = request
        const application = await getDefaultApplication(deps, environment.id)
        const owner = { environment, application }
        const redirect = await createRedirect(deps, 'sign_out_redirects', owner, request.body.uri)
        return reply.status(201).send(toWireSignOutRedirect(redirect))
      },
    )

    app.put(
      '/dashboard/api/sign_out_redirects/:id/default',
      {
        schema: {
          operationId: 'makeDefaultSignOutRedirect',
          tags,
          params,
          response: { 200: WireSignOutRedirect },
        },
      },
      async (request) => {
        const application = await getDefaultApplication(deps, request.environment.id)
        const { id } = request.params
        return toWireSignOutRedirect(
          await makeDefaultRedirect(deps, 'sign_out_redirects', application, id),
        )
      },
    )

    app.delete(
      '/dashboard/api/sign_out_redirects/:id',
      { schema: { operationId: 'deleteSignOutRedirect', tags, params } },
      async (request, reply) => {
        const application = await getDefaultApplication(deps, request.environment.id)
        await deleteRedirect(deps, 'sign_out_redirects', application, request.params.id)
        return reply.status(204).send()
      },
    )

    app.put(
      '/dashboard/api/sign_in_endpoint',
      {
        schema: {
          operationId: 'updateSignInEndpoint',
          tags,
          body: UrlBody,
          response: { 200: UrlBody },
        },
      },
      async (request) => {
        const application = await getDefaultApplication(deps, request.environment.id)
        const updated = await updateSignInEndpoint(deps, application, request.body.url)
        return { url: updated.signInEndpoint }
      },
    )

    app.delete(
      '/dashboard/api/cors_origins/:id',
      { schema: { operationId: 'deleteCorsOrigin', tags, params } },
      async (request, reply) => {
        const application = await getDefaultApplication(deps, request.environment.id)
        await deleteCorsOrigin(deps, application, request.params.id)
        return reply.status(204).send()
      },
    )
  }
}
