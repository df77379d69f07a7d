import { type Static, Type } from '@fastify/type-provider-typebox'
import type { Session } from './session.ts'

const NullableString = Type.Union([Type.String(), Type.Null()])

export const WireSession = Type.Object(
  {
    object: Type.Literal('session'),
    id: Type.String(),
    user_id: Type.String(),
    organization_id: Type.Optional(Type.String()),
    ip_address: NullableString,
    user_agent: NullableString,
    auth_method: Type.String(),
    status: Type.Union([Type.Literal('active'), Type.Literal('expired'), Type.Literal('revoked')]),
    expires_at: Type.String(),
    ended_at: NullableString,
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { title: 'Session' },
)

export const RevokeSessionBody = Type.Object(
  { session_id: Type.String() },
  { title: 'RevokeSession' },
)

export function toWireSession(session: Session, now: Date): Static<typeof WireSession> {
  return {
    object: 'session',
    id: session.id,
    user_id: session.userId,
    ...(session.organizationId ? { organization_id: session.organizationId } : {}),
    ip_address: session.ipAddress,
    user_agent: session.userAgent,
    auth_method: session.authMethod,
    status: statusOf(session, now),
    expires_at: session.expiresAt.toISOString(),
    ended_at: session.endedAt?.toISOString() ?? null,
    created_at: session.createdAt.toISOString(),
    updated_at: session.updatedAt.toISOString(),
  }
}

function statusOf(session: Session, now: Date): Static<typeof WireSession>['status'] {
  if (session.endedAt) return 'revoked'
  return session.expiresAt <= now ? 'expired' : 'active'
}
