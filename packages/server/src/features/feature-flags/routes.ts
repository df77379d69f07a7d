import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import {
  addFlagTarget,
  getFeatureFlag,
  listFeatureFlags,
  listFlagRules,
  listFlagsOfOrganization,
  listFlagsOfUser,
  removeFlagTarget,
  setFlagEnabled,
} from './feature-flag.ts'
import { toWireFeatureFlag, toWireFlagRules, WireFeatureFlag, WireFlagRules } from './wire.ts'

const tags = ['feature-flags']
const params = Type.Object({ slug: Type.String() })
const target = Type.Object({ slug: Type.String(), resourceId: Type.String() })
const lists = {
  querystring: Type.Object(listQuery),
  response: { 200: listOf(WireFeatureFlag) },
}

export function featureFlagRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/feature-flags',
      { schema: { operationId: 'listFeatureFlags', tags, ...lists } },
      async (request) => {
        const page = toPageQuery(request.query)
        const flags = await listFeatureFlags(deps, request.environment.id, page)
        return toWireList(toPage(flags, page), toWireFeatureFlag)
      },
    )

    app.get(
      '/feature-flags/:slug',
      {
        schema: { operationId: 'getFeatureFlag', tags, params, response: { 200: WireFeatureFlag } },
      },
      async (request) => {
        const { slug } = request.params
        return toWireFeatureFlag(await getFeatureFlag(deps, request.environment.id, slug))
      },
    )

    for (const [verb, enabled] of [
      ['enable', true],
      ['disable', false],
    ] as const) {
      app.put(
        `/feature-flags/:slug/${verb}`,
        {
          schema: {
            operationId: `${verb}FeatureFlag`,
            tags,
            params,
            response: { 200: WireFeatureFlag },
          },
        },
        async ({ environment, params: { slug }, actor }) =>
          toWireFeatureFlag(await setFlagEnabled(deps, environment.id, slug, enabled, actor)),
      )
    }

    app.post(
      '/feature-flags/:slug/targets/:resourceId',
      { schema: { operationId: 'addFeatureFlagTarget', tags, params: target } },
      async ({ environment, params: { slug, resourceId }, actor }, reply) => {
        await addFlagTarget(deps, environment.id, slug, resourceId, actor)
        return reply.status(204).send()
      },
    )

    app.delete(
      '/feature-flags/:slug/targets/:resourceId',
      { schema: { operationId: 'removeFeatureFlagTarget', tags, params: target } },
      async ({ environment, params: { slug, resourceId }, actor }, reply) => {
        await removeFlagTarget(deps, environment.id, slug, resourceId, actor)
        return reply.status(204).send()
      },
    )

    app.get(
      '/organizations/:id/feature-flags',
      {
        schema: {
          operationId: 'listOrganizationFeatureFlags',
          tags,
          params: Type.Object({ id: Type.String() }),
          ...lists,
        },
      },
      async (request) => {
        const page = toPageQuery(request.query)
        const { id } = request.params
        const flags = await listFlagsOfOrganization(deps, request.environment.id, id, page)
        return toWireList(toPage(flags, page), toWireFeatureFlag)
      },
    )

    app.get(
      '/user_management/users/:id/feature-flags',
      {
        schema: {
          operationId: 'listUserFeatureFlags',
          tags,
          params: Type.Object({ id: Type.String() }),
          ...lists,
        },
      },
      async (request) => {
        const page = toPageQuery(request.query)
        const { id } = request.params
        const flags = await listFlagsOfUser(deps, request.environment.id, id, page)
        return toWireList(toPage(flags, page), toWireFeatureFlag)
      },
    )

    // Not in the published document: what the runtime clients of the SDKs poll.
    app.get(
      '/sdk/feature-flags',
      { schema: { operationId: 'listFeatureFlagRules', tags, response: { 200: WireFlagRules } } },
      async (request) => toWireFlagRules(await listFlagRules(deps, request.environment.id)),
    )
  }
}
