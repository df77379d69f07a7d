import { type Selectable, sql } from 'kysely'
import { type Database, inTransaction, type Pool } from '../../db/database.ts'
import { type PageQuery, selectPage } from '../../db/page.ts'
import type { Tables } from '../../db/tables.ts'
import type { Application } from '../applications/application.ts'
import type { Redirect, RedirectKind } from './redirect.ts'

type Row = Selectable<Tables['redirect_uris']>

/** Oldest first, all of them: an application has few. */
export async function list(
  db: Database,
  kind: RedirectKind,
  application: Application,
): Promise<Redirect[]> {
  const rows = await db
    .selectFrom(kind)
    .selectAll()
    .where('environment_id', '=', application.environmentId)
    .where('application_id', '=', application.id)
    .orderBy('id')
    .execute()
  return rows.map(fromRow)
}

export async function page(
  db: Database,
  kind: RedirectKind,
  application: Application,
  query: PageQuery,
): Promise<Redirect[]> {
  const redirects = db
    .selectFrom(kind)
    .selectAll()
    .where('environment_id', '=', application.environmentId)
    .where('application_id', '=', application.id)
  return (await selectPage(redirects, query).execute()).map(fromRow)
}

export async function insert(
  db: Database,
  kind: RedirectKind,
  application: Application,
  values: { id: string; uri: string; mayBeDefault: boolean; now: Date },
): Promise<Redirect> {
  const row = await db
    .insertInto(kind)
    .values({
      environment_id: application.environmentId,
      id: values.id,
      application_id: application.id,
      uri: values.uri,
      is_default: values.mayBeDefault ? hasNoDefault(kind, application) : false,
      created_at: values.now,
      updated_at: values.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return fromRow(row)
}

const hasNoDefault = (kind: RedirectKind, application: Application) => sql<boolean>`
  not exists (
    select from ${sql.table(kind)}
     where environment_id = ${application.environmentId}
       and application_id = ${application.id} and is_default)`

export async function makeDefault(
  db: Pool,
  kind: RedirectKind,
  application: Application,
  id: string,
  now: Date,
): Promise<Redirect> {
  return inTransaction(db, async (transaction) => {
    // One at a time: two that each see the old default would each add a new one.
    await transaction
      .selectFrom(kind)
      .select('id')
      .where('environment_id', '=', application.environmentId)
      .where('application_id', '=', application.id)
      .orderBy('id')
      .forUpdate()
      .execute()
    const mine = transaction
      .updateTable(kind)
      .where('environment_id', '=', application.environmentId)
      .where('application_id', '=', application.id)
    await mine
      .set({ is_default: false, updated_at: now })
      .where('is_default', '=', true)
      .where('id', '!=', id)
      .execute()
    const row = await mine
      .set({ is_default: true, updated_at: now })
      .where('id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow()
    return fromRow(row)
  })
}

/** False when there is nothing to remove, or when it is the default and that may not go. */
export async function remove(
  db: Database,
  kind: RedirectKind,
  application: Application,
  redirect: { id: string; evenIfDefault: boolean },
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom(kind)
    .where('environment_id', '=', application.environmentId)
    .where('application_id', '=', application.id)
    .where('id', '=', redirect.id)
    .where('is_default', 'in', redirect.evenIfDefault ? [true, false] : [false])
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function replaceAll(
  db: Database,
  kind: RedirectKind,
  application: Application,
  values: { id: string; uri: string; now: Date },
): Promise<void> {
  await db
    .deleteFrom(kind)
    .where('environment_id', '=', application.environmentId)
    .where('application_id', '=', application.id)
    .where('uri', '!=', values.uri)
    .execute()
  await db
    .insertInto(kind)
    .values({
      environment_id: application.environmentId,
      id: values.id,
      application_id: application.id,
      uri: values.uri,
      is_default: true,
      created_at: values.now,
      updated_at: values.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

function fromRow(row: Row): Redirect {
  return {
    id: row.id,
    uri: row.uri,
    isDefault: row.is_default,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
