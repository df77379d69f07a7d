import type { Database } from '../../db/database.ts'
import type { EventRecord } from './event.ts'

export async function insertEvents(
  db: Database,
  events: (EventRecord & { id: string; createdAt: Date })[],
): Promise<void> {
  await db
    .insertInto('events')
    .values(
      events.map((event) => ({
        environment_id: event.environmentId,
        id: event.id,
        event: event.event,
        data: JSON.stringify(event.data),
        organization_id: event.organizationId ?? null,
        context: JSON.stringify(event.context ?? {}),
        created_at: event.createdAt,
      })),
    )
    .execute()
}

export async function removeAll(db: Database, environmentId: string): Promise<void> {
  await db.deleteFrom('events').where('environment_id', '=', environmentId).execute()
}
