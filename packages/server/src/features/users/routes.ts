import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { unknownOrganization } from '../../errors/errors.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import { deleteUserAndMemberships } from '../authentication/delete-user.ts'
import { findOrganization } from '../organizations/organization.ts'
import { createUser, getUser, getUserByExternalId, listUsers, updateUser } from './user.ts'
import {
  CreateUserBody,
  fromWireUserFields,
  toWireUser,
  UpdateUserBody,
  WireIdentity,
  WireUser,
} from './wire.ts'

const tags = ['user-management.users']
const params = Type.Object({ id: Type.String() })

export function userRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/user_management/users',
      {
        schema: {
          operationId: 'listUsers',
          tags,
          querystring: Type.Object({
            ...listQuery,
            email: Type.Optional(Type.String()),
            organization_id: Type.Optional(Type.String()),
            // Its name in older SDKs.
            organization: Type.Optional(Type.String()),
            // Beyond the published API, for the dashboard: the beginning of an address or a name.
            search: Type.Optional(Type.String({ maxLength: 256 })),
          }),
          response: { 200: listOf(WireUser) },
        },
      },
      async (request) => {
        const { email, search, organization, ...list } = request.query
        const { id: environmentId } = request.environment
        const organizationId = list.organization_id ?? organization
        if (organizationId && !(await findOrganization(deps, environmentId, organizationId))) {
          throw unknownOrganization(organizationId)
        }
        const page = toPageQuery(list)
        const query = { ...page, email, search, organizationId }
        const users = await listUsers(deps, environmentId, query)
        return toWireList(toPage(users, page), toWireUser)
      },
    )

    app.post(
      '/user_management/users',
      {
        schema: {
          operationId: 'createUser',
          tags,
          body: CreateUserBody,
          response: { 201: WireUser },
        },
      },
      async (request, reply) => {
        const { body } = request
        const user = await createUser(deps, request.environment, {
          ...fromWireUserFields(body),
          email: body.email,
          metadata: body.metadata ?? undefined,
        })
        return reply.status(201).send(toWireUser(user))
      },
    )

    app.get(
      '/user_management/users/:id',
      { schema: { operationId: 'getUser', tags, params, response: { 200: WireUser } } },
      async (request) => toWireUser(await getUser(deps, request.environment.id, request.params.id)),
    )

    app.get(
      '/user_management/users/external_id/:external_id',
      {
        schema: {
          operationId: 'getUserByExternalId',
          tags,
          params: Type.Object({ external_id: Type.String() }),
          response: { 200: WireUser },
        },
      },
      async (request) => {
        const { external_id: externalId } = request.params
        return toWireUser(await getUserByExternalId(deps, request.environment.id, externalId))
      },
    )

    // Nobody has any until people can sign in with other providers.
    app.get(
      '/user_management/users/:id/identities',
      {
        schema: {
          operationId: 'getUserIdentities',
          tags,
          params,
          response: { 200: Type.Array(WireIdentity) },
        },
      },
      async (request) => {
        await getUser(deps, request.environment.id, request.params.id)
        return []
      },
    )

    app.put(
      '/user_management/users/:id',
      {
        schema: {
          operationId: 'updateUser',
          tags,
          params,
          body: UpdateUserBody,
          response: { 200: WireUser },
        },
      },
      async (request) => {
        const { body } = request
        const user = await updateUser(deps, request.environment, request.params.id, {
          ...fromWireUserFields(body),
          email: body.email,
          metadata: body.metadata ?? undefined,
          locale: body.locale,
        })
        return toWireUser(user)
      },
    )

    app.delete(
      '/user_management/users/:id',
      { schema: { operationId: 'deleteUser', tags, params } },
      async (request, reply) => {
        await deleteUserAndMemberships(deps, request.environment.id, request.params.id)
        return reply.status(200).send()
      },
    )
  }
}
