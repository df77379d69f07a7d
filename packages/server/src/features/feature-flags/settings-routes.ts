import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { unauthorized } from '../../errors/errors.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import { findOwner } from '../authentication/api-access.ts'
import {
  createFeatureFlag,
  deleteFeatureFlag,
  getFeatureFlag,
  listFlagTargets,
  updateFeatureFlag,
} from './feature-flag.ts'
import {
  CreateFeatureFlagBody,
  fromWireNewFlag,
  toWireFeatureFlag,
  toWireFlagTarget,
  UpdateFeatureFlagBody,
  WireFeatureFlag,
  WireFlagTarget,
} from './wire.ts'

const tags = ['dashboard.feature-flags']
const path = '/dashboard/api/feature-flags'
const params = Type.Object({ slug: Type.String() })

/** The published API makes no flags: that is for the owners, in every environment at once. */
export function featureFlagSettingsRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      path,
      {
        schema: {
          operationId: 'createFeatureFlag',
          tags,
          body: CreateFeatureFlagBody,
          response: { 201: WireFeatureFlag },
        },
      },
      async (request, reply) => {
        const owner = await findOwner(deps, request)
        if (!owner) throw unauthorized()
        const description = fromWireNewFlag(request.body)
        await createFeatureFlag(deps, description, owner.user, request.actor)
        const flag = await getFeatureFlag(deps, request.environment.id, description.slug)
        return reply.status(201).send(toWireFeatureFlag(flag))
      },
    )

    app.put(
      `${path}/:slug`,
      {
        schema: {
          operationId: 'updateFeatureFlag',
          tags,
          params,
          body: UpdateFeatureFlagBody,
          response: { 200: WireFeatureFlag },
        },
      },
      async ({ environment, params: { slug }, body, actor }) => {
        const { default_value: defaultValue, ...description } = body
        const changes = {
          name: description.name?.trim(),
          description: description.description,
          tags: description.tags && [...new Set(description.tags)],
          defaultValue,
        }
        return toWireFeatureFlag(
          await updateFeatureFlag(deps, environment.id, slug, changes, actor),
        )
      },
    )

    app.delete(
      `${path}/:slug`,
      { schema: { operationId: 'deleteFeatureFlag', tags, params } },
      async ({ params: { slug }, actor }, reply) => {
        await deleteFeatureFlag(deps, slug, actor)
        return reply.status(204).send()
      },
    )

    app.get(
      `${path}/:slug/targets`,
      {
        schema: {
          operationId: 'listFeatureFlagTargets',
          tags,
          params,
          querystring: Type.Object(listQuery),
          response: { 200: listOf(WireFlagTarget) },
        },
      },
      async ({ environment, params: { slug }, query }) => {
        const page = toPageQuery(query)
        const targets = await listFlagTargets(deps, environment.id, slug, page)
        return toWireList(toPage(targets, page), toWireFlagTarget)
      },
    )
  }
}
