import type { Selectable } from 'kysely'
import { type Database, statement } from '../../db/database.ts'
import { type PageQuery, selectPage } from '../../db/page.ts'
import type { Tables } from '../../db/tables.ts'
import type { Application } from '../applications/application.ts'
import type { CorsOrigin } from './cors-origin.ts'

type Row = Selectable<Tables['cors_origins']>

export async function list(db: Database, application: Application): Promise<CorsOrigin[]> {
  const rows = await ofApplication(db, application).orderBy('id', 'desc').execute()
  return rows.map(fromRow)
}

export async function page(
  db: Database,
  application: Application,
  query: PageQuery,
): Promise<CorsOrigin[]> {
  return (await selectPage(ofApplication(db, application), query).execute()).map(fromRow)
}

const ofApplication = (db: Database, application: Application) =>
  db
    .selectFrom('cors_origins')
    .selectAll()
    .where('environment_id', '=', application.environmentId)
    .where('application_id', '=', application.id)

export async function insert(
  db: Database,
  application: Application,
  values: { id: string; origin: string; now: Date },
): Promise<CorsOrigin> {
  const row = await db
    .insertInto('cors_origins')
    .values({
      environment_id: application.environmentId,
      id: values.id,
      application_id: application.id,
      origin: values.origin,
      created_at: values.now,
      updated_at: values.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return fromRow(row)
}

/** False when there is nothing to remove. */
export async function remove(db: Database, application: Application, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('cors_origins')
    .where('environment_id', '=', application.environmentId)
    .where('application_id', '=', application.id)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

// Asked at every call that a page makes.
const selectRegistered = statement<{ registered: boolean }>(
  'cors-origins.is-registered',
  `select exists (
     select from cors_origins
      where environment_id = $1 and application_id = $2 and origin = $3) as registered`,
)

export async function isRegistered(
  db: Database,
  application: Application,
  origin: string,
): Promise<boolean> {
  const [row] = await selectRegistered(db, [application.environmentId, application.id, origin])
  return row?.registered === true
}

/** A preflight carries nothing but the page's origin, so no environment is known. */
const selectRegisteredAnywhere = statement<{ registered: boolean }>(
  'cors-origins.is-registered-anywhere',
  `select exists (
     select from cors_origins
      where origin = $1 and environment_id in (select id from environments)) as registered`,
)

export async function isRegisteredAnywhere(db: Database, origin: string): Promise<boolean> {
  const [row] = await selectRegisteredAnywhere(db, [origin])
  return row?.registered === true
}

function fromRow(row: Row): CorsOrigin {
  return {
    id: row.id,
    origin: row.origin,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
