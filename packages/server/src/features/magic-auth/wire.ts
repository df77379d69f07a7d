import { type Static, Type } from '@fastify/type-provider-typebox'
import { Nullable } from '../../http/wire-fields.ts'
import type { MagicAuthOfUser } from './magic-auth.ts'

export const WireMagicAuth = Type.Object(
  {
    object: Type.Literal('magic_auth'),
    id: Type.String(),
    user_id: Type.String(),
    email: Type.String(),
    expires_at: Type.String(),
    code: Type.String(),
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { title: 'MagicAuth' },
)

export const CreateMagicAuthBody = Type.Object(
  { email: Type.String(), invitation_token: Type.Optional(Nullable(Type.String())) },
  { title: 'CreateMagicAuth' },
)

export function toWireMagicAuth(
  magicAuth: MagicAuthOfUser,
  code: string,
): Static<typeof WireMagicAuth> {
  return {
    object: 'magic_auth',
    id: magicAuth.id,
    user_id: magicAuth.userId,
    email: magicAuth.email,
    expires_at: magicAuth.expiresAt.toISOString(),
    code,
    created_at: magicAuth.createdAt.toISOString(),
    updated_at: magicAuth.updatedAt.toISOString(),
  }
}
