import { type Static, Type } from '@fastify/type-provider-typebox'
import { listQuery } from '../../http/list.ts'
import type { Connection } from './connection.ts'
import { type ConnectionType, connectionTypes } from './connection-types.ts'

const TypeOfConnection = Type.Unsafe<ConnectionType>({ type: 'string', enum: connectionTypes })

export const WireConnection = Type.Object(
  {
    object: Type.Literal('connection'),
    id: Type.String(),
    organization_id: Type.Optional(Type.String()),
    connection_type: TypeOfConnection,
    name: Type.String(),
    state: Type.Union([
      Type.Literal('requires_type'),
      Type.Literal('draft'),
      Type.Literal('active'),
      Type.Literal('validating'),
      Type.Literal('inactive'),
      Type.Literal('deleting'),
    ]),
    // Deprecated there, in favour of `state`.
    status: Type.Union([Type.Literal('linked'), Type.Literal('unlinked')]),
    domains: Type.Array(
      Type.Object({
        object: Type.Literal('connection_domain'),
        id: Type.String(),
        domain: Type.String(),
      }),
    ),
    created_at: Type.String(),
    updated_at: Type.String(),
  },
  { title: 'Connection' },
)

/** The published filter writes one type in another way than the things that it finds. */
const otherSpelling = 'GithubOAuth'

export const ConnectionsQuery = Type.Object({
  ...listQuery,
  connection_type: Type.Optional(
    Type.Unsafe<ConnectionType | typeof otherSpelling>({
      type: 'string',
      enum: [...connectionTypes, otherSpelling],
    }),
  ),
  domain: Type.Optional(Type.String({ maxLength: 256 })),
  organization_id: Type.Optional(Type.String({ maxLength: 128 })),
  search: Type.Optional(Type.String({ maxLength: 256 })),
})

export const fromWireConnectionsQuery = (query: Static<typeof ConnectionsQuery>) =>
  ({
    type: query.connection_type === otherSpelling ? 'GitHubOAuth' : query.connection_type,
    domain: query.domain,
    organizationId: query.organization_id,
    search: query.search?.trim(),
  }) as const

export function toWireConnection(connection: Connection): Static<typeof WireConnection> {
  return {
    object: 'connection',
    id: connection.id,
    ...(connection.organizationId && { organization_id: connection.organizationId }),
    connection_type: connection.type,
    name: connection.name,
    state: connection.state,
    status: connection.state === 'active' ? 'linked' : 'unlinked',
    domains: connection.domains.map(({ id, domain }) => ({
      object: 'connection_domain',
      id,
      domain,
    })),
    created_at: connection.createdAt.toISOString(),
    updated_at: connection.updatedAt.toISOString(),
  }
}
