import { type Static, Type } from '@fastify/type-provider-typebox'
import { Nullable } from '../../http/wire-fields.ts'
import type { WidgetTokenRequest } from './widget-token.ts'

const scopes = [
  'widgets:users-table:manage',
  'widgets:domain-verification:manage',
  'widgets:sso:manage',
  'widgets:api-keys:manage',
  'widgets:dsync:manage',
  'widgets:audit-log-streaming:manage',
  'widgets:pipes:manage',
] as const

export const WireToken = Type.Object({ token: Type.String() }, { title: 'WidgetToken' })

export const WidgetTokenBody = Type.Object(
  {
    organization_id: Type.Optional(Nullable(Type.String())),
    user_id: Type.Optional(Nullable(Type.String())),
    scopes: Type.Optional(
      Nullable(Type.Array(Type.Union(scopes.map((scope) => Type.Literal(scope))))),
    ),
  },
  { title: 'CreateWidgetToken' },
)

export const ClientTokenBody = Type.Object(
  { organization_id: Type.String(), user_id: Type.String() },
  { title: 'CreateClientToken' },
)

export const fromWireTokenRequest = (body: Static<typeof WidgetTokenBody>): WidgetTokenRequest => ({
  organizationId: body.organization_id ?? undefined,
  userId: body.user_id ?? undefined,
  scopes: [...new Set(body.scopes)],
})
