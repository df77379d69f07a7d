import type { Selectable } from 'kysely'
import { type Database, type Pool, statement } from '../../../db/database.ts'
import { deleteInBatches } from '../../../db/delete-in-batches.ts'
import type { AuthorizationSessionsTable } from '../../../db/tables.ts'
import type { AuthorizationSession } from '../authorization-session.ts'

type Row = Selectable<AuthorizationSessionsTable>

export async function insert(
  db: Database,
  session: AuthorizationSession,
  now: Date,
): Promise<void> {
  await db
    .insertInto('authorization_sessions')
    .values({
      environment_id: session.environmentId,
      id: session.id,
      browser_hash: session.browserHash,
      client_id: session.clientId,
      redirect_uri: session.redirectUri,
      state: session.state,
      code_challenge: session.codeChallenge,
      reauthentication: session.reauthentication,
      email: session.email,
      password_reset_token_hash: session.passwordResetTokenHash,
      set_up_token_hash: session.setUpTokenHash,
      device_authorization_id: session.deviceAuthorizationId,
      invitation_id: session.invitationId,
      organization_id: session.organizationId,
      expires_at: session.expiresAt,
      created_at: now,
    })
    .execute()
}

// The page knows the id alone; the few environments are what leads the key.
const selectById = statement<Row>(
  'authorization-sessions.find',
  `select authorization_sessions.*
     from environments
     join authorization_sessions on authorization_sessions.environment_id = environments.id
    where authorization_sessions.id = $1`,
)

export async function find(db: Database, id: string): Promise<AuthorizationSession | null> {
  const [row] = await selectById(db, [id])
  return row ? fromRow(row) : null
}

export async function findLatest(
  db: Database,
  environmentId: string,
  browserHash: Buffer,
  now: Date,
): Promise<AuthorizationSession | null> {
  const row = await db
    .selectFrom('authorization_sessions')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('browser_hash', '=', browserHash)
    .where('completed_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function update(
  db: Database,
  session: AuthorizationSession,
  entered: Partial<AuthorizationSession>,
): Promise<void> {
  await db
    .updateTable('authorization_sessions')
    .set({
      email: entered.email,
      first_name: entered.firstName,
      last_name: entered.lastName,
      pending_authentication_id: entered.pendingAuthenticationId,
      password_reset_token_hash: entered.passwordResetTokenHash,
      invitation_id: entered.invitationId,
      organization_id: entered.organizationId,
    })
    .where('environment_id', '=', session.environmentId)
    .where('id', '=', session.id)
    .execute()
}

export async function complete(
  db: Database,
  session: AuthorizationSession,
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('authorization_sessions')
    .set({ completed_at: now })
    .where('environment_id', '=', session.environmentId)
    .where('id', '=', session.id)
    .where('completed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function removeExpired(db: Pool, until: Date): Promise<number> {
  return deleteInBatches(db, {
    table: 'authorization_sessions',
    key: 'id',
    column: 'expires_at',
    until,
  })
}

function fromRow(row: Row): AuthorizationSession {
  return {
    environmentId: row.environment_id,
    id: row.id,
    browserHash: row.browser_hash,
    clientId: row.client_id,
    redirectUri: row.redirect_uri,
    state: row.state,
    codeChallenge: row.code_challenge,
    reauthentication: row.reauthentication,
    email: row.email,
    firstName: row.first_name,
    lastName: row.last_name,
    pendingAuthenticationId: row.pending_authentication_id,
    passwordResetTokenHash: row.password_reset_token_hash,
    setUpTokenHash: row.set_up_token_hash,
    deviceAuthorizationId: row.device_authorization_id,
    invitationId: row.invitation_id,
    organizationId: row.organization_id,
    expiresAt: row.expires_at,
    completedAt: row.completed_at,
  }
}

export async function removeAll(db: Database, environmentId: string): Promise<void> {
  await db
    .deleteFrom('authorization_sessions')
    .where('environment_id', '=', environmentId)
    .execute()
}
