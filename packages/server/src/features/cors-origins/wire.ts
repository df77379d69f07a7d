import { type Static, Type } from '@fastify/type-provider-typebox'
import type { CorsOrigin } from './cors-origin.ts'

export const WireCorsOrigin = Type.Object(
  {
    object: Type.Literal('cors_origin'),
    id: Type.String(),
    origin: Type.String(),
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { title: 'CorsOrigin' },
)

export const CreateCorsOriginBody = Type.Object(
  // DNS has 253 characters at most; a scheme and a port come to it.
  { origin: Type.String({ maxLength: 300 }) },
  { title: 'CreateCorsOrigin' },
)

export const toWireCorsOrigin = (corsOrigin: CorsOrigin): Static<typeof WireCorsOrigin> => ({
  object: 'cors_origin',
  id: corsOrigin.id,
  origin: corsOrigin.origin,
  created_at: corsOrigin.createdAt.toISOString(),
  updated_at: corsOrigin.updatedAt.toISOString(),
})
