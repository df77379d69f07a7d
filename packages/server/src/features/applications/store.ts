import type { Selectable } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { Tables } from '../../db/tables.ts'
import type { Application } from './application.ts'

type Row = Selectable<Tables['applications']>

/** By its public name alone: this is the query that finds out which environment is meant. */
export async function findByClientId(db: Database, clientId: string): Promise<Application | null> {
  const row = await db
    .selectFrom('applications')
    .selectAll()
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function findDefault(
  db: Database,
  environmentId: string,
): Promise<Application | null> {
  const row = await db
    .selectFrom('applications')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('is_default', '=', true)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function insertDefault(
  db: Database,
  values: { environmentId: string; id: string; clientId: string; name: string; now: Date },
): Promise<void> {
  await db
    .insertInto('applications')
    .values({
      environment_id: values.environmentId,
      id: values.id,
      client_id: values.clientId,
      name: values.name,
      is_default: true,
      created_at: values.now,
      updated_at: values.now,
    })
    .onConflict((conflict) =>
      conflict.column('environment_id').where('is_default', '=', true).doNothing(),
    )
    .execute()
}

export async function updateClientId(
  db: Database,
  application: Application,
  clientId: string,
  now: Date,
): Promise<void> {
  await db
    .updateTable('applications')
    .set({ client_id: clientId, updated_at: now })
    .where('environment_id', '=', application.environmentId)
    .where('id', '=', application.id)
    .execute()
}

export async function update(db: Database, application: Application, now: Date): Promise<void> {
  await db
    .updateTable('applications')
    .set({
      name: application.name,
      sign_in_endpoint: application.signInEndpoint,
      homepage_url: application.homepageUrl,
      updated_at: now,
    })
    .where('environment_id', '=', application.environmentId)
    .where('id', '=', application.id)
    .execute()
}

function fromRow(row: Row): Application {
  return {
    environmentId: row.environment_id,
    id: row.id,
    clientId: row.client_id,
    name: row.name,
    signInEndpoint: row.sign_in_endpoint,
    homepageUrl: row.homepage_url,
  }
}
