import { type Database, type Pool, statement } from '../../../db/database.ts'
import { deleteInBatches } from '../../../db/delete-in-batches.ts'
import type { AuthMethod } from '../../sessions/session.ts'
import type { AuthorizationCode } from '../authorization-code.ts'

export async function insert(db: Database, code: AuthorizationCode): Promise<void> {
  await db
    .insertInto('authorization_codes')
    .values({
      environment_id: code.environmentId,
      code_hash: code.codeHash,
      client_id: code.clientId,
      code_challenge: code.codeChallenge,
      user_id: code.userId,
      auth_method: code.authMethod,
      authenticated_at: code.authenticatedAt,
      organization_id: code.organizationId,
      browser_session_id: code.browserSessionId,
      ip_address: code.ipAddress,
      user_agent: code.userAgent,
      expires_at: code.expiresAt,
    })
    .execute()
}

export async function find(
  db: Database,
  environmentId: string,
  codeHash: Buffer,
): Promise<AuthorizationCode | null> {
  const row = await db
    .selectFrom('authorization_codes')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('code_hash', '=', codeHash)
    .executeTakeFirst()
  if (!row) return null
  return {
    environmentId: row.environment_id,
    codeHash: row.code_hash,
    clientId: row.client_id,
    codeChallenge: row.code_challenge,
    userId: row.user_id,
    authMethod: row.auth_method as AuthMethod,
    authenticatedAt: row.authenticated_at,
    organizationId: row.organization_id,
    browserSessionId: row.browser_session_id,
    ipAddress: row.ip_address,
    userAgent: row.user_agent,
    expiresAt: row.expires_at,
    consumedAt: row.consumed_at,
    sessionId: row.session_id,
  }
}

// A code of a browser that was signed out meanwhile is a proof that no longer stands. The epoch is read
// at the same moment: what makes the proof void after it begins another one.
const consumeStatement = statement<{ proof_epoch: number }>(
  'authorization-codes.consume',
  `update authorization_codes set consumed_at = $3
    where environment_id = $1 and code_hash = $2 and consumed_at is null and expires_at > $3
      and (browser_session_id is null or exists (
        select from browser_sessions
         where browser_sessions.environment_id = $1
           and browser_sessions.id = authorization_codes.browser_session_id
           and ended_at is null))
   returning (select proof_epoch from users
               where users.environment_id = $1 and users.id = authorization_codes.user_id)`,
)

export async function consume(
  db: Database,
  code: AuthorizationCode,
  now: Date,
): Promise<number | null> {
  const [row] = await consumeStatement(db, [code.environmentId, code.codeHash, now])
  return row?.proof_epoch ?? null
}

export async function removeExpired(db: Pool, until: Date): Promise<number> {
  return deleteInBatches(db, {
    table: 'authorization_codes',
    key: 'code_hash',
    column: 'expires_at',
    until,
  })
}

/** Codes of one signed-in browser that expire after a moment, which tells when they were issued. */
export async function countOfBrowser(
  db: Database,
  browserSession: { environmentId: string; id: string },
  clientId: string,
  expiringAfter: Date,
): Promise<{ issued: number; unredeemed: number }> {
  return db
    .selectFrom('authorization_codes')
    .select((expression) => [
      expression.fn.countAll<number>().as('issued'),
      expression.fn.countAll<number>().filterWhere('consumed_at', 'is', null).as('unredeemed'),
    ])
    .where('environment_id', '=', browserSession.environmentId)
    .where('browser_session_id', '=', browserSession.id)
    .where('client_id', '=', clientId)
    .where('expires_at', '>', expiringAfter)
    .executeTakeFirstOrThrow()
}
