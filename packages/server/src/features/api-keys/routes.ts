import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { listOf } from '../../http/list.ts'
import { createApiKey, listApiKeys, revealApiKey, revokeApiKey } from './api-key.ts'
import { CreateApiKeyBody, toWireApiKey, WireApiKey, WireApiKeyWithValue } from './wire.ts'

const tags = ['dashboard.api-keys']
const params = Type.Object({ id: Type.String() })

/** Environment keys are made and revoked in the dashboard only: no key can make another. */
export function apiKeyRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/dashboard/api/api_keys',
      { schema: { operationId: 'listApiKeys', tags, response: { 200: listOf(WireApiKey) } } },
      async (request) => ({
        object: 'list' as const,
        data: (await listApiKeys(deps, request.environment.id)).map(toWireApiKey),
        list_metadata: { before: null, after: null },
      }),
    )

    app.post(
      '/dashboard/api/api_keys',
      {
        schema: {
          operationId: 'createApiKey',
          tags,
          body: CreateApiKeyBody,
          response: { 201: WireApiKeyWithValue },
        },
      },
      async (request, reply) => {
        const { apiKey, value } = await createApiKey(deps, request.environment, request.body.name)
        return reply.status(201).send({ ...toWireApiKey(apiKey), value })
      },
    )

    app.post(
      '/dashboard/api/api_keys/:id/reveal',
      {
        schema: {
          operationId: 'revealApiKey',
          tags,
          params,
          response: { 200: Type.Object({ value: Type.String() }) },
        },
      },
      async (request) => ({
        value: await revealApiKey(deps, request.environment.id, request.params.id),
      }),
    )

    app.delete(
      '/dashboard/api/api_keys/:id',
      { schema: { operationId: 'revokeApiKey', tags, params } },
      async (request, reply) => {
        await revokeApiKey(deps, request.environment.id, request.params.id)
        return reply.status(204).send()
      },
    )
  }
}
