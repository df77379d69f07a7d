import type { Selectable } from 'kysely'
import type { Database } from '../../db/database.ts'
import { type PageQuery, selectPage } from '../../db/page.ts'
import type { InvitationsTable } from '../../db/tables.ts'
import type { Invitation } from './invitation.ts'
import type { InvitationState } from './invitation-state.ts'

export type { PageQuery }

type Row = Selectable<InvitationsTable>

export type SealedInvitation = Invitation & { tokenSealed: string }

export type NamedInvitation = SealedInvitation & {
  organizationName: string | null
  /** Null also where the account is gone. */
  inviterEmail: string | null
}

export async function find(
  db: Database,
  environmentId: string,
  id: string,
): Promise<SealedInvitation | null> {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

/** By the secret alone: this is the query that finds out which environment a link belongs to. */
export async function findByTokenHash(
  db: Database,
  tokenHash: Buffer,
): Promise<SealedInvitation | null> {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function list(
  db: Database,
  environmentId: string,
  query: PageQuery & { email?: string; organizationId?: string },
): Promise<SealedInvitation[]> {
  let invitations = ofEnvironment(db, environmentId, query)
  const { email } = query
  if (email !== undefined) invitations = invitations.where('email_normalized', '=', email)
  const rows = await selectPage(invitations, query).execute()
  return rows.map(fromRow)
}

/** With the names of what they mention. */
export async function listNamed(
  db: Database,
  environmentId: string,
  query: PageQuery & {
    organizationId?: string
    search?: string
    state?: InvitationState
    now: Date
  },
): Promise<NamedInvitation[]> {
  const { search, state, now } = query
  let invitations = ofEnvironment(db, environmentId, query)
    .select((invitation) =>
      invitation
        .selectFrom('organizations')
        .select('name')
        .whereRef('organizations.environment_id', '=', 'invitations.environment_id')
        .whereRef('organizations.id', '=', 'invitations.organization_id')
        .as('organization_name'),
    )
    .select((invitation) =>
      invitation
        .selectFrom('users')
        .select('email')
        .whereRef('users.environment_id', '=', 'invitations.environment_id')
        .whereRef('users.id', '=', 'invitations.inviter_user_id')
        .as('inviter_email'),
    )
  // Beginnings only: those an index can find among millions.
  if (search) invitations = invitations.where('email_normalized', 'like', beginningWith(search))
  if (state === 'accepted') invitations = invitations.where('accepted_at', 'is not', null)
  if (state === 'revoked') invitations = invitations.where('revoked_at', 'is not', null)
  if (state === 'pending' || state === 'expired') {
    invitations = invitations
      .where('accepted_at', 'is', null)
      .where('revoked_at', 'is', null)
      .where('expires_at', state === 'pending' ? '>' : '<=', now)
  }
  const rows = await selectPage(invitations, query).execute()
  return rows.map((row) => ({
    ...fromRow(row),
    organizationName: row.organization_name,
    inviterEmail: row.inviter_email,
  }))
}

function ofEnvironment(
  db: Database,
  environmentId: string,
  { organizationId }: { organizationId?: string },
) {
  const invitations = db
    .selectFrom('invitations')
    .selectAll('invitations')
    .where('environment_id', '=', environmentId)
  return organizationId === undefined
    ? invitations
    : invitations.where('organization_id', '=', organizationId)
}

const beginningWith = (search: string) => `${search.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`

/** Fails on `invitations_open` where the address has an open invitation to the same place. */
export async function insert(
  db: Database,
  values: {
    environmentId: string
    id: string
    email: string
    emailNormalized: string
    organizationId: string | null
    roleSlug: string | null
    inviterUserId: string | null
    tokenHash: Buffer
    tokenSealed: string
    expiresAt: Date
    now: Date
  },
): Promise<Invitation> {
  const row = await db
    .insertInto('invitations')
    .values({
      environment_id: values.environmentId,
      id: values.id,
      email: values.email,
      email_normalized: values.emailNormalized,
      organization_id: values.organizationId,
      role_slug: values.roleSlug,
      inviter_user_id: values.inviterUserId,
      token_hash: values.tokenHash,
      token_sealed: values.tokenSealed,
      expires_at: values.expiresAt,
      created_at: values.now,
      updated_at: values.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return fromRow(row)
}

/** An expired invitation makes room for the next. */
export async function closeExpired(
  db: Database,
  environmentId: string,
  emailNormalized: string,
  organizationId: string | undefined,
  now: Date,
): Promise<void> {
  await db
    .updateTable('invitations')
    .set({ closed_at: now })
    .where('environment_id', '=', environmentId)
    .where('email_normalized', '=', emailNormalized)
    .where('organization_id', 'is not distinct from', organizationId ?? null)
    .where('closed_at', 'is', null)
    .where('expires_at', '<=', now)
    .execute()
}

export async function accept(
  db: Database,
  invitation: Invitation,
  userId: string,
  now: Date,
): Promise<Invitation | null> {
  return updatePending(db, invitation, now, {
    accepted_at: now,
    accepted_user_id: userId,
    closed_at: now,
  })
}

export async function revoke(
  db: Database,
  invitation: Invitation,
  now: Date,
): Promise<Invitation | null> {
  return updatePending(db, invitation, now, { revoked_at: now, closed_at: now })
}

/** Those of an address, to an organization, or both, that can still be accepted. */
export async function revokeAllPending(
  db: Database,
  of: { environmentId: string; emailNormalized?: string; organizationId?: string },
  now: Date,
): Promise<Invitation[]> {
  const { emailNormalized, organizationId } = of
  let invitations = db
    .updateTable('invitations')
    .set({ revoked_at: now, closed_at: now, updated_at: now })
    .where('environment_id', '=', of.environmentId)
    .where('closed_at', 'is', null)
    .where('expires_at', '>', now)
  if (emailNormalized !== undefined) {
    invitations = invitations.where('email_normalized', '=', emailNormalized)
  }
  if (organizationId !== undefined) {
    invitations = invitations.where('organization_id', '=', organizationId)
  }
  const rows = await invitations.returningAll().execute()
  return rows.map(fromRow)
}

export async function touchPending(
  db: Database,
  invitation: Invitation,
  now: Date,
): Promise<Invitation | null> {
  return updatePending(db, invitation, now, {})
}

/** Null when it is pending no more. */
async function updatePending(
  db: Database,
  { environmentId, id }: Invitation,
  now: Date,
  values: Partial<Pick<Row, 'accepted_at' | 'accepted_user_id' | 'revoked_at' | 'closed_at'>>,
): Promise<Invitation | null> {
  const row = await db
    .updateTable('invitations')
    .set({ ...values, updated_at: now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  return row ? fromRow(row) : null
}

export async function removeAll(db: Database, environmentId: string): Promise<void> {
  await db.deleteFrom('invitations').where('environment_id', '=', environmentId).execute()
}

function fromRow(row: Row): SealedInvitation {
  return {
    environmentId: row.environment_id,
    id: row.id,
    email: row.email,
    organizationId: row.organization_id,
    roleSlug: row.role_slug,
    inviterUserId: row.inviter_user_id,
    tokenSealed: row.token_sealed,
    expiresAt: row.expires_at,
    acceptedAt: row.accepted_at,
    acceptedUserId: row.accepted_user_id,
    revokedAt: row.revoked_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
