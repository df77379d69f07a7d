import type { Selectable } from 'kysely'
import type { Database, Pool } from '../../../db/database.ts'
import { deleteInBatches } from '../../../db/delete-in-batches.ts'
import type { Tables } from '../../../db/tables.ts'
import type { AuthMethod } from '../../sessions/session.ts'
import type { PendingAuthentication } from '../pending-authentication.ts'

type Row = Selectable<Tables['pending_authentications']>

export async function insert(
  db: Database,
  pending: PendingAuthentication,
  tokenHash: Buffer,
): Promise<void> {
  await db
    .insertInto('pending_authentications')
    .values({
      environment_id: pending.environmentId,
      id: pending.id,
      token_hash: tokenHash,
      client_id: pending.clientId,
      user_id: pending.userId,
      auth_method: pending.authMethod,
      authenticated_at: pending.authenticatedAt,
      proof_epoch: pending.proofEpoch,
      mfa_verified: pending.mfaVerified,
      awaits: pending.awaits,
      email_verification_id: pending.emailVerificationId,
      invitation_id: pending.invitationId,
      browser_session_id: pending.browserSessionId,
      organization_id: pending.organizationId,
      expires_at: pending.expiresAt,
    })
    .execute()
}

export async function findByTokenHash(
  db: Database,
  environmentId: string,
  tokenHash: Buffer,
  now: Date,
): Promise<PendingAuthentication | null> {
  const row = await selectUsable(db, environmentId, now)
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function find(
  db: Database,
  environmentId: string,
  id: string,
  now: Date,
): Promise<PendingAuthentication | null> {
  const row = await selectUsable(db, environmentId, now).where('id', '=', id).executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function updateStep(
  db: Database,
  pending: PendingAuthentication,
  emailVerificationId: string | null,
  expiresAt: Date,
): Promise<void> {
  await db
    .updateTable('pending_authentications')
    .set({ email_verification_id: emailVerificationId, expires_at: expiresAt })
    .where('environment_id', '=', pending.environmentId)
    .where('id', '=', pending.id)
    .where('consumed_at', 'is', null)
    .execute()
}

export async function consume(
  db: Database,
  key: { environmentId: string; id: string },
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('pending_authentications')
    .set({ consumed_at: now })
    .where('environment_id', '=', key.environmentId)
    .where('id', '=', key.id)
    .where('consumed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

// One whose first proof was made void ends with it; so does one that continues the sign-in of a browser.
const selectUsable = (db: Database, environmentId: string, now: Date) =>
  db
    .selectFrom('pending_authentications')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', now)
    .where((where) =>
      where.exists(
        where
          .selectFrom('users')
          .select('users.id')
          .whereRef('users.environment_id', '=', 'pending_authentications.environment_id')
          .whereRef('users.id', '=', 'pending_authentications.user_id')
          .whereRef('users.proof_epoch', '=', 'pending_authentications.proof_epoch'),
      ),
    )
    .where((where) =>
      where.or([
        where('browser_session_id', 'is', null),
        where.exists(
          where
            .selectFrom('browser_sessions')
            .select('browser_sessions.id')
            .whereRef(
              'browser_sessions.environment_id',
              '=',
              'pending_authentications.environment_id',
            )
            .whereRef('browser_sessions.id', '=', 'pending_authentications.browser_session_id')
            .where('ended_at', 'is', null),
        ),
      ]),
    )

export async function removeExpired(db: Pool, until: Date): Promise<number> {
  return deleteInBatches(db, {
    table: 'pending_authentications',
    key: 'id',
    column: 'expires_at',
    until,
  })
}

function fromRow(row: Row): PendingAuthentication {
  return {
    environmentId: row.environment_id,
    id: row.id,
    clientId: row.client_id,
    userId: row.user_id,
    authMethod: row.auth_method as AuthMethod,
    authenticatedAt: row.authenticated_at,
    proofEpoch: row.proof_epoch,
    mfaVerified: row.mfa_verified,
    awaits: row.awaits as PendingAuthentication['awaits'],
    emailVerificationId: row.email_verification_id,
    invitationId: row.invitation_id,
    browserSessionId: row.browser_session_id,
    organizationId: row.organization_id,
    expiresAt: row.expires_at,
  }
}
