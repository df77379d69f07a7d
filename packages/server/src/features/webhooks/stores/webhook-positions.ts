import type { Database } from '../../../db/database.ts'

export interface Position {
  environmentId: string
  eventId: string | null
}

export async function findPosition(db: Database, environmentId: string): Promise<Position | null> {
  const row = await db
    .selectFrom('webhook_positions')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .executeTakeFirst()
  return row ? toPosition(row) : null
}

export async function insertPosition(
  db: Database,
  environmentId: string,
  eventId: string | null,
): Promise<void> {
  await db
    .insertInto('webhook_positions')
    .values({ environment_id: environmentId, event_id: eventId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Holds the position until the transaction ends. `skip` returns null when somebody else holds it. */
export async function lockPosition(
  db: Database,
  environmentId: string,
  whenHeld: 'wait' | 'skip',
): Promise<Position | null> {
  const position = db
    .selectFrom('webhook_positions')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .forUpdate()
  const row = await (whenHeld === 'skip' ? position.skipLocked() : position).executeTakeFirst()
  return row ? toPosition(row) : null
}

/** Of every environment: the work of one server is that of all of them. */
export async function listPositions(db: Database): Promise<Position[]> {
  const rows = await db.selectFrom('webhook_positions').selectAll().execute()
  return rows.map(toPosition)
}

export async function movePosition(
  db: Database,
  { environmentId, eventId }: Position,
): Promise<void> {
  await db
    .updateTable('webhook_positions')
    .set({ event_id: eventId })
    .where('environment_id', '=', environmentId)
    .execute()
}

const toPosition = (row: { environment_id: string; event_id: string | null }): Position => ({
  environmentId: row.environment_id,
  eventId: row.event_id,
})
