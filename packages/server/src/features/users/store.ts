import { type Selectable, sql } from 'kysely'
import { type Database, momentFromJson, statement } from '../../db/database.ts'
import { mergeMetadata } from '../../db/merge-metadata.ts'
import { type PageQuery, selectPage } from '../../db/page.ts'
import type { UsersTable } from '../../db/tables.ts'
import { isId } from '../../ids/ids.ts'
import type { User } from './user.ts'

export type { PageQuery }

type Row = Selectable<UsersTable>

/**
 * A row as PostgreSQL's `to_json` writes it, moments as text. A driver takes several times as long
 * over the columns of a row as over one value that holds them all.
 */
export type RowAsJson = {
  [Column in keyof Row]: Row[Column] extends Date | null
    ? string | Extract<Row[Column], null>
    : Row[Column]
}

const selectUser = statement<{ user: RowAsJson }>(
  'users.find',
  'select to_json(users) as "user" from users where environment_id = $1 and id = $2',
)
const selectByEmail = statement<Row>(
  'users.find-by-email',
  'select * from users where environment_id = $1 and email_normalized = $2',
)
const selectCredential = statement<Row & { password_hash: string | null }>(
  'users.find-credential',
  `select users.*,
          (select password_hash from user_passwords
            where environment_id = users.environment_id and user_id = users.id)
     from users
    where environment_id = $1 and email_normalized = $2`,
)

export async function find(db: Database, environmentId: string, id: string): Promise<User | null> {
  const [row] = await selectUser(db, [environmentId, id])
  return row ? fromJson(row.user) : null
}

/** Answers with the epoch of what is proven; null where there is no such user. */
export async function lock(db: Database, user: User): Promise<number | null> {
  const row = await db
    .selectFrom('users')
    .select('proof_epoch')
    .where('environment_id', '=', user.environmentId)
    .where('id', '=', user.id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row?.proof_epoch ?? null
}

export async function beginProofEpoch(db: Database, user: User): Promise<User | null> {
  const row = await db
    .updateTable('users')
    .set((expression) => ({ proof_epoch: expression('proof_epoch', '+', 1) }))
    .where('environment_id', '=', user.environmentId)
    .where('id', '=', user.id)
    .returningAll()
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function findByEmail(
  db: Database,
  environmentId: string,
  emailNormalized: string,
): Promise<User | null> {
  const [row] = await selectByEmail(db, [environmentId, emailNormalized])
  return row ? fromRow(row) : null
}

export async function findByExternalId(
  db: Database,
  environmentId: string,
  externalId: string,
): Promise<User | null> {
  const row = await db
    .selectFrom('users')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('external_id', '=', externalId)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function findCredential(
  db: Database,
  environmentId: string,
  emailNormalized: string,
): Promise<{ user: User; passwordHash: string | null } | null> {
  const [row] = await selectCredential(db, [environmentId, emailNormalized])
  return row ? { user: fromRow(row), passwordHash: row.password_hash } : null
}

export async function list(
  db: Database,
  environmentId: string,
  query: PageQuery & { email?: string; organizationId?: string; search?: string },
): Promise<User[]> {
  let users = db.selectFrom('users').selectAll().where('environment_id', '=', environmentId)
  if (query.email !== undefined) users = users.where('email_normalized', '=', query.email)
  const { organizationId } = query
  if (organizationId !== undefined) {
    users = users.where('id', 'in', (inner) =>
      inner
        .selectFrom('organization_memberships')
        .select('user_id')
        .where('environment_id', '=', environmentId)
        .where('organization_id', '=', organizationId)
        .where('status', '=', 'active'),
    )
  }
  if (query.search) {
    const search = query.search.trim()
    if (isId('user', search)) {
      users = users.where('id', '=', search)
    } else {
      // Beginnings only: those an index can find among millions.
      const pattern = `${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
      users = users.where((where) =>
        where.or([
          where('email_normalized', 'like', pattern),
          where(sql<string>`lower(first_name) collate "C"`, 'like', pattern),
          where(sql<string>`lower(last_name) collate "C"`, 'like', pattern),
        ]),
      )
    }
  }
  const rows = await selectPage(users, query).execute()
  return rows.map(fromRow)
}

export async function insert(
  db: Database,
  values: {
    environmentId: string
    id: string
    email: string
    emailNormalized: string
    emailVerified: boolean
    firstName: string | null
    lastName: string | null
    name: string | null
    externalId: string | null
    metadata: Record<string, string>
    locale: string | null
    profilePictureUrl: string | null
    lastSignInAt: Date | null
    createdAt: Date
    updatedAt: Date
  },
): Promise<User> {
  const row = await db
    .insertInto('users')
    .values({
      environment_id: values.environmentId,
      id: values.id,
      email: values.email,
      email_normalized: values.emailNormalized,
      email_verified: values.emailVerified,
      first_name: values.firstName,
      last_name: values.lastName,
      name: values.name,
      external_id: values.externalId,
      metadata: JSON.stringify(values.metadata),
      locale: values.locale,
      profile_picture_url: values.profilePictureUrl,
      last_sign_in_at: values.lastSignInAt,
      created_at: values.createdAt,
      updated_at: values.updatedAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return fromRow(row)
}

/** Undefined leaves a column as it is. */
export async function update(
  db: Database,
  user: User,
  values: {
    email?: string
    emailNormalized?: string
    emailVerified?: boolean | undefined
    firstName?: string | null | undefined
    lastName?: string | null | undefined
    name?: string | null | undefined
    externalId?: string | null | undefined
    metadata?: Record<string, string | null> | undefined
    locale?: string | null | undefined
    now: Date
  },
): Promise<User | null> {
  const row = await db
    .updateTable('users')
    .set({
      email: values.email,
      email_normalized: values.emailNormalized,
      email_verified: values.emailVerified,
      first_name: values.firstName,
      last_name: values.lastName,
      name: values.name,
      external_id: values.externalId,
      metadata: values.metadata === undefined ? undefined : mergeMetadata(values.metadata),
      locale: values.locale,
      updated_at: values.now,
    })
    .where('environment_id', '=', user.environmentId)
    .where('id', '=', user.id)
    .returningAll()
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function remove(
  db: Database,
  environmentId: string,
  id: string,
): Promise<User | null> {
  const row = await db
    .deleteFrom('users')
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

/** What belongs to a person goes with them: password, sessions, codes. */
export async function removeAll(db: Database, environmentId: string): Promise<void> {
  await db.deleteFrom('users').where('environment_id', '=', environmentId).execute()
}

export async function setPasswordHash(
  db: Database,
  user: User,
  passwordHash: string,
  now: Date,
  isUnproven = false,
): Promise<void> {
  const password = { password_hash: passwordHash, is_unproven: isUnproven, updated_at: now }
  await db
    .insertInto('user_passwords')
    .values({
      environment_id: user.environmentId,
      user_id: user.id,
      ...password,
    })
    .onConflict((conflict) => conflict.columns(['environment_id', 'user_id']).doUpdateSet(password))
    .execute()
}

export async function setPasswordUnproven(
  db: Database,
  user: User,
  isUnproven: boolean,
): Promise<void> {
  await db
    .updateTable('user_passwords')
    .set({ is_unproven: isUnproven })
    .where('environment_id', '=', user.environmentId)
    .where('user_id', '=', user.id)
    .execute()
}

export async function removeUnprovenPassword(db: Database, user: User): Promise<void> {
  await db
    .deleteFrom('user_passwords')
    .where('environment_id', '=', user.environmentId)
    .where('user_id', '=', user.id)
    .where('is_unproven', '=', true)
    .execute()
}

export async function replacePasswordHash(
  db: Database,
  user: User,
  hash: { from: string; to: string },
  now: Date,
): Promise<void> {
  await db
    .updateTable('user_passwords')
    .set({ password_hash: hash.to, updated_at: now })
    .where('environment_id', '=', user.environmentId)
    .where('user_id', '=', user.id)
    .where('password_hash', '=', hash.from)
    .execute()
}

export const fromJson = (row: RowAsJson): User =>
  fromRow({
    ...row,
    last_sign_in_at: row.last_sign_in_at === null ? null : momentFromJson(row.last_sign_in_at),
    created_at: momentFromJson(row.created_at),
    updated_at: momentFromJson(row.updated_at),
  })

export function fromRow(row: Row): User {
  return {
    environmentId: row.environment_id,
    id: row.id,
    email: row.email,
    emailVerified: row.email_verified,
    firstName: row.first_name,
    lastName: row.last_name,
    name: row.name,
    profilePictureUrl: row.profile_picture_url,
    externalId: row.external_id,
    metadata: row.metadata,
    locale: row.locale,
    lastSignInAt: row.last_sign_in_at,
    proofEpoch: row.proof_epoch,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
