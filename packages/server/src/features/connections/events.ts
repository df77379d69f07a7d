import type { EventRecord } from '../events/event.ts'
import type { Connection } from './connection.ts'
import { toWireConnection } from './wire.ts'

/** The published events know no connection whose type nobody chose: it goes as quietly as it came. */
export const connectionsDeleted = (connections: Connection[]): EventRecord[] =>
  connections.filter(({ type }) => type !== 'Pending').map(connectionDeleted)

function connectionDeleted(connection: Connection): EventRecord {
  const { environmentId, organizationId } = connection
  // What is left of it, as published.
  const { domains, status, ...data } = toWireConnection({ ...connection, state: 'deleting' })
  return { environmentId, event: 'connection.deleted', organizationId, data }
}
