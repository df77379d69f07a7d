import type { Selectable } from 'kysely'
import type { Database } from '../../db/database.ts'
import { isAscending, type PageQuery, selectPage } from '../../db/page.ts'
import type { GroupsTable } from '../../db/tables.ts'
import type { Group, GroupScope } from './group.ts'

interface Key {
  environmentId: string
  id: string
}

export async function find(db: Database, scope: GroupScope, id: string): Promise<Group | null> {
  const row = await db
    .selectFrom('groups')
    .selectAll()
    .where('environment_id', '=', scope.environmentId)
    .where('organization_id', '=', scope.organizationId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function list(db: Database, scope: GroupScope, page: PageQuery): Promise<Group[]> {
  const groups = db
    .selectFrom('groups')
    .selectAll()
    .where('environment_id', '=', scope.environmentId)
    .where('organization_id', '=', scope.organizationId)
  const rows = await selectPage(groups, page).execute()
  return rows.map(fromRow)
}

export async function listOfMembership(
  db: Database,
  membership: Key,
  page: PageQuery,
): Promise<Group[]> {
  const groups = db
    .selectFrom('groups')
    .selectAll()
    .where('environment_id', '=', membership.environmentId)
    .where('id', 'in', (members) =>
      members
        .selectFrom('group_members')
        .select('group_id')
        .where('environment_id', '=', membership.environmentId)
        .where('organization_membership_id', '=', membership.id),
    )
  const rows = await selectPage(groups, page).execute()
  return rows.map(fromRow)
}

export async function insert(db: Database, group: Group): Promise<Group> {
  const row = await db
    .insertInto('groups')
    .values({
      environment_id: group.environmentId,
      id: group.id,
      organization_id: group.organizationId,
      name: group.name,
      description: group.description,
      created_at: group.createdAt,
      updated_at: group.updatedAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return fromRow(row)
}

/** Undefined leaves a column as it is. */
export async function update(
  db: Database,
  group: Key,
  values: { name?: string | undefined; description?: string | null | undefined; now: Date },
): Promise<Group | null> {
  const row = await db
    .updateTable('groups')
    .set({ name: values.name, description: values.description, updated_at: values.now })
    .where('environment_id', '=', group.environmentId)
    .where('id', '=', group.id)
    .returningAll()
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function remove(db: Database, group: Key): Promise<boolean> {
  const row = await db
    .deleteFrom('groups')
    .where('environment_id', '=', group.environmentId)
    .where('id', '=', group.id)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Until the transaction ends, nobody else puts members into it. False when it is gone. */
export async function lock(db: Database, group: Key): Promise<boolean> {
  const row = await db
    .selectFrom('groups')
    .select('id')
    .where('environment_id', '=', group.environmentId)
    .where('id', '=', group.id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/** The page of a group's members, by the ids of their memberships. */
export async function listMemberIds(db: Database, group: Key, page: PageQuery): Promise<string[]> {
  const ascending = isAscending(page)
  const cursor = page.before ?? page.after
  let members = db
    .selectFrom('group_members')
    .select('organization_membership_id as id')
    .where('environment_id', '=', group.environmentId)
    .where('group_id', '=', group.id)
  if (cursor !== undefined) {
    members = members.where('organization_membership_id', ascending ? '>' : '<', cursor)
  }
  const rows = await members
    .orderBy('organization_membership_id', ascending ? 'asc' : 'desc')
    .limit(page.limit + 1)
    .execute()
  return rows.map(({ id }) => id)
}

export async function countMembers(db: Database, group: Key): Promise<number> {
  const { members } = await db
    .selectFrom('group_members')
    .select((expression) => expression.fn.countAll<number>().as('members'))
    .where('environment_id', '=', group.environmentId)
    .where('group_id', '=', group.id)
    .executeTakeFirstOrThrow()
  return members
}

/** False when it is in the group already. */
export async function addMember(db: Database, group: Key, membershipId: string): Promise<boolean> {
  const row = await db
    .insertInto('group_members')
    .values({
      environment_id: group.environmentId,
      group_id: group.id,
      organization_membership_id: membershipId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('group_id')
    .executeTakeFirst()
  return row !== undefined
}

export async function removeMember(
  db: Database,
  group: Key,
  membershipId: string,
): Promise<boolean> {
  const row = await db
    .deleteFrom('group_members')
    .where('environment_id', '=', group.environmentId)
    .where('group_id', '=', group.id)
    .where('organization_membership_id', '=', membershipId)
    .returning('group_id')
    .executeTakeFirst()
  return row !== undefined
}

/** The groups that the membership was in until now. */
export async function removeFromAll(db: Database, membership: Key): Promise<Group[]> {
  const rows = await db
    .deleteFrom('group_members')
    .using('groups')
    .where('group_members.environment_id', '=', membership.environmentId)
    .where('group_members.organization_membership_id', '=', membership.id)
    .whereRef('groups.environment_id', '=', 'group_members.environment_id')
    .whereRef('groups.id', '=', 'group_members.group_id')
    .returningAll('groups')
    .execute()
  return rows.map(fromRow)
}

const fromRow = (row: Selectable<GroupsTable>): Group => ({
  environmentId: row.environment_id,
  id: row.id,
  organizationId: row.organization_id,
  name: row.name,
  description: row.description,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
