import type { Selectable } from 'kysely'
import { type Database, statement } from '../../../db/database.ts'
import type { UsersTable } from '../../../db/tables.ts'
import type { EventRecord } from '../../events/event.ts'
import type { NewSession } from '../../sessions/session.ts'
import { type User, userFromRow } from '../../users/user.ts'

/**
 * The end of every sign-in as one statement: one round trip and one commit instead of six, and no
 * moment in which a kill could leave a part of it. It is the only SQL that writes tables of other
 * features; docs/decisions/ says why.
 *
 * It locks the membership and the user, as whatever ends the one or makes a proof of the other void
 * does before it ends sessions: so it comes first and its session is ended, or second and starts none.
 */
const startStatement = statement<Selectable<UsersTable>>(
  'authentication.start-session',
  `with member as (
     select from organization_memberships
      where environment_id = $1 and user_id = $3 and organization_id = $16 and status = 'active'
        for share
   ), pending as (
     update pending_authentications set consumed_at = $15
      where environment_id = $1 and id = $13 and consumed_at is null
        and ($16::text is null or exists (select from member))
     returning id
   ), signed_in as (
     update users set last_sign_in_at = $15
      where environment_id = $1 and id = $3 and proof_epoch = $17
        and ($16::text is null or exists (select from member))
        and ($13::text is null or exists (select from pending))
     returning *
   ), started as (
     insert into sessions (
       environment_id, id, user_id, client_id, auth_method, authenticated_at, ip_address, user_agent,
       browser_session_id, refresh_secret_hash, refreshed_at, expires_at, created_at, updated_at,
       organization_id)
     select $1, $2, $3, $4, $5, $6::timestamptz, $7, $8, $9, $10::bytea, $15, $11::timestamptz, $15, $15,
            $16
       from signed_in
   ), linked as (
     update authorization_codes set session_id = $2
      where environment_id = $1 and code_hash = $14 and exists (select from signed_in)
   ), recorded as (
     insert into events (environment_id, id, event, data, organization_id, context, created_at)
     select $1, record ->> 'id', record ->> 'event', record -> 'data',
            record ->> 'organizationId', coalesce(record -> 'context', '{}'), $15
       from jsonb_array_elements($12::jsonb) as record, signed_in
   )
   select * from signed_in`,
)

/** The user as they are now, or null when the sign-in can no longer be finished. */
export async function startSession(
  db: Database,
  values: NewSession & {
    events: (EventRecord & { id: string })[]
    proofEpoch: number
    pendingAuthenticationId: string | null
    authorizationCodeHash: Buffer | null
    now: Date
  },
): Promise<User | null> {
  const { session } = values
  const [row] = await startStatement(db, [
    session.environmentId,
    session.id,
    session.userId,
    session.clientId,
    session.authMethod,
    session.authenticatedAt,
    session.ipAddress,
    session.userAgent,
    session.browserSessionId,
    values.refreshSecretHash,
    session.expiresAt,
    JSON.stringify(values.events),
    values.pendingAuthenticationId,
    values.authorizationCodeHash,
    values.now,
    session.organizationId,
    values.proofEpoch,
  ])
  return row ? userFromRow(row) : null
}
