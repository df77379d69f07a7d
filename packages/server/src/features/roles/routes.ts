import {
  type FastifyPluginAsyncTypebox,
  type TProperties,
  Type,
} from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import {
  addRolePermission,
  createRole,
  deleteOrganizationRole,
  getRole,
  listRoles,
  type RoleScope,
  removeRolePermission,
  setRolePermissions,
  updateRole,
} from './role.ts'
import {
  AddRolePermissionBody,
  CreateOrganizationRoleBody,
  CreateRoleBody,
  fromWireRole,
  SetRolePermissionsBody,
  toWireRole,
  toWireRoles,
  UpdateRoleBody,
  WireRole,
  WireRoles,
} from './wire.ts'

/** Roles of the environment, and the same once more as one organization sees them. */
export function roleRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(
      routesOf(deps, {
        path: '/authorization/roles',
        within: {},
        noun: 'Role',
        tags: ['authorization.roles'],
        createBody: CreateRoleBody,
      }),
    )
    await app.register(
      routesOf(deps, {
        path: ofOrganization,
        within: inOrganization,
        noun: 'OrganizationRole',
        tags: organizationTags,
        createBody: CreateOrganizationRoleBody,
      }),
    )
    await app.register(organizationOnlyRoutes(deps))
  }
}

const ofOrganization = '/authorization/organizations/:organizationId/roles'
const inOrganization = { organizationId: Type.String() }
const organizationTags = ['authorization.organization-roles']

function scopeOf(request: FastifyRequest): RoleScope {
  const { organizationId = null } = request.params as { organizationId?: string }
  return { environmentId: request.environment.id, organizationId }
}

interface Family {
  path: string
  /** What of the path stands before the role's slug. */
  within: TProperties
  noun: 'Role' | 'OrganizationRole'
  tags: string[]
  createBody: typeof CreateRoleBody | typeof CreateOrganizationRoleBody
}

function routesOf(
  deps: Deps,
  { path, within, noun, tags, createBody }: Family,
): FastifyPluginAsyncTypebox {
  const listParams = Type.Object(within)
  const params = Type.Object({ ...within, slug: Type.String() })
  return async (app) => {
    app.post(
      path,
      {
        schema: {
          operationId: `create${noun}`,
          tags,
          params: listParams,
          body: createBody,
          response: { 201: WireRole },
        },
      },
      async (request, reply) => {
        const role = await createRole(deps, scopeOf(request), fromWireRole(request.body))
        return reply.status(201).send(toWireRole(role))
      },
    )

    app.get(
      path,
      {
        schema: {
          operationId: `list${noun}s`,
          tags,
          params: listParams,
          response: { 200: WireRoles },
        },
      },
      async (request) => toWireRoles(await listRoles(deps, scopeOf(request))),
    )

    app.get(
      `${path}/:slug`,
      { schema: { operationId: `get${noun}`, tags, params, response: { 200: WireRole } } },
      async (request) => toWireRole(await getRole(deps, scopeOf(request), request.params.slug)),
    )

    app.patch(
      `${path}/:slug`,
      {
        schema: {
          operationId: `update${noun}`,
          tags,
          params,
          body: UpdateRoleBody,
          response: { 200: WireRole },
        },
      },
      async (request) => {
        const { name, description } = request.body
        const { slug } = request.params
        return toWireRole(await updateRole(deps, scopeOf(request), slug, { name, description }))
      },
    )

    app.put(
      `${path}/:slug/permissions`,
      {
        schema: {
          operationId: `set${noun}Permissions`,
          tags,
          params,
          body: SetRolePermissionsBody,
          response: { 200: WireRole },
        },
      },
      async (request) => {
        const { slug } = request.params
        const { permissions } = request.body
        return toWireRole(await setRolePermissions(deps, scopeOf(request), slug, permissions))
      },
    )

    app.post(
      `${path}/:slug/permissions`,
      {
        schema: {
          operationId: `add${noun}Permission`,
          tags,
          params,
          body: AddRolePermissionBody,
          response: { 200: WireRole },
        },
      },
      async (request) => {
        const { slug } = request.params
        const permission = request.body.slug
        return toWireRole(await addRolePermission(deps, scopeOf(request), slug, permission))
      },
    )
  }
}

function organizationOnlyRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  const tags = organizationTags
  const params = Type.Object({ ...inOrganization, slug: Type.String() })
  return async (app) => {
    app.delete(
      `${ofOrganization}/:slug`,
      { schema: { operationId: 'deleteOrganizationRole', tags, params } },
      async (request, reply) => {
        await deleteOrganizationRole(deps, scopeOf(request), request.params.slug)
        return reply.status(204).send()
      },
    )

    app.delete(
      `${ofOrganization}/:slug/permissions/:permissionSlug`,
      {
        schema: {
          operationId: 'removeOrganizationRolePermission',
          tags,
          params: Type.Object({ ...params.properties, permissionSlug: Type.String() }),
          response: { 200: WireRole },
        },
      },
      async (request) => {
        const { slug, permissionSlug } = request.params
        const scope = scopeOf(request)
        return toWireRole(await removeRolePermission(deps, scope, slug, permissionSlug))
      },
    )

    // Where older SDKs ask for the same list.
    app.get(
      '/organizations/:organizationId/roles',
      {
        schema: {
          operationId: 'listRolesOfOrganization',
          tags,
          params: Type.Object(inOrganization),
          response: { 200: WireRoles },
        },
      },
      async (request) => toWireRoles(await listRoles(deps, scopeOf(request))),
    )
  }
}
