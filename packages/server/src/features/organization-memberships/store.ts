import { type Selectable, sql } from 'kysely'
import { type Database, statement } from '../../db/database.ts'
import { isAscending, selectPage } from '../../db/page.ts'
import type { OrganizationMembershipsTable, UsersTable } from '../../db/tables.ts'
import { byPriority, type Role } from '../roles/role.ts'
import { type User, userFromRow } from '../users/user.ts'
import type {
  ActiveMembership,
  ActiveMembershipOfSession,
  MembershipQuery,
  MembershipStatus,
  OrganizationMembership,
} from './organization-membership.ts'

interface Key {
  environmentId: string
  id: string
}

interface Member {
  environmentId: string
  userId: string
  organizationId: string
}

/**
 * The roles that a membership acts in, the highest first: all that it holds where several are
 * allowed, else the highest of them.
 */
const actsIn = `
  join environments as environment on environment.id = membership.environment_id
  left join organization_role_settings as settings
    on settings.environment_id = membership.environment_id
   and settings.organization_id = membership.organization_id
  cross join lateral (
    select coalesce(array_agg(held.id order by held.place), '{}') as ids,
           coalesce(array_agg(held.slug order by held.place), '{}') as slugs
      from (
        select role.id, role.slug, row_number() over (order by ${byPriority}) as place
          from organization_membership_roles as held
          join roles as role
            on role.environment_id = held.environment_id and role.id = held.role_id
         where held.environment_id = membership.environment_id
           and held.organization_membership_id = membership.id
         order by place
         limit case when environment.multiple_roles_enabled then null else 1 end
      ) as held
  ) as acts_in`

const ofOrganization = `
  join organizations as organization
    on organization.environment_id = membership.environment_id
   and organization.id = membership.organization_id`

interface ActiveRow {
  organization_id: string
  organization_name: string
  roles: string[]
  permissions: string[]
}

const active = `
  membership.organization_id, organization.name as organization_name, acts_in.slugs as roles,
  array(
    select distinct permission.slug
      from role_permissions as given
      join permissions as permission on permission.environment_id = given.environment_id
       and permission.id = given.permission_id
     where given.environment_id = membership.environment_id
       and given.role_id = any (acts_in.ids)
     order by permission.slug
  ) as permissions`

const selectActive = statement<ActiveRow>(
  'organization-memberships.active',
  `select ${active}
     from organization_memberships as membership ${ofOrganization} ${actsIn}
    where membership.environment_id = $1 and membership.user_id = $2
      and membership.organization_id = $3 and membership.status = 'active'`,
)

const selectActiveOfUser = statement<ActiveRow>(
  'organization-memberships.active-of-user',
  `select ${active}
     from organization_memberships as membership ${ofOrganization} ${actsIn}
    where membership.environment_id = $1 and membership.user_id = $2
      and membership.status = 'active'
    order by membership.id`,
)

// Whoever is asked for a second factor gave it at every sign-in since they have one.
const selectActiveOfSession = statement<ActiveRow & { awaits_mfa: boolean }>(
  'organization-memberships.active-of-session',
  `select ${active},
          organization.mfa_policy = 'required'
            and session.organization_id is distinct from organization.id
            and not exists (
              select from authentication_factors as factor
               where factor.environment_id = session.environment_id
                 and factor.user_id = session.user_id
                 and factor.type = 'totp' and factor.verified_at <= session.created_at
            ) as awaits_mfa
     from sessions as session
     join organization_memberships as membership
       on membership.environment_id = session.environment_id
      and membership.user_id = session.user_id ${ofOrganization} ${actsIn}
    where session.environment_id = $1 and session.id = $2
      and membership.organization_id = $3 and membership.status = 'active'`,
)

/** The columns that users and memberships both have are renamed, so that a row can hold both. */
type RowWithUser = Selectable<UsersTable> &
  Omit<
    Selectable<OrganizationMembershipsTable>,
    'environment_id' | 'id' | 'created_at' | 'updated_at'
  > & {
    membership_id: string
    membership_created_at: Date
    membership_updated_at: Date
    organization_name: string
    roles: string[]
  }

const whole = `
  membership.id as membership_id, membership.user_id, membership.organization_id,
  membership.status, membership.directory_managed, membership.custom_attributes,
  membership.created_at as membership_created_at, membership.updated_at as membership_updated_at,
  organization.name as organization_name, acts_in.slugs as roles, users.*`

const withUser = `${ofOrganization}
  join users on users.environment_id = membership.environment_id
   and users.id = membership.user_id ${actsIn}`

const selectWhole = statement<RowWithUser>(
  'organization-memberships.find',
  `select ${whole} from organization_memberships as membership ${withUser}
    where membership.environment_id = $1 and membership.id = any ($2::text[])
    order by array_position($2::text[], membership.id)`,
)

export async function findActive(
  db: Database,
  environmentId: string,
  userId: string,
  organizationId: string,
): Promise<ActiveMembership | null> {
  const [row] = await selectActive(db, [environmentId, userId, organizationId])
  return row ? activeFromRow(row) : null
}

export async function findActiveOfSession(
  db: Database,
  environmentId: string,
  sessionId: string,
  organizationId: string,
): Promise<ActiveMembershipOfSession | null> {
  const [row] = await selectActiveOfSession(db, [environmentId, sessionId, organizationId])
  return row ? { ...activeFromRow(row), awaitsMfa: row.awaits_mfa } : null
}

export async function listActive(
  db: Database,
  environmentId: string,
  userId: string,
): Promise<ActiveMembership[]> {
  const rows = await selectActiveOfUser(db, [environmentId, userId])
  return rows.map(activeFromRow)
}

export async function find(
  db: Database,
  environmentId: string,
  id: string,
): Promise<OrganizationMembership | null> {
  const [row] = await selectWhole(db, [environmentId, [id]])
  return row ? fromRow(row) : null
}

export async function findAll(
  db: Database,
  environmentId: string,
  ids: string[],
): Promise<OrganizationMembership[]> {
  const rows = await selectWhole(db, [environmentId, ids])
  return rows.map(fromRow)
}

/** The page is cut before users and roles are looked up: for its rows only. */
export async function list(
  db: Database,
  environmentId: string,
  query: MembershipQuery,
): Promise<OrganizationMembership[]> {
  let memberships = db
    .selectFrom('organization_memberships')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('status', 'in', query.statuses)
  const { userId, organizationId } = query
  if (userId !== undefined) memberships = memberships.where('user_id', '=', userId)
  if (organizationId !== undefined) {
    memberships = memberships.where('organization_id', '=', organizationId)
  }
  const direction = sql.raw(isAscending(query) ? 'asc' : 'desc')
  const { rows } = await sql<RowWithUser>`
    select ${sql.raw(whole)} from ${selectPage(memberships, query)} as membership
    ${sql.raw(withUser)} order by membership.id ${direction}`.execute(db)
  return rows.map(fromRow)
}

export async function findStatus(db: Database, member: Member): Promise<MembershipStatus | null> {
  const row = await db
    .selectFrom('organization_memberships')
    .select('status')
    .where('environment_id', '=', member.environmentId)
    .where('user_id', '=', member.userId)
    .where('organization_id', '=', member.organizationId)
    .executeTakeFirst()
  return row?.status ?? null
}

const activateStatement = statement<{ id: string; is_new: boolean }>(
  'organization-memberships.activate',
  // A row that an insert made has never been locked or replaced: its xmax is zero.
  `insert into organization_memberships as membership
     (environment_id, id, user_id, organization_id, status, created_at, updated_at)
   values ($1, $2, $3, $4, 'active', $5, $5)
       on conflict (environment_id, user_id, organization_id) do update
      set status = 'active', updated_at = $5
    where membership.status = any ($6::text[])
   returning id, xmax = 0 as is_new`,
)

/** A new membership, or the one of such a status that is active now; null when there is another one. */
export async function activate(
  db: Database,
  values: Member & { id: string; from: MembershipStatus[]; now: Date },
): Promise<{ id: string; isNew: boolean } | null> {
  const { environmentId, id, userId, organizationId, from, now } = values
  const [row] = await activateStatement(db, [environmentId, id, userId, organizationId, now, from])
  return row ? { id: row.id, isNew: row.is_new } : null
}

/** False where there is a membership already, whatever its status. */
export async function insert(
  db: Database,
  values: Member & { id: string; status: MembershipStatus; createdAt: Date; updatedAt: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('organization_memberships')
    .values({
      environment_id: values.environmentId,
      id: values.id,
      user_id: values.userId,
      organization_id: values.organizationId,
      status: values.status,
      created_at: values.createdAt,
      updated_at: values.updatedAt,
    })
    .onConflict((conflict) =>
      conflict.columns(['environment_id', 'user_id', 'organization_id']).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** The membership whatever its status, which is nobody else's to change until the transaction ends. */
export async function lockOf(
  db: Database,
  member: Member,
): Promise<{ id: string; status: MembershipStatus; updatedAt: Date } | null> {
  const row = await db
    .selectFrom('organization_memberships')
    .select(['id', 'status', 'updated_at as updatedAt'])
    .where('environment_id', '=', member.environmentId)
    .where('user_id', '=', member.userId)
    .where('organization_id', '=', member.organizationId)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** Locks the memberships of a user or of an organization, and answers with them. */
export async function lockAllOf(
  db: Database,
  environmentId: string,
  of: { userId: string } | { organizationId: string },
): Promise<string[]> {
  const memberships = db
    .selectFrom('organization_memberships')
    .select('id')
    .where('environment_id', '=', environmentId)
    .orderBy('id')
    .forUpdate()
  const rows = await ('userId' in of
    ? memberships.where('user_id', '=', of.userId)
    : memberships.where('organization_id', '=', of.organizationId)
  ).execute()
  return rows.map(({ id }) => id)
}

export async function replaceRoles(db: Database, membership: Key, roles: Role[]): Promise<void> {
  await db
    .deleteFrom('organization_membership_roles')
    .where('environment_id', '=', membership.environmentId)
    .where('organization_membership_id', '=', membership.id)
    .execute()
  await db
    .insertInto('organization_membership_roles')
    .values(
      roles.map((role) => ({
        environment_id: membership.environmentId,
        organization_membership_id: membership.id,
        role_id: role.id,
      })),
    )
    .execute()
}

/** Until the transaction ends, this membership is nobody else's to change. */
export async function lock(db: Database, environmentId: string, id: string): Promise<void> {
  await db
    .selectFrom('organization_memberships')
    .select('id')
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .forUpdate()
    .execute()
}

export async function touch(db: Database, membership: Key, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('organization_memberships')
    .set({ updated_at: now })
    .where('environment_id', '=', membership.environmentId)
    .where('id', '=', membership.id)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function setStatus(
  db: Database,
  environmentId: string,
  id: string,
  change: { from: MembershipStatus; to: MembershipStatus; now: Date },
): Promise<boolean> {
  const row = await db
    .updateTable('organization_memberships')
    .set({ status: change.to, updated_at: change.now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('status', '=', change.from)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function remove(db: Database, membership: Key): Promise<void> {
  await db
    .deleteFrom('organization_memberships')
    .where('environment_id', '=', membership.environmentId)
    .where('id', '=', membership.id)
    .execute()
}

/** Takes a role from all who hold it; those left without any get the default of their organization. */
export async function moveHolders(db: Database, role: Role, now: Date): Promise<string[]> {
  const { environmentId, id } = role
  const { rows } = await sql<{ id: string }>`
    with released as (
      delete from organization_membership_roles
       where environment_id = ${environmentId} and role_id = ${id}
      returning organization_membership_id as id
    ), moved as (
      update organization_memberships as membership set updated_at = ${now}
        from released
       where membership.environment_id = ${environmentId} and membership.id = released.id
      returning membership.id, membership.organization_id
    ), given as (
      insert into organization_membership_roles
        (environment_id, organization_membership_id, role_id)
      select ${environmentId}, moved.id,
             coalesce(nullif(settings.default_role_id, ${id}), fallback.id)
        from moved
        join roles as fallback on fallback.environment_id = ${environmentId}
         and fallback.organization_id is null and fallback.is_default
        left join organization_role_settings as settings
          on settings.environment_id = ${environmentId}
         and settings.organization_id = moved.organization_id
       where not exists (
         select from organization_membership_roles as other
          where other.environment_id = ${environmentId}
            and other.organization_membership_id = moved.id and other.role_id <> ${id})
    )
    select id from moved`.execute(db)
  return rows.map((row) => row.id)
}

const activeFromRow = (row: ActiveRow): ActiveMembership => ({
  organizationId: row.organization_id,
  organizationName: row.organization_name,
  roles: row.roles,
  permissions: row.permissions,
})

function fromRow(row: RowWithUser): OrganizationMembership {
  const user: User = userFromRow(row)
  return {
    environmentId: row.environment_id,
    id: row.membership_id,
    userId: row.user_id,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    status: row.status,
    directoryManaged: row.directory_managed,
    customAttributes: row.custom_attributes,
    roles: row.roles,
    user,
    createdAt: row.membership_created_at,
    updatedAt: row.membership_updated_at,
  }
}
