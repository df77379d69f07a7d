import { type Static, Type } from '@fastify/type-provider-typebox'
import type { PasswordReset } from './password-reset.ts'

export const WirePasswordReset = Type.Object(
  {
    object: Type.Literal('password_reset'),
    id: Type.String(),
    user_id: Type.String(),
    email: Type.String(),
    password_reset_token: Type.String(),
    password_reset_url: Type.String(),
    expires_at: Type.String(),
    created_at: Type.String(),
  },
  { title: 'PasswordReset' },
)

export const CreatePasswordResetBody = Type.Object(
  { email: Type.String() },
  { title: 'CreatePasswordReset' },
)

export const ConfirmPasswordResetBody = Type.Object(
  { token: Type.String({ minLength: 1 }), new_password: Type.String() },
  { title: 'ConfirmPasswordReset' },
)

export function toWirePasswordReset({
  reset,
  token,
  url,
}: {
  reset: PasswordReset
  token: string
  url: string
}): Static<typeof WirePasswordReset> {
  return {
    object: 'password_reset',
    id: reset.id,
    user_id: reset.userId,
    email: reset.email,
    password_reset_token: token,
    password_reset_url: url,
    expires_at: reset.expiresAt.toISOString(),
    created_at: reset.createdAt.toISOString(),
  }
}
