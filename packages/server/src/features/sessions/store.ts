import type { Selectable } from 'kysely'
import { type Database, type Pool, statement } from '../../db/database.ts'
import { deleteInBatches } from '../../db/delete-in-batches.ts'
import { type PageQuery, selectPage } from '../../db/page.ts'
import type { SessionsTable, UsersTable } from '../../db/tables.ts'
import { type User, type UserAsJson, userFromJson, userFromRow } from '../users/user.ts'
import type { AuthMethod, Session, SessionClaims } from './session.ts'

type Row = Selectable<SessionsTable>

/** What a rotation answers with: nothing of the session that the token says already. */
type Rotated = Pick<Row, 'organization_id' | 'auth_method' | 'authenticated_at'> & {
  user: UserAsJson
}

/** The columns that sessions and users both have are renamed, so that a row can hold both. */
type RowWithUser = Selectable<UsersTable> &
  Omit<Row, 'id' | 'created_at' | 'updated_at'> & {
    session_id: string
    session_created_at: Date
    session_updated_at: Date
  }

const rotatedColumns = `
  session.organization_id, session.auth_method, session.authenticated_at, to_json(users) as "user"`

const sessionColumns = `
  session.id as session_id, session.user_id, session.client_id, session.organization_id,
  session.auth_method, session.authenticated_at, session.ip_address, session.user_agent,
  session.browser_session_id, session.refresh_secret_hash, session.refresh_generation,
  session.refreshed_at, session.expires_at, session.ended_at,
  session.created_at as session_created_at, session.updated_at as session_updated_at`

const presentToken = `
      session.environment_id = $1 and session.id = $2 and session.client_id = $3
      and session.refresh_generation = $4 and session.refresh_secret_hash = $5
      and session.ended_at is null and session.expires_at > $7 and session.refreshed_at > $6
      and users.environment_id = $1 and users.id = session.user_id`

// The exchange and whom it is for, in one round trip and one commit, with nothing that a session which
// stays where it is does not need. It returns what the answer says and no more: every column is
// sent and read anew at each refresh.
const rotateStatement = statement<Rotated>(
  'sessions.rotate',
  `update sessions as session
      set refresh_generation = refresh_generation + 1, refreshed_at = $7, updated_at = $7
     from users
    where ${presentToken}
      and ($8::bytea is null or exists (
        select from api_keys as key where key.environment_id = $1 and key.key_hash = $8))
   returning ${rotatedColumns}`,
)

// Locked, as whatever ends the membership does before it ends the sessions there: so a session that
// moves is there by then and is ended, or does not move. One that stays is ended along with the others.
const memberOf = (organizationId: string) => `
  member as (
    select from organization_memberships as membership
      join sessions on sessions.environment_id = membership.environment_id
       and sessions.user_id = membership.user_id
     where sessions.environment_id = $1 and sessions.id = $2
       and membership.organization_id = ${organizationId} and membership.status = 'active'
       for share of membership
  )`

const rotateIntoStatement = statement<Rotated>(
  'sessions.rotate-into',
  `with ${memberOf('$8')}
   update sessions as session
      set refresh_generation = refresh_generation + 1, refreshed_at = $7, updated_at = $7,
          organization_id = $8
     from users
    where ${presentToken}
      and (session.organization_id = $8 or exists (select from member))
   returning ${rotatedColumns}`,
)

const selectWithUser = statement<RowWithUser>(
  'sessions.find-with-user',
  `select ${sessionColumns}, users.*
     from sessions as session
     join users on users.environment_id = session.environment_id and users.id = session.user_id
    where session.environment_id = $1 and session.id = $2
      and ($3::text is null or session.client_id = $3) and session.refresh_secret_hash = $4`,
)

export interface WithUser<Of = Session> {
  session: Of
  user: User
}

/** What a refresh token says, and when it is presented. */
export interface PresentedToken {
  environmentId: string
  clientId: string
  sessionId: string
  generation: number
  secretHash: Buffer
  /** Sessions last refreshed at this moment or before have ended for inactivity. */
  inactiveSince: Date
  now: Date
}

const valuesOf = (token: PresentedToken) => [
  token.environmentId,
  token.sessionId,
  token.clientId,
  token.generation,
  token.secretHash,
  token.inactiveSince,
  token.now,
]

/**
 * Advances the token by one generation, if it is the present one of a living session. With the hash
 * of an API key that must be a key of the environment; null: whoever asks has proven to be the client.
 */
export async function rotate(
  db: Database,
  token: PresentedToken,
  apiKeyHash: Buffer | null,
): Promise<WithUser<SessionClaims> | null> {
  const [row] = await rotateStatement(db, [...valuesOf(token), apiKeyHash])
  return row ? withClaims(token, row) : null
}

/** The same, and moves the session to an organization of which the user is a member. */
export async function rotateInto(
  db: Database,
  token: PresentedToken,
  organizationId: string,
): Promise<WithUser<SessionClaims> | null> {
  const [row] = await rotateIntoStatement(db, [...valuesOf(token), organizationId])
  return row ? withClaims(token, row) : null
}

export async function findWithUser(
  db: Database,
  token: { environmentId: string; clientId: string | null; sessionId: string; secretHash: Buffer },
): Promise<WithUser | null> {
  const [row] = await selectWithUser(db, [
    token.environmentId,
    token.sessionId,
    token.clientId,
    token.secretHash,
  ])
  return row ? withUser(row) : null
}

export async function find(
  db: Database,
  environmentId: string,
  id: string,
): Promise<Session | null> {
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

/** Sign-out is a navigation that carries nothing but the session's id, so no environment is known. */
export async function findAnywhere(db: Database, id: string): Promise<Session | null> {
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('id', '=', id)
    .where('environment_id', 'in', db.selectFrom('environments').select('id'))
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function listActive(
  db: Database,
  query: {
    environmentId: string
    userId: string
    inactiveSince: Date
    now: Date
    page: PageQuery
  },
): Promise<Session[]> {
  const sessions = db
    .selectFrom('sessions')
    .selectAll()
    .where('environment_id', '=', query.environmentId)
    .where('user_id', '=', query.userId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', query.now)
    .where('refreshed_at', '>', query.inactiveSince)
  const rows = await selectPage(sessions, query.page).execute()
  return rows.map(fromRow)
}

export async function end(db: Database, session: Session, now: Date): Promise<Session | null> {
  const row = await db
    .updateTable('sessions')
    .set({ ended_at: now, updated_at: now })
    .where('environment_id', '=', session.environmentId)
    .where('id', '=', session.id)
    .where('ended_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function endAllOfUser(db: Database, user: User, now: Date): Promise<Session[]> {
  const rows = await db
    .updateTable('sessions')
    .set({ ended_at: now, updated_at: now })
    .where('environment_id', '=', user.environmentId)
    .where('user_id', '=', user.id)
    .where('ended_at', 'is', null)
    .returningAll()
    .execute()
  return rows.map(fromRow)
}

/** Those of one user, where one is named. */
export async function endAllInOrganization(
  db: Database,
  {
    environmentId,
    organizationId,
    userId,
  }: {
    environmentId: string
    organizationId: string
    userId?: string | undefined
  },
  now: Date,
): Promise<Session[]> {
  let sessions = db
    .updateTable('sessions')
    .set({ ended_at: now, updated_at: now })
    .where('environment_id', '=', environmentId)
    .where('organization_id', '=', organizationId)
    .where('ended_at', 'is', null)
  if (userId !== undefined) sessions = sessions.where('user_id', '=', userId)
  const rows = await sessions.returningAll().execute()
  return rows.map(fromRow)
}

const moveStatement = statement<{ id: string }>(
  'sessions.move',
  `with ${memberOf('$3')}
   update sessions set organization_id = $3, updated_at = $4
    where environment_id = $1 and id = $2 and ended_at is null and exists (select from member)
   returning id`,
)

/** False where the user is no member, or the session has ended. */
export async function moveToOrganization(
  db: Database,
  session: Session,
  organizationId: string,
  now: Date,
): Promise<boolean> {
  const moved = await moveStatement(db, [session.environmentId, session.id, organizationId, now])
  return moved.length > 0
}

export async function removeEnded(db: Pool, until: Date): Promise<number> {
  const sessions = { table: 'sessions', key: 'id', until } as const
  const expired = await deleteInBatches(db, { ...sessions, column: 'expires_at' })
  const ended = await deleteInBatches(db, { ...sessions, column: 'ended_at' })
  return expired + ended
}

function withClaims(token: PresentedToken, row: Rotated): WithUser<SessionClaims> {
  const user = userFromJson(row.user)
  return {
    session: {
      id: token.sessionId,
      userId: user.id,
      clientId: token.clientId,
      organizationId: row.organization_id,
      authMethod: row.auth_method as AuthMethod,
      authenticatedAt: row.authenticated_at,
    },
    user,
  }
}

function withUser(row: RowWithUser): WithUser {
  return {
    session: fromRow({
      ...row,
      id: row.session_id,
      created_at: row.session_created_at,
      updated_at: row.session_updated_at,
    }),
    user: userFromRow(row),
  }
}

function fromRow(row: Row): Session {
  return {
    environmentId: row.environment_id,
    id: row.id,
    userId: row.user_id,
    clientId: row.client_id,
    organizationId: row.organization_id,
    authMethod: row.auth_method as AuthMethod,
    authenticatedAt: row.authenticated_at,
    ipAddress: row.ip_address,
    userAgent: row.user_agent,
    browserSessionId: row.browser_session_id,
    refreshGeneration: row.refresh_generation,
    refreshedAt: row.refreshed_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
