import { type Selectable, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { selectPage } from '../../db/page.ts'
import type { ConnectionsTable } from '../../db/tables.ts'
import type { Connection, ConnectionDomain, ConnectionQuery } from './connection.ts'
import type { ConnectionType } from './connection-types.ts'

type Row = Selectable<ConnectionsTable> & { domains: ConnectionDomain[] }

/** In the statement that reads the connections, however many they are. */
const domainsColumn = sql<ConnectionDomain[]>`
  (select coalesce(
            jsonb_agg(
              jsonb_build_object('id', claim.id, 'domain', claim.domain)
              order by claim.domain collate "C"),
            '[]')
     from organization_domains as claim
    where claim.environment_id = connections.environment_id
      and claim.organization_id = connections.organization_id)`.as('domains')

export async function find(
  db: Database,
  environmentId: string,
  id: string,
): Promise<Connection | null> {
  const row = await db
    .selectFrom('connections')
    .selectAll('connections')
    .select(domainsColumn)
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function list(
  db: Database,
  environmentId: string,
  query: ConnectionQuery,
): Promise<Connection[]> {
  const { type, domain, organizationId, search } = query
  let connections = db
    .selectFrom('connections')
    .selectAll('connections')
    .select(domainsColumn)
    .where('environment_id', '=', environmentId)
  if (type) connections = connections.where('connection_type', '=', type)
  if (organizationId !== undefined) {
    connections = connections.where('organization_id', '=', organizationId)
  }
  if (domain !== undefined) {
    connections = connections.where('organization_id', 'in', (claims) =>
      claims
        .selectFrom('organization_domains')
        .select('organization_id')
        .where('environment_id', '=', environmentId)
        .where('domain', '=', domain),
    )
  }
  if (search) {
    // Beginnings only: those an index can find among millions.
    const pattern = `${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
    connections = connections.where(sql<string>`lower(name) collate "C"`, 'like', pattern)
  }
  const rows = await selectPage(connections, query).execute()
  return rows.map(fromRow)
}

/** One, or all of an organization. Those that were there, as they were. */
export async function remove(
  db: Database,
  environmentId: string,
  which: { id: string } | { organizationId: string },
): Promise<Connection[]> {
  const connections = db.deleteFrom('connections').where('environment_id', '=', environmentId)
  const chosen =
    'id' in which
      ? connections.where('id', '=', which.id)
      : connections.where('organization_id', '=', which.organizationId)
  const rows = await chosen.returningAll('connections').returning(domainsColumn).execute()
  return rows.map(fromRow)
}

const fromRow = (row: Row): Connection => ({
  environmentId: row.environment_id,
  id: row.id,
  organizationId: row.organization_id,
  type: row.connection_type as ConnectionType,
  name: row.name,
  state: row.state,
  domains: row.domains,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
