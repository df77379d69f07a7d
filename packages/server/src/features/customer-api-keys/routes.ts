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
      '/organizations/:id/api_keys',
      {
        schema: {
          operationId: 'listOrganizationApiKeys',
          tags,
          params,
          querystring: Type.Object(listQuery),
          response: { 200: listOf(WireCustomerApiKey) },
        },
      },
      async (request) => {
        const page = toPageQuery(request.query)
        const { id } = request.params
        const apiKeys = await listApiKeysOfOrganization(deps, request.environment.id, id, page)
        return toWireList(toPage(apiKeys, page), toWireCustomerApiKey)
      },
    )

    app.post(
      '/organizations/:id/api_keys',
      {
        schema: {
          operationId: 'createOrganizationApiKey',
          tags,
          params,
          body: CreateOrganizationApiKeyBody,
          response: { 201: WireCustomerApiKeyWithValue },
        },
      },
      async (request, reply) => {
        const created = await createApiKeyOfOrganization(
          deps,
          request.environment.id,
          request.params.id,
          fromWireNewApiKey(request.body),
        )
        return reply.status(201).send(toWireCreatedApiKey(created))
      },
    )

    app.get(
      '/user_management/users/:id/api_keys',
      {
        schema: {
          operationId: 'listUserApiKeys',
          tags,
          params,
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
        const { id } = request.params
        const apiKeys = await listApiKeysOfUser(deps, request.environment.id, id, {
          ...page,
          organizationId,
        })
        return toWireList(toPage(apiKeys, page), toWireCustomerApiKey)
      },
    )

    app.post(
      '/user_management/users/:id/api_keys',
      {
        schema: {
          operationId: 'createUserApiKey',
          tags,
          params,
          body: CreateUserApiKeyBody,
          response: { 201: WireCustomerApiKeyWithValue },
        },
      },
      async (request, reply) => {
        const created = await createApiKeyOfUser(
          deps,
          request.environment.id,
          request.params.id,
          request.body.organization_id,
          fromWireNewApiKey(request.body),
        )
        return reply.status(201).send(toWireCreatedApiKey(created))
      },
    )
  }
}
