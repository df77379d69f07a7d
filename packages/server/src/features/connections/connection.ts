import { type Database, inTransaction } from '../../db/database.ts'
import type { PageQuery } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors/errors.ts'
import { isId } from '../../ids/ids.ts'
import { recordEvents } from '../events/event.ts'
import { normalizeDomain } from '../organization-domains/organization-domain.ts'
import type { ConnectionType } from './connection-types.ts'
import { connectionsDeleted } from './events.ts'
import * as store from './store.ts'

/**
 * A connection is how the people of an organization sign in at an identity provider of their own. It
 * ends when it is deleted, or with its organization; whoever signed in over it stays a user.
 */
export interface Connection {
  environmentId: string
  id: string
  organizationId: string | null
  type: ConnectionType
  name: string
  state: 'requires_type' | 'draft' | 'active' | 'validating' | 'inactive' | 'deleting'
  /** Those of its organization: who has an address there is whom it is for. */
  domains: ConnectionDomain[]
  createdAt: Date
  updatedAt: Date
}

export interface ConnectionDomain {
  /** The organization domain's. */
  id: string
  domain: string
}

export interface ConnectionQuery extends PageQuery {
  type?: ConnectionType | undefined
  /** One of its organization's, verified or not. */
  domain?: string | undefined
  organizationId?: string | undefined
  /** Beginning of a name. */
  search?: string | undefined
}

export async function listConnections(
  deps: Deps,
  environmentId: string,
  query: ConnectionQuery,
): Promise<Connection[]> {
  const { domain } = query
  return store.list(deps.db, environmentId, {
    ...query,
    domain: domain === undefined ? undefined : (normalizeDomain(domain) ?? ''),
  })
}

export async function getConnection(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<Connection> {
  const connection = isId('conn', id) ? await store.find(deps.db, environmentId, id) : null
  if (!connection) throw notFound('Connection', id)
  return connection
}

export async function deleteConnection(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<void> {
  await inTransaction(deps.db, async (transaction) => {
    const removed = isId('conn', id) ? await store.remove(transaction, environmentId, { id }) : []
    if (removed.length === 0) throw notFound('Connection', id)
    await recordEvents(transaction, deps.clock.now(), connectionsDeleted(removed))
  })
}

/** Deletes what an organization has. Part of the transaction that deletes the organization. */
export async function deleteConnectionsOfOrganization(
  db: Database,
  environmentId: string,
  organizationId: string,
  now: Date,
): Promise<void> {
  const removed = await store.remove(db, environmentId, { organizationId })
  await recordEvents(db, now, connectionsDeleted(removed))
}
