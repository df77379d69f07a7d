import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import {
  createPermission,
  deletePermission,
  getPermission,
  listPermissions,
  updatePermission,
} from './permission.ts'
import {
  CreatePermissionBody,
  toWirePermission,
  UpdatePermissionBody,
  WirePermission,
} from './wire.ts'

const tags = ['authorization.permissions']
const params = Type.Object({ slug: Type.String() })

export function permissionRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/authorization/permissions',
      {
        schema: {
          operationId: 'listPermissions',
          tags,
          querystring: Type.Object(listQuery),
          response: { 200: listOf(WirePermission) },
        },
      },
      async (request) => {
        const page = toPageQuery(request.query)
        const permissions = await listPermissions(deps, request.environment.id, page)
        return toWireList(toPage(permissions, page), toWirePermission)
      },
    )

    app.post(
      '/authorization/permissions',
      {
        schema: {
          operationId: 'createPermission',
          tags,
          body: CreatePermissionBody,
          response: { 201: WirePermission },
        },
      },
      async (request, reply) => {
        const { slug, name, description, resource_type_slug: resourceTypeSlug } = request.body
        const permission = await createPermission(deps, request.environment.id, {
          slug,
          name,
          description,
          resourceTypeSlug,
        })
        return reply.status(201).send(toWirePermission(permission))
      },
    )

    app.get(
      '/authorization/permissions/:slug',
      {
        schema: { operationId: 'getPermission', tags, params, response: { 200: WirePermission } },
      },
      async (request) =>
        toWirePermission(await getPermission(deps, request.environment.id, request.params.slug)),
    )

    app.patch(
      '/authorization/permissions/:slug',
      {
        schema: {
          operationId: 'updatePermission',
          tags,
          params,
          body: UpdatePermissionBody,
          response: { 200: WirePermission },
        },
      },
      async (request) => {
        const { name, description } = request.body
        const { slug } = request.params
        const changes = { name, description }
        return toWirePermission(await updatePermission(deps, request.environment.id, slug, changes))
      },
    )

    app.delete(
      '/authorization/permissions/:slug',
      { schema: { operationId: 'deletePermission', tags, params } },
      async (request, reply) => {
        await deletePermission(deps, request.environment.id, request.params.slug)
        return reply.status(204).send()
      },
    )
  }
}
