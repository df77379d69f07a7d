import { type Static, Type } from '@fastify/type-provider-typebox'
import type { EmailVerification } from './email-verification.ts'

export const WireEmailVerification = Type.Object(
  {
    object: Type.Literal('email_verification'),
    id: Type.String(),
    user_id: Type.String(),
    email: Type.String(),
    expires_at: Type.String(),
    code: Type.String(),
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { title: 'EmailVerification' },
)

export function toWireEmailVerification(
  verification: EmailVerification,
  code: string,
): Static<typeof WireEmailVerification> {
  return {
    object: 'email_verification',
    id: verification.id,
    user_id: verification.userId,
    email: verification.email,
    expires_at: verification.expiresAt.toISOString(),
    code,
    created_at: verification.createdAt.toISOString(),
    updated_at: verification.updatedAt.toISOString(),
  }
}
