import type { Selectable } from 'kysely'
import { type Database, type Pool, statement } from '../../db/database.ts'
import { deleteInBatches } from '../../db/delete-in-batches.ts'
import type { DeviceAuthorizationsTable } from '../../db/tables.ts'
import type { AuthMethod } from '../sessions/session.ts'
import type { Approval, DeviceAuthorization } from './device-authorization.ts'

type Row = Selectable<DeviceAuthorizationsTable>
type Key = { environmentId: string; id: string }

export async function insert(
  db: Database,
  values: Pick<
    DeviceAuthorization,
    'environmentId' | 'id' | 'clientId' | 'ipAddress' | 'userAgent' | 'expiresAt' | 'createdAt'
  > & {
    deviceCodeHash: Buffer
    userCodeHash: Buffer
    userCodeSealed: string
    intervalSeconds: number
  },
): Promise<void> {
  await db
    .insertInto('device_authorizations')
    .values({
      environment_id: values.environmentId,
      id: values.id,
      client_id: values.clientId,
      device_code_hash: values.deviceCodeHash,
      user_code_hash: values.userCodeHash,
      user_code_sealed: values.userCodeSealed,
      ip_address: values.ipAddress,
      user_agent: values.userAgent,
      interval_seconds: values.intervalSeconds,
      expires_at: values.expiresAt,
      created_at: values.createdAt,
    })
    .execute()
}

export async function findOpen(
  db: Database,
  environmentId: string,
  id: string,
  now: Date,
): Promise<{ authorization: DeviceAuthorization; userCodeSealed: string } | null> {
  const row = await db
    .selectFrom('device_authorizations')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row ? { authorization: fromRow(row), userCodeSealed: row.user_code_sealed } : null
}

// The person knows the code alone; the few environments are what leads the key.
const selectByUserCode = statement<Row>(
  'device-authorizations.find-by-user-code',
  `select device_authorizations.*
     from environments
     join device_authorizations on device_authorizations.environment_id = environments.id
    where user_code_hash = $1 and status = 'pending' and expires_at > $2`,
)

export async function findOpenByUserCode(
  db: Database,
  userCodeHash: Buffer,
  now: Date,
): Promise<DeviceAuthorization | null> {
  const [row] = await selectByUserCode(db, [userCodeHash, now])
  return row ? fromRow(row) : null
}

export async function findByDeviceCode(
  db: Database,
  environmentId: string,
  deviceCodeHash: Buffer,
): Promise<DeviceAuthorization | null> {
  const row = await db
    .selectFrom('device_authorizations')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('device_code_hash', '=', deviceCodeHash)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

// The new row counts what the old one says: whether the last question is an interval ago.
const countPollStatement = statement<{ in_time: boolean }>(
  'device-authorizations.count-poll',
  `update device_authorizations as polled
      set polled_at = $3,
          interval_seconds = polled.interval_seconds + case when early.is_early then $4::integer else 0 end
     from (select id, polled_at > $3::timestamptz - make_interval(secs => interval_seconds) is true as is_early
             from device_authorizations
            where environment_id = $1 and id = $2 for update) as early
    where polled.environment_id = $1 and polled.id = early.id
   returning not early.is_early as in_time`,
)

/** False when the device asked sooner than it may; it may then ask less often. */
export async function countPoll(
  db: Database,
  { environmentId, id }: Key,
  slowDownSeconds: number,
  now: Date,
): Promise<boolean> {
  const [row] = await countPollStatement(db, [environmentId, id, now, slowDownSeconds])
  return row?.in_time ?? false
}

export async function decide(
  db: Database,
  { environmentId, id }: Key,
  approval: Approval | null,
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('device_authorizations')
    .set({
      status: approval ? 'approved' : 'denied',
      user_id: approval?.userId ?? null,
      auth_method: approval?.authMethod ?? null,
      authenticated_at: approval?.authenticatedAt ?? null,
      organization_id: approval?.organizationId ?? null,
      browser_session_id: approval?.browserSessionId ?? null,
    })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

// An approval of a browser that was signed out meanwhile is a proof that no longer stands. The epoch is
// read at the same moment: what makes the proof void after it begins another one.
const consumeStatement = statement<{ proof_epoch: number }>(
  'device-authorizations.consume',
  `update device_authorizations set consumed_at = $3
    where environment_id = $1 and id = $2 and status = 'approved'
      and consumed_at is null and expires_at > $3
      and (browser_session_id is null or exists (
        select from browser_sessions
         where browser_sessions.environment_id = $1
           and browser_sessions.id = device_authorizations.browser_session_id
           and ended_at is null))
   returning (select proof_epoch from users
               where users.environment_id = $1 and users.id = device_authorizations.user_id)`,
)

/** The epoch of the approval for one caller, however many ask at once; null for the others. */
export async function consume(
  db: Database,
  { environmentId, id }: Key,
  now: Date,
): Promise<number | null> {
  const [row] = await consumeStatement(db, [environmentId, id, now])
  return row?.proof_epoch ?? null
}

export async function removeExpired(db: Pool, until: Date): Promise<number> {
  return deleteInBatches(db, {
    table: 'device_authorizations',
    key: 'id',
    column: 'expires_at',
    until,
  })
}

export async function removeAll(db: Database, environmentId: string): Promise<void> {
  await db.deleteFrom('device_authorizations').where('environment_id', '=', environmentId).execute()
}

function fromRow(row: Row): DeviceAuthorization {
  const { user_id: userId, auth_method: authMethod, authenticated_at: authenticatedAt } = row
  return {
    environmentId: row.environment_id,
    id: row.id,
    clientId: row.client_id,
    ipAddress: row.ip_address,
    userAgent: row.user_agent,
    status: row.status,
    approval:
      userId && authMethod && authenticatedAt
        ? {
            userId,
            authMethod: authMethod as AuthMethod,
            authenticatedAt,
            organizationId: row.organization_id,
            browserSessionId: row.browser_session_id,
          }
        : null,
    expiresAt: row.expires_at,
    consumedAt: row.consumed_at,
    createdAt: row.created_at,
  }
}
