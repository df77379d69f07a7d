import type { Database, Pool } from '../../db/database.ts'
import { deleteInBatches } from '../../db/delete-in-batches.ts'
import type { User } from '../users/user.ts'
import type { BrowserSession } from './browser-session.ts'
import type { AuthMethod } from './session.ts'

export async function insert(
  db: Database,
  browserSession: BrowserSession,
  tokenHash: Buffer,
): Promise<void> {
  await db
    .insertInto('browser_sessions')
    .values({
      environment_id: browserSession.environmentId,
      id: browserSession.id,
      token_hash: tokenHash,
      user_id: browserSession.userId,
      auth_method: browserSession.authMethod,
      authenticated_at: browserSession.authenticatedAt,
      mfa_verified: browserSession.mfaVerified,
      expires_at: browserSession.expiresAt,
    })
    .execute()
}

export async function findUsable(
  db: Database,
  environmentId: string,
  tokenHash: Buffer,
  now: Date,
): Promise<BrowserSession | null> {
  const row = await db
    .selectFrom('browser_sessions')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('token_hash', '=', tokenHash)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (!row) return null
  return {
    environmentId: row.environment_id,
    id: row.id,
    userId: row.user_id,
    authMethod: row.auth_method as AuthMethod,
    authenticatedAt: row.authenticated_at,
    mfaVerified: row.mfa_verified,
    expiresAt: row.expires_at,
  }
}

export async function end(
  db: Database,
  environmentId: string,
  id: string,
  now: Date,
): Promise<void> {
  await db
    .updateTable('browser_sessions')
    .set({ ended_at: now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}

export async function endAllOfUser(db: Database, user: User, now: Date): Promise<void> {
  await db
    .updateTable('browser_sessions')
    .set({ ended_at: now })
    .where('environment_id', '=', user.environmentId)
    .where('user_id', '=', user.id)
    .where('ended_at', 'is', null)
    .execute()
}

export async function removeExpired(db: Pool, until: Date): Promise<number> {
  return deleteInBatches(db, { table: 'browser_sessions', key: 'id', column: 'expires_at', until })
}
