import { type Static, Type } from '@fastify/type-provider-typebox'
import type { Application } from '../applications/application.ts'
import type { Environment } from '../environments/environment.ts'
import type { ApiKey } from './api-key.ts'

const fields = {
  object: Type.Literal('api_key'),
  id: Type.String(),
  name: Type.String(),
  obfuscated_value: Type.String(),
  revealable: Type.Boolean(),
  last_used_at: Type.Union([Type.String(), Type.Null()]),
  created_at: Type.String(),
}

export const WireApiKey = Type.Object(fields, { title: 'ApiKey' })
export const WireApiKeyWithValue = Type.Object(
  { ...fields, value: Type.String() },
  { title: 'ApiKeyWithValue' },
)
export const CreateApiKeyBody = Type.Object(
  { name: Type.String({ maxLength: 100 }) },
  { title: 'CreateApiKey' },
)

export const toWireApiKey = (apiKey: ApiKey): Static<typeof WireApiKey> => ({
  object: 'api_key',
  id: apiKey.id,
  name: apiKey.name,
  obfuscated_value: apiKey.obfuscatedValue,
  revealable: apiKey.revealable,
  last_used_at: apiKey.lastUsedAt?.toISOString() ?? null,
  created_at: apiKey.createdAt.toISOString(),
})

export const WireOwnApiKey = Type.Object(
  {
    object: Type.Literal('api_key'),
    id: Type.String(),
    name: Type.String(),
    environment: Type.Object({
      id: Type.String(),
      name: Type.String(),
      kind: Type.Union([Type.Literal('staging'), Type.Literal('production')]),
    }),
    client_id: Type.String(),
  },
  { title: 'OwnApiKey' },
)

export const toWireOwnApiKey = (
  { id, name }: ApiKey,
  environment: Environment,
  { clientId }: Application,
): Static<typeof WireOwnApiKey> => ({
  object: 'api_key',
  id,
  name,
  environment: {
    id: environment.id,
    name: environment.name,
    kind: environment.kind as 'staging' | 'production',
  },
  client_id: clientId,
})
