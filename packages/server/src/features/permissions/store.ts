import type { Insertable, Selectable } from 'kysely'
import type { Database } from '../../db/database.ts'
import { type PageQuery, selectPage } from '../../db/page.ts'
import type { PermissionsTable } from '../../db/tables.ts'
import type { Permission } from './permission.ts'

export async function find(
  db: Database,
  environmentId: string,
  slug: string,
): Promise<Permission | null> {
  const row = await db
    .selectFrom('permissions')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('slug', '=', slug)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function lockBySlugs(
  db: Database,
  environmentId: string,
  slugs: string[],
): Promise<Permission[]> {
  if (slugs.length === 0) return []
  const rows = await db
    .selectFrom('permissions')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('slug', 'in', slugs)
    .orderBy('id')
    .forKeyShare()
    .execute()
  return rows.map(fromRow)
}

export async function list(
  db: Database,
  environmentId: string,
  page: PageQuery,
): Promise<Permission[]> {
  const permissions = db
    .selectFrom('permissions')
    .selectAll()
    .where('environment_id', '=', environmentId)
  const rows = await selectPage(permissions, page).execute()
  return rows.map(fromRow)
}

export async function insert(db: Database, permission: Permission): Promise<Permission> {
  const row = await db
    .insertInto('permissions')
    .values(toRow(permission))
    .returningAll()
    .executeTakeFirstOrThrow()
  return fromRow(row)
}

export async function insertMissing(db: Database, permissions: Permission[]): Promise<void> {
  await db
    .insertInto('permissions')
    .values(permissions.map(toRow))
    .onConflict((conflict) => conflict.columns(['environment_id', 'slug']).doNothing())
    .execute()
}

/** Undefined leaves a column as it is. */
export async function update(
  db: Database,
  environmentId: string,
  slug: string,
  values: { name?: string | undefined; description?: string | null | undefined; now: Date },
): Promise<Permission | null> {
  const row = await db
    .updateTable('permissions')
    .set({ name: values.name, description: values.description, updated_at: values.now })
    .where('environment_id', '=', environmentId)
    .where('slug', '=', slug)
    .returningAll()
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function remove(
  db: Database,
  environmentId: string,
  slug: string,
): Promise<Permission | null> {
  const row = await db
    .deleteFrom('permissions')
    .where('environment_id', '=', environmentId)
    .where('slug', '=', slug)
    .returningAll()
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

const toRow = (permission: Permission): Insertable<PermissionsTable> => ({
  environment_id: permission.environmentId,
  id: permission.id,
  slug: permission.slug,
  name: permission.name,
  description: permission.description,
  system: permission.system,
  resource_type_slug: permission.resourceTypeSlug,
  created_at: permission.createdAt,
  updated_at: permission.updatedAt,
})

const fromRow = (row: Selectable<PermissionsTable>): Permission => ({
  environmentId: row.environment_id,
  id: row.id,
  slug: row.slug,
  name: row.name,
  description: row.description,
  system: row.system,
  resourceTypeSlug: row.resource_type_slug,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
