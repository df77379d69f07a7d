import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import { Nullable } from '../../http/wire-fields.ts'
import {
  createApiKeyOfOrganization,
  createApiKeyOfUser,
  expireCustomerApiKey,
  listApiKeysOfOrganization,
  listApiKeysOfUser,
  revokeCustomerApiKey,
  validateCustomerApiKey,
} from './customer-api-key.ts'
import {
  CreateOrganizationApiKeyBody,
  CreateUserApiKeyBody,
  ExpireApiKeyBody,
  fromWireExpiry,
  fromWireNewApiKey,
  toWireCreatedApiKey,
  toWireCustomerApiKey,
  ValidateApiKeyBody,
  WireCustomerApiKey,
  WireCustomerApiKeyWithValue,
} from './wire.ts'

const tags = ['api-keys']
const params = Type.Object({ id: Type.String() })
const ofOrganization = Type.Object({ organizationId: Type.String() })
const ofUser = Type.Object({ userId: Type.String() })

export function customerApiKeyRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/api_keys/validations',
      {
        schema: {
          operationId: 'validateCustomerApiKey',
          tags,
          body: ValidateApiKeyBody,
          response: { 200: Type.Object({ api_key: Nullable(WireCustomerApiKey) }) },
        },
      },
      async (request) => {
        const { value } = request.body
        const apiKey = await validateCustomerApiKey(deps, request.environment.id, value)
        return { api_key: apiKey && toWireCustomerApiKey(apiKey) }
      },
    )

    app.delete(
      '/api_keys/:id',
      { schema: { operationId: 'revokeCustomerApiKey', tags, params } },
      async (request, reply) => {
        await revokeCustomerApiKey(deps, request.environment.id, request.params.id)
        return reply.status(204).send()
      },
    )

    app.post(
      '/api_keys/:id/expire',
      {
        schema: {
          operationId: 'expireCustomerApiKey',
          tags,
          params,
          body: Nullable(ExpireApiKeyBody),
          response: { 200: WireCustomerApiKey },
        },
      },
      async (request) => {
        const expiresAt = fromWireExpiry(request.body ?? {})
        const { id } = request.params
        return toWireCustomerApiKey(
          await expireCustomerApiKey(deps, request.environment.id, id, expiresAt),
        )
      },
    )

    app.get(
      '/organizations/:organizationId/api_keys',
      {
        schema: {
          operationId: 'listOrganizationApiKeys',
          tags,
          params: ofOrganization,
          querystring: Type.Object(listQuery),
          response: { 200: listOf(WireCustomerApiKey) },
        },
      },
      async (request) => {
        const page = toPageQuery(request.query)
        const { organizationId } = request.params
        const apiKeys = await listApiKeysOfOrganization(
          deps,
          request.environment.id,
          organizationId,
          page,
        )
        return toWireList(toPage(apiKeys, page), toWireCustomerApiKey)
      },
    )

    app.post(
      '/organizations/:organizationId/api_keys',
      {
        schema: {
          operationId: 'createOrganizationApiKey',
          tags,
          params: ofOrganization,
          body: CreateOrganizationApiKeyBody,
          response: { 201: WireCustomerApiKeyWithValue },
        },
      },
      async (request, reply) => {
        const created = await createApiKeyOfOrganization(
          deps,
          request.environment.id,
          request.params.organizationId,
          fromWireNewApiKey(request.body),
        )
        return reply.status(201).send(toWireCreatedApiKey(created))
      },
    )

    app.get(
      '/user_management/users/:userId/api_keys',
      {
        schema: {
          operationId: 'listUserApiKeys',
          tags,
          params: ofUser,
          querystring: Type.Object({
            ...listQuery,
            organization_id: Type.Optional(Type.String({ maxLength: 128 })),
          }),
          response: { 200: listOf(WireCustomerApiKey) },
        },
      },
      async (request) => {
        const { organization_id: organizationId, ...list } = request.query
        const page = toPageQuery(list)
        const { userId } = request.params
        const apiKeys = await listApiKeysOfUser(deps, request.environment.id, userId, {
          ...page,
          organizationId,
        })
        return toWireList(toPage(apiKeys, page), toWireCustomerApiKey)
      },
    )

    app.post(
      '/user_management/users/:userId/api_keys',
      {
        schema: {
          operationId: 'createUserApiKey',
          tags,
          params: ofUser,
          body: CreateUserApiKeyBody,
          response: { 201: WireCustomerApiKeyWithValue },
        },
      },
      async (request, reply) => {
        const created = await createApiKeyOfUser(
          deps,
          request.environment.id,
          request.params.userId,
          request.body.organization_id,
          fromWireNewApiKey(request.body),
        )
        return reply.status(201).send(toWireCreatedApiKey(created))
      },
    )
  }
}
