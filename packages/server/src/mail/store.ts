import type { Selectable } from 'kysely'
import type { Database, Pool } from '../db/database.ts'
import { deleteInBatches } from '../db/delete-in-batches.ts'
import { type PageQuery, selectPage } from '../db/page.ts'
import type { Tables } from '../db/tables.ts'
import type { Email, EmailKind } from './mail.ts'

type Row = Selectable<Tables['emails']>
type Key = { environmentId: string; id: string }

export type SealedEmail = Email & { contentSealed: string | null }

const listedColumns = [
  'environment_id',
  'id',
  'recipient',
  'subject',
  'kind',
  'status',
  'error',
  'created_at',
] as const satisfies (keyof Row)[]

export async function insert(
  db: Database,
  values: Key & {
    to: string
    toNormalized: string
    subject: string
    kind: EmailKind
    status: 'captured' | 'queued'
    contentSealed: string
    now: Date
  },
): Promise<void> {
  await db
    .insertInto('emails')
    .values({
      environment_id: values.environmentId,
      id: values.id,
      recipient: values.to,
      recipient_normalized: values.toNormalized,
      subject: values.subject,
      kind: values.kind,
      status: values.status,
      content_sealed: values.contentSealed,
      created_at: values.now,
      updated_at: values.now,
    })
    .execute()
}

export async function list(
  db: Database,
  environmentId: string,
  query: PageQuery & { toNormalized?: string | undefined },
): Promise<Email[]> {
  let emails = db
    .selectFrom('emails')
    .select(listedColumns)
    .where('environment_id', '=', environmentId)
  if (query.toNormalized !== undefined) {
    emails = emails.where('recipient_normalized', '=', query.toNormalized)
  }
  const rows = await selectPage(emails, query).execute()
  return rows.map(fromRow)
}

/** Across environments: for the inbox of a development server, where all of them are one person's. */
export async function listOfAllEnvironments(
  db: Database,
  query: { toNormalized?: string | undefined; limit: number },
): Promise<SealedEmail[]> {
  let emails = db
    .selectFrom('emails')
    .selectAll()
    .where('environment_id', 'in', db.selectFrom('environments').select('id'))
  if (query.toNormalized !== undefined) {
    emails = emails.where('recipient_normalized', '=', query.toNormalized)
  }
  const rows = await emails.orderBy('id', 'desc').limit(query.limit).execute()
  return rows.map(withContent)
}

export async function find(
  db: Database,
  environmentId: string,
  id: string,
): Promise<SealedEmail | null> {
  const row = await db
    .selectFrom('emails')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? withContent(row) : null
}

/** Of all environments: what waits to be sent, since not longer ago than this. */
export async function listQueued(db: Database, since: Date): Promise<Key[]> {
  const rows = await db
    .selectFrom('emails')
    .select(['environment_id as environmentId', 'id'])
    .where('status', '=', 'queued')
    .where('updated_at', '>', since)
    .orderBy('updated_at')
    .execute()
  return rows
}

/** Takes an email for delivery, alone, until the claim ends; null when it is not to be had. */
export async function claim(
  db: Database,
  { environmentId, id }: Key,
  values: { claimedUntil: Date; now: Date },
): Promise<SealedEmail | null> {
  const row = await db
    .updateTable('emails')
    .set({ claimed_until: values.claimedUntil, updated_at: values.now })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('status', '=', 'queued')
    .where((where) =>
      where.or([where('claimed_until', 'is', null), where('claimed_until', '<=', values.now)]),
    )
    .returningAll()
    .executeTakeFirst()
  return row ? withContent(row) : null
}

export async function markSent(db: Database, { environmentId, id }: Key, now: Date): Promise<void> {
  await db
    .updateTable('emails')
    .set({
      status: 'sent',
      content_sealed: null,
      error: null,
      claimed_until: null,
      updated_at: now,
    })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .execute()
}

/** Ends a claim that came to nothing, unless it has run out and is somebody else's by now. */
export async function recordFailure(
  db: Database,
  { environmentId, id }: Key,
  values: { claimedUntil: Date; error: string; isFinal: boolean; now: Date },
): Promise<void> {
  await db
    .updateTable('emails')
    .set({
      status: values.isFinal ? 'failed' : 'queued',
      error: values.error,
      claimed_until: null,
      updated_at: values.now,
    })
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('claimed_until', '=', values.claimedUntil)
    .execute()
}

/** Emails whose job ended without a word, as when its process died in the last attempt. */
export async function failStale(
  db: Database,
  values: { error: string; unchangedSince: Date; now: Date },
): Promise<void> {
  await db
    .updateTable('emails')
    .set({ status: 'failed', error: values.error, claimed_until: null, updated_at: values.now })
    .where('status', '=', 'queued')
    .where('updated_at', '<=', values.unchangedSince)
    .execute()
}

export async function removeOld(db: Pool, until: Date): Promise<number> {
  return deleteInBatches(db, { table: 'emails', key: 'id', column: 'created_at', until })
}

export async function removeAll(db: Database, environmentId: string): Promise<void> {
  await db.deleteFrom('emails').where('environment_id', '=', environmentId).execute()
}

function withContent(row: Row): SealedEmail {
  return { ...fromRow(row), contentSealed: row.content_sealed }
}

function fromRow(row: Pick<Row, (typeof listedColumns)[number]>): Email {
  return {
    environmentId: row.environment_id,
    id: row.id,
    to: row.recipient,
    subject: row.subject,
    kind: row.kind as EmailKind,
    status: row.status,
    error: row.error,
    createdAt: row.created_at,
  }
}
