import { type ExpressionBuilder, type Selectable, sql } from 'kysely'
import { type Database, statement } from '../../db/database.ts'
import { isAscending, type PageQuery, selectPage } from '../../db/page.ts'
import type { FeatureFlagsTable, Tables } from '../../db/tables.ts'
import type { FeatureFlag, FlagRule, FlagTarget, NamedTarget } from './feature-flag.ts'

type Row = Selectable<FeatureFlagsTable>

const ofEnvironment = (db: Database, environmentId: string) =>
  db.selectFrom('feature_flags').selectAll().where('environment_id', '=', environmentId)

export async function find(
  db: Database,
  environmentId: string,
  slug: string,
): Promise<FeatureFlag | null> {
  const row = await ofEnvironment(db, environmentId).where('slug', '=', slug).executeTakeFirst()
  return row ? fromRow(row) : null
}

/** Changes of one flag come one after the other, so that each knows what was before it. */
export async function lock(
  db: Database,
  environmentId: string,
  slug: string,
): Promise<FeatureFlag | null> {
  const row = await ofEnvironment(db, environmentId)
    .where('slug', '=', slug)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function list(
  db: Database,
  environmentId: string,
  page: PageQuery,
): Promise<FeatureFlag[]> {
  const rows = await selectPage(ofEnvironment(db, environmentId), page).execute()
  return rows.map(fromRow)
}

type Flags = ExpressionBuilder<Tables, 'feature_flags'>

const hasOrganization = (flags: Flags, organizationIds: ReturnType<typeof sql<string>>) =>
  flags.exists(
    flags
      .selectFrom('feature_flag_organizations as target')
      .select('target.organization_id')
      .whereRef('target.environment_id', '=', 'feature_flags.environment_id')
      .whereRef('target.feature_flag_id', '=', 'feature_flags.id')
      .where('target.organization_id', 'in', organizationIds),
  )

export async function listOfOrganization(
  db: Database,
  environmentId: string,
  organizationId: string,
  page: PageQuery,
): Promise<FeatureFlag[]> {
  const enabled = ofEnvironment(db, environmentId)
    .where('enabled', '=', true)
    .where((flags) =>
      flags.or([
        flags('default_value', '=', true),
        hasOrganization(flags, sql<string>`(${organizationId})`),
      ]),
    )
  const rows = await selectPage(enabled, page).execute()
  return rows.map(fromRow)
}

export async function listOfUser(
  db: Database,
  environmentId: string,
  userId: string,
  page: PageQuery,
): Promise<FeatureFlag[]> {
  const organizations = sql<string>`(
    select organization_id from organization_memberships
     where environment_id = ${environmentId} and user_id = ${userId} and status = 'active')`
  const enabled = ofEnvironment(db, environmentId)
    .where('enabled', '=', true)
    .where((flags) =>
      flags.or([
        flags('default_value', '=', true),
        flags.exists(
          flags
            .selectFrom('feature_flag_users as target')
            .select('target.user_id')
            .whereRef('target.environment_id', '=', 'feature_flags.environment_id')
            .whereRef('target.feature_flag_id', '=', 'feature_flags.id')
            .where('target.user_id', '=', userId),
        ),
        hasOrganization(flags, organizations),
      ]),
    )
  const rows = await selectPage(enabled, page).execute()
  return rows.map(fromRow)
}

const selectEnabledSlugs = statement<{ slug: string }>(
  'feature-flags.find-enabled-slugs',
  `select slug from feature_flags as flag
    where environment_id = $1 and enabled and (
      default_value
      or exists (select from feature_flag_users as target
                  where target.environment_id = $1 and target.feature_flag_id = flag.id
                    and target.user_id = $2)
      or exists (select from feature_flag_organizations as target
                  where target.environment_id = $1 and target.feature_flag_id = flag.id
                    and target.organization_id = $3))
    order by slug`,
)

const selectAny = statement<{ has_any: boolean }>(
  'feature-flags.has-any',
  'select exists (select from feature_flags where environment_id = $1) as has_any',
)

export async function hasAny(db: Database, environmentId: string): Promise<boolean> {
  const [row] = await selectAny(db, [environmentId])
  return row?.has_any ?? false
}

export async function findEnabledSlugs(
  db: Database,
  environmentId: string,
  userId: string,
  organizationId: string | null,
): Promise<string[]> {
  const rows = await selectEnabledSlugs(db, [environmentId, userId, organizationId])
  return rows.map(({ slug }) => slug)
}

const selectRules = statement<FlagRule>(
  'feature-flags.list-rules',
  `select slug, enabled, default_value as "defaultValue",
          array(select user_id from feature_flag_users as target
                 where target.environment_id = $1 and target.feature_flag_id = flag.id
                 order by user_id) as "userIds",
          array(select organization_id from feature_flag_organizations as target
                 where target.environment_id = $1 and target.feature_flag_id = flag.id
                 order by organization_id) as "organizationIds"
     from feature_flags as flag
    where environment_id = $1
    order by slug`,
)

export async function listRules(db: Database, environmentId: string): Promise<FlagRule[]> {
  return selectRules(db, [environmentId])
}

export async function insert(db: Database, flag: FeatureFlag): Promise<FeatureFlag> {
  const row = await db
    .insertInto('feature_flags')
    .values({
      environment_id: flag.environmentId,
      id: flag.id,
      slug: flag.slug,
      name: flag.name,
      description: flag.description,
      owner:
        flag.owner &&
        JSON.stringify({
          email: flag.owner.email,
          first_name: flag.owner.firstName,
          last_name: flag.owner.lastName,
        }),
      tags: flag.tags,
      enabled: flag.enabled,
      default_value: flag.defaultValue,
      created_at: flag.createdAt,
      updated_at: flag.updatedAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return fromRow(row)
}

/** Undefined leaves a column as it is. */
export async function update(
  db: Database,
  flag: FeatureFlag,
  values: {
    name?: string | undefined
    description?: string | null | undefined
    tags?: string[] | undefined
    enabled?: boolean
    defaultValue?: boolean
    now: Date
  },
): Promise<FeatureFlag> {
  const row = await db
    .updateTable('feature_flags')
    .set({
      name: values.name,
      description: values.description,
      tags: values.tags,
      enabled: values.enabled,
      default_value: values.defaultValue,
      updated_at: values.now,
    })
    .where('environment_id', '=', flag.environmentId)
    .where('id', '=', flag.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return fromRow(row)
}

export async function remove(
  db: Database,
  environmentId: string,
  slug: string,
): Promise<FeatureFlag | null> {
  const row = await db
    .deleteFrom('feature_flags')
    .where('environment_id', '=', environmentId)
    .where('slug', '=', slug)
    .returningAll()
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

const targetTables = {
  user: {
    things: sql.table('users'),
    table: sql.table('feature_flag_users'),
    id: sql.ref('user_id'),
  },
  organization: {
    things: sql.table('organizations'),
    table: sql.table('feature_flag_organizations'),
    id: sql.ref('organization_id'),
  },
}

/** Until the transaction ends the user or the organization stays. False when there is none. */
export async function lockTarget(
  db: Database,
  flag: FeatureFlag,
  target: FlagTarget,
): Promise<boolean> {
  const { things } = targetTables[target.type]
  const { rows } = await sql`
    select id from ${things}
     where environment_id = ${flag.environmentId} and id = ${target.id}
       for key share`.execute(db)
  return rows.length > 0
}

/** False where it was one already. */
export async function insertTarget(
  db: Database,
  flag: FeatureFlag,
  target: FlagTarget,
): Promise<boolean> {
  const { table, id } = targetTables[target.type]
  const { numAffectedRows } = await sql`
    insert into ${table} (environment_id, feature_flag_id, ${id})
    values (${flag.environmentId}, ${flag.id}, ${target.id}) on conflict do nothing`.execute(db)
  return numAffectedRows === 1n
}

/** False where it was none. */
export async function removeTarget(
  db: Database,
  flag: FeatureFlag,
  target: FlagTarget,
): Promise<boolean> {
  const { table, id } = targetTables[target.type]
  const { numAffectedRows } = await sql`
    delete from ${table}
     where environment_id = ${flag.environmentId} and feature_flag_id = ${flag.id}
       and ${id} = ${target.id}`.execute(db)
  return numAffectedRows === 1n
}

/** All targets of a flag, users before organizations, with what people know them by. */
export async function listTargetPage(
  db: Database,
  flag: FeatureFlag,
  page: PageQuery,
): Promise<NamedTarget[]> {
  const ascending = isAscending(page)
  const cursor = page.before ?? page.after
  const fromCursor =
    cursor === undefined
      ? sql`true`
      : ascending
        ? sql`target.id > ${cursor}`
        : sql`target.id < ${cursor}`
  const { rows } = await sql<NamedTarget>`
    select target.id, target.type, target.name
      from (select users.id, 'user' as type, users.email as name
              from feature_flag_users as targeted
              join users on users.environment_id = targeted.environment_id
                        and users.id = targeted.user_id
             where targeted.environment_id = ${flag.environmentId}
               and targeted.feature_flag_id = ${flag.id}
            union all
            select organizations.id, 'organization', organizations.name
              from feature_flag_organizations as targeted
              join organizations on organizations.environment_id = targeted.environment_id
                                and organizations.id = targeted.organization_id
             where targeted.environment_id = ${flag.environmentId}
               and targeted.feature_flag_id = ${flag.id}) as target
     where ${fromCursor}
     order by target.id ${ascending ? sql`asc` : sql`desc`}
     limit ${page.limit + 1}`.execute(db)
  return rows
}

/** Targets with what people know them by. */
export interface NamedTargets {
  organizations: { id: string; name: string }[]
  users: { id: string; email: string }[]
}

/** Every change of a flag tells them, so there is a limit to how many are told. */
const mostTargetsTold = 100

export async function listTargets(db: Database, flag: FeatureFlag): Promise<NamedTargets> {
  const organizations = await db
    .selectFrom('feature_flag_organizations as target')
    .innerJoin('organizations', (join) =>
      join
        .onRef('organizations.environment_id', '=', 'target.environment_id')
        .onRef('organizations.id', '=', 'target.organization_id'),
    )
    .select(['organizations.id', 'organizations.name'])
    .where('target.environment_id', '=', flag.environmentId)
    .where('target.feature_flag_id', '=', flag.id)
    .orderBy('target.organization_id', 'desc')
    .limit(mostTargetsTold)
    .execute()
  const users = await db
    .selectFrom('feature_flag_users as target')
    .innerJoin('users', (join) =>
      join
        .onRef('users.environment_id', '=', 'target.environment_id')
        .onRef('users.id', '=', 'target.user_id'),
    )
    .select(['users.id', 'users.email'])
    .where('target.environment_id', '=', flag.environmentId)
    .where('target.feature_flag_id', '=', flag.id)
    .orderBy('target.user_id', 'desc')
    .limit(mostTargetsTold)
    .execute()
  return { organizations, users }
}

function fromRow(row: Row): FeatureFlag {
  return {
    environmentId: row.environment_id,
    id: row.id,
    slug: row.slug,
    name: row.name,
    description: row.description,
    owner: row.owner && {
      email: row.owner.email,
      firstName: row.owner.first_name,
      lastName: row.owner.last_name,
    },
    tags: row.tags,
    enabled: row.enabled,
    defaultValue: row.default_value,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
