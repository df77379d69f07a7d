import { pagination } from '../../http/auto-paginatable.ts'
import { named, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import type { ConnectionType } from './connection-type.ts'

/** A domain whose users sign in over the connection. */
export interface ConnectionDomain {
  object: 'connection_domain'
  id: string
  domain: string
}

export const connection = shape({
  object: plain<'connection'>(),
  id: string,
  organizationId: optional(string),
  name: string,
  type: named('connection_type', plain<ConnectionType>()),
  /** Only an `active` connection signs anybody in. */
  state: plain<'draft' | 'active' | 'inactive' | 'validating'>(),
  domains: plain<ConnectionDomain[]>(),
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})

/** How the users of an organization sign in at their own identity provider. */
export type Connection = Value<typeof connection>
/** `Connection` as the wire carries it. */
export type ConnectionResponse = Wire<typeof connection>

export const listConnectionsOptions = shape({
  connectionType: optional(plain<ConnectionType>()),
  /** Only connections with this domain. */
  domain: optional(string),
  organizationId: optional(string),
  /** Only connections whose name begins so. */
  search: optional(string),
  ...pagination,
})
/** Which connections are listed. */
export type ListConnectionsOptions = Value<typeof listConnectionsOptions>
/** `ListConnectionsOptions` as the wire carries it. */
export type SerializedListConnectionsOptions = Wire<typeof listConnectionsOptions>
