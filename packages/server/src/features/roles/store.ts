import { sql } from 'kysely'
import { type Database, statement } from '../../db/database.ts'
import type { Permission } from '../permissions/permission.ts'
import type { Role, RoleScope } from './role.ts'

interface Row {
  environment_id: string
  id: string
  organization_id: string | null
  slug: string
  name: string
  description: string | null
  resource_type_slug: string
  permissions: string[]
  is_default: boolean
  created_at: Date
  updated_at: Date
}

/**
 * The order of roles, the highest first, for a statement that calls them `role` and the settings of
 * the organization `settings`: the organization's order first, then the environment's.
 */
export const byPriority =
  'array_position(settings.priority_order, role.id) nulls last, role.priority nulls last, role.id'

const rolesOf = `
  select role.environment_id, role.id, role.organization_id, role.slug, role.name,
         role.description, role.resource_type_slug, role.created_at, role.updated_at,
         coalesce(role.id = settings.default_role_id, role.is_default) as is_default,
         array(
           select permission.slug
             from role_permissions as given
             join permissions as permission on permission.environment_id = given.environment_id
              and permission.id = given.permission_id
            where given.environment_id = role.environment_id and given.role_id = role.id
            order by permission.slug
         ) as permissions
    from roles as role
    left join organization_role_settings as settings
      on settings.environment_id = role.environment_id and settings.organization_id = $2
   where role.environment_id = $1 and (role.organization_id is null or role.organization_id = $2)`

const selectRoles = statement<Row>('roles.list', `${rolesOf} order by ${byPriority}`)
const selectRole = statement<Row>('roles.find', `${rolesOf} and role.slug = $3`)

export async function list(db: Database, scope: RoleScope): Promise<Role[]> {
  const rows = await selectRoles(db, [scope.environmentId, scope.organizationId])
  return rows.map(fromRow)
}

export async function find(db: Database, scope: RoleScope, slug: string): Promise<Role | null> {
  const [row] = await selectRole(db, [scope.environmentId, scope.organizationId, slug])
  return row ? fromRow(row) : null
}

/** Until the transaction ends, nobody else arranges the environment's roles or gives them to members. */
export async function lockAll(db: Database, environmentId: string): Promise<void> {
  await db
    .selectFrom('roles')
    .select('id')
    .where('environment_id', '=', environmentId)
    .where('organization_id', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** Until the transaction ends, this role is nobody else's to change. False when it is gone. */
export async function lock(db: Database, role: Role): Promise<boolean> {
  const row = await db
    .selectFrom('roles')
    .select('id')
    .where('environment_id', '=', role.environmentId)
    .where('id', '=', role.id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row !== undefined
}

export async function insert(
  db: Database,
  role: Pick<Role, 'id' | 'slug' | 'name' | 'description' | 'resourceTypeSlug'> &
    RoleScope & { now: Date },
): Promise<void> {
  const lowest = sql<number>`(
    select coalesce(max(priority) + 1, 0) from roles
     where environment_id = ${role.environmentId} and organization_id is null)`
  await db
    .insertInto('roles')
    .values({
      environment_id: role.environmentId,
      id: role.id,
      organization_id: role.organizationId,
      slug: role.slug,
      name: role.name,
      description: role.description,
      resource_type_slug: role.resourceTypeSlug,
      priority: role.organizationId === null ? lowest : null,
      created_at: role.now,
      updated_at: role.now,
    })
    .execute()
}

/** Undefined leaves a column as it is. */
export async function update(
  db: Database,
  role: Role,
  values: { name?: string | undefined; description?: string | null | undefined; now: Date },
): Promise<void> {
  await db
    .updateTable('roles')
    .set({ name: values.name, description: values.description, updated_at: values.now })
    .where('environment_id', '=', role.environmentId)
    .where('id', '=', role.id)
    .execute()
}

export async function remove(db: Database, role: Role): Promise<boolean> {
  // Who holds it is asked now, not at the end of the transaction, where nobody could answer for it.
  await sql`set constraints organization_membership_roles_held immediate`.execute(db)
  const row = await db
    .deleteFrom('roles')
    .where('environment_id', '=', role.environmentId)
    .where('id', '=', role.id)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function replacePermissions(
  db: Database,
  role: Role,
  permissions: Permission[],
): Promise<void> {
  await db
    .deleteFrom('role_permissions')
    .where('environment_id', '=', role.environmentId)
    .where('role_id', '=', role.id)
    .execute()
  await addPermissions(db, role, permissions)
}

/** Whether there was one that the role did not give before. */
export async function addPermissions(
  db: Database,
  role: Pick<Role, 'environmentId' | 'id'>,
  permissions: Permission[],
): Promise<boolean> {
  if (permissions.length === 0) return false
  const added = await db
    .insertInto('role_permissions')
    .values(
      permissions.map(({ id }) => ({
        environment_id: role.environmentId,
        role_id: role.id,
        permission_id: id,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('permission_id')
    .execute()
  return added.length > 0
}

export async function removePermission(db: Database, role: Role, slug: string): Promise<boolean> {
  const row = await db
    .deleteFrom('role_permissions')
    .where('environment_id', '=', role.environmentId)
    .where('role_id', '=', role.id)
    .where('permission_id', 'in', (permissions) =>
      permissions
        .selectFrom('permissions')
        .select('id')
        .where('environment_id', '=', role.environmentId)
        .where('slug', '=', slug),
    )
    .returning('permission_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function setDefault(
  db: Database,
  { environmentId, organizationId }: RoleScope,
  roleId: string,
  now: Date,
): Promise<void> {
  if (organizationId === null) return setDefaultOfEnvironment(db, environmentId, roleId)
  await saveSettings(db, environmentId, organizationId, { default_role_id: roleId }, now)
}

export async function setDefaultOfEnvironment(
  db: Database,
  environmentId: string,
  roleId: string,
): Promise<void> {
  const roles = db
    .updateTable('roles')
    .where('environment_id', '=', environmentId)
    .where('organization_id', 'is', null)
  await roles.set({ is_default: false }).where('is_default', '=', true).execute()
  await roles.set({ is_default: true }).where('id', '=', roleId).execute()
}

export async function setOrder(
  db: Database,
  { environmentId, organizationId }: RoleScope,
  roleIds: string[],
  now: Date,
): Promise<void> {
  if (organizationId !== null) {
    return saveSettings(db, environmentId, organizationId, { priority_order: roleIds }, now)
  }
  await sql`
    update roles set priority = place.number
      from unnest(${roleIds}::text[]) with ordinality as place (id, number)
     where environment_id = ${environmentId} and organization_id is null and roles.id = place.id
  `.execute(db)
}

async function saveSettings(
  db: Database,
  environmentId: string,
  organizationId: string,
  settings: { default_role_id?: string; priority_order?: string[] },
  now: Date,
): Promise<void> {
  const values = { ...settings, updated_at: now }
  await db
    .insertInto('organization_role_settings')
    .values({ environment_id: environmentId, organization_id: organizationId, ...values })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'organization_id']).doUpdateSet(values),
    )
    .execute()
}

/**
 * Puts an organization's new role at the bottom of its order. With its first own role the order and
 * the default become its own, too: they begin as those of the environment.
 */
export async function appendToOrder(
  db: Database,
  environmentId: string,
  organizationId: string,
  roleId: string,
  now: Date,
): Promise<void> {
  await sql`
    insert into organization_role_settings as settings
      (environment_id, organization_id, default_role_id, priority_order, updated_at)
    select ${environmentId}, ${organizationId},
           max(id) filter (where is_default),
           array_agg(id order by priority, id) || ${roleId}::text,
           ${now}::timestamptz
      from roles
     where environment_id = ${environmentId} and organization_id is null
        on conflict (environment_id, organization_id) do update
       set priority_order = settings.priority_order || array(
             select added.id
               from unnest(excluded.priority_order) with ordinality as added (id, number)
              where added.id <> all (settings.priority_order)
              order by added.number),
           updated_at = excluded.updated_at
  `.execute(db)
}

const fromRow = (row: Row): Role => ({
  environmentId: row.environment_id,
  id: row.id,
  organizationId: row.organization_id,
  slug: row.slug,
  name: row.name,
  description: row.description,
  resourceTypeSlug: row.resource_type_slug,
  permissions: row.permissions,
  isDefault: row.is_default,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
