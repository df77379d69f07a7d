import { type Database, type Pool, statement } from '../db/database.ts'
import { deleteInBatches } from '../db/delete-in-batches.ts'

/** A request under its key: who carries it out is known by the moment at which it began. */
export interface Claim {
  environmentId: string
  keyHash: Buffer
  bodyHash: Buffer
  claimedAt: Date
}

/** What is known of a key that somebody else has claimed. */
export interface KnownRequest {
  bodyHash: Buffer
  status: number | null
  answerSealed: string | null
}

/**
 * These statements do not wait for the disk. A claim need not: what the request then does comes after
 * it in the same log, so whatever of that is kept after a crash, the claim is kept as well.
 */
const withoutSync = "quick as materialized (select set_config('synchronous_commit', 'off', true))"

const insertClaim = statement(
  'idempotent-requests.claim',
  `with ${withoutSync}
   insert into idempotent_requests as known
     (environment_id, key_hash, body_hash, claimed_at, expires_at)
   select $1, $2, $3, $4, $5 from quick
   on conflict (environment_id, key_hash) do update
      set body_hash = excluded.body_hash, claimed_at = excluded.claimed_at,
          expires_at = excluded.expires_at, status = null, answer_sealed = null
    where known.expires_at <= $4
       or (known.status is null and known.claimed_at <= $6
           and known.body_hash = excluded.body_hash)
   returning key_hash`,
)

/** False where the key is another request's. One that never ended is taken over after a while. */
export async function claim(
  db: Database,
  { environmentId, keyHash, bodyHash, claimedAt }: Claim,
  { expiresAt, abandonedBefore }: { expiresAt: Date; abandonedBefore: Date },
): Promise<boolean> {
  const values = [environmentId, keyHash, bodyHash, claimedAt, expiresAt, abandonedBefore]
  return (await insertClaim(db, values)).length > 0
}

const selectKnown = statement<KnownRequest>(
  'idempotent-requests.find',
  `select body_hash as "bodyHash", status, answer_sealed as "answerSealed"
     from idempotent_requests where environment_id = $1 and key_hash = $2`,
)

export async function find(
  db: Database,
  { environmentId, keyHash }: Claim,
): Promise<KnownRequest | null> {
  const [known] = await selectKnown(db, [environmentId, keyHash])
  return known ?? null
}

const updateAnswer = statement(
  'idempotent-requests.keep-answer',
  `with ${withoutSync}
   update idempotent_requests set status = $4, answer_sealed = $5 from quick
    where environment_id = $1 and key_hash = $2 and claimed_at = $3 and status is null`,
)

export async function keepAnswer(
  db: Database,
  { environmentId, keyHash, claimedAt }: Claim,
  answer: { status: number; sealed: string },
): Promise<void> {
  await updateAnswer(db, [environmentId, keyHash, claimedAt, answer.status, answer.sealed])
}

/** The next request with this key is carried out again. */
export async function releaseClaim(
  db: Database,
  { environmentId, keyHash, claimedAt }: Claim,
): Promise<void> {
  await db
    .deleteFrom('idempotent_requests')
    .where('environment_id', '=', environmentId)
    .where('key_hash', '=', keyHash)
    .where('claimed_at', '=', claimedAt)
    .where('status', 'is', null)
    .execute()
}

export async function removeExpiredIdempotentRequests(db: Pool, until: Date): Promise<number> {
  const requests = { table: 'idempotent_requests', key: 'key_hash' } as const
  return deleteInBatches(db, { ...requests, column: 'expires_at', until })
}

export async function removeIdempotentRequests(db: Database, environmentId: string): Promise<void> {
  await db.deleteFrom('idempotent_requests').where('environment_id', '=', environmentId).execute()
}
