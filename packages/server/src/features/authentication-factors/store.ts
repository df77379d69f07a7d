import type { Selectable } from 'kysely'
import { type Database, type Pool, statement } from '../../db/database.ts'
import { deleteInBatches } from '../../db/delete-in-batches.ts'
import { type PageQuery, selectPage } from '../../db/page.ts'
import type { AuthenticationFactorsTable, Tables } from '../../db/tables.ts'
import type { User } from '../users/user.ts'
import type { AuthenticationChallenge } from './authentication-challenge.ts'
import type { AuthenticationFactor } from './authentication-factor.ts'

type FactorRow = Selectable<AuthenticationFactorsTable>
type ChallengeRow = Selectable<Tables['authentication_challenges']>
type Key = { environmentId: string; id: string }

/** A challenge with what its code is compared with, sealed. */
export interface Challenged {
  challenge: AuthenticationChallenge
  factor: AuthenticationFactor
  codeSealed: string | null
  secretSealed: string | null
}

export async function insertFactor(
  db: Database,
  factor: AuthenticationFactor,
  { secretSealed, lastTimeStep }: { secretSealed: string | null; lastTimeStep: number | null },
): Promise<void> {
  await db
    .insertInto('authentication_factors')
    .values({
      environment_id: factor.environmentId,
      id: factor.id,
      user_id: factor.userId,
      type: factor.type,
      totp_issuer: factor.totp?.issuer ?? null,
      totp_user: factor.totp?.user ?? null,
      totp_secret_sealed: secretSealed,
      last_time_step: lastTimeStep,
      verified_at: factor.verifiedAt,
      created_at: factor.createdAt,
      updated_at: factor.updatedAt,
    })
    .execute()
}

export async function findFactor(
  db: Database,
  environmentId: string,
  id: string,
): Promise<AuthenticationFactor | null> {
  const row = await db
    .selectFrom('authentication_factors')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? toFactor(row) : null
}

export async function listFactors(
  db: Database,
  user: User,
  page: PageQuery,
): Promise<AuthenticationFactor[]> {
  const factors = db
    .selectFrom('authentication_factors')
    .selectAll()
    .where('environment_id', '=', user.environmentId)
    .where('user_id', '=', user.id)
  const rows = await selectPage(factors, page).execute()
  return rows.map(toFactor)
}

// Part of every sign-in.
const selectVerified = statement<FactorRow>(
  'authentication-factors.list-verified',
  `select * from authentication_factors
    where environment_id = $1 and user_id = $2 and type = 'totp' and verified_at is not null
    order by id`,
)

export async function listVerified(db: Database, user: User): Promise<AuthenticationFactor[]> {
  const rows = await selectVerified(db, [user.environmentId, user.id])
  return rows.map(toFactor)
}

export async function listVerifiedSecrets(
  db: Database,
  user: User,
): Promise<{ factor: AuthenticationFactor; secretSealed: string }[]> {
  const rows = await selectVerified(db, [user.environmentId, user.id])
  return rows.map((row) => ({
    factor: toFactor(row),
    secretSealed: row.totp_secret_sealed as string,
  }))
}

const acceptTimeStepStatement = statement<{ accepted: boolean }>(
  'authentication-factors.accept-time-step',
  `update authentication_factors set last_time_step = $3
    where environment_id = $1 and id = $2 and (last_time_step is null or last_time_step < $3)
   returning true as accepted`,
)

/** True for one caller, however many present the same code. */
export async function acceptTimeStep(
  db: Database,
  factor: Key,
  timeStep: number,
): Promise<boolean> {
  const rows = await acceptTimeStepStatement(db, [factor.environmentId, factor.id, timeStep])
  return rows.length > 0
}

export async function removeFactor(
  db: Database,
  environmentId: string,
  id: string,
): Promise<boolean> {
  const result = await db
    .deleteFrom('authentication_factors')
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numDeletedRows > 0n
}

export async function removeAllFactors(db: Database, environmentId: string): Promise<void> {
  await db
    .deleteFrom('authentication_factors')
    .where('environment_id', '=', environmentId)
    .execute()
}

export async function insertChallenge(
  db: Database,
  challenge: AuthenticationChallenge,
  codeSealed: string | null,
): Promise<void> {
  await db
    .insertInto('authentication_challenges')
    .values({
      environment_id: challenge.environmentId,
      id: challenge.id,
      authentication_factor_id: challenge.authenticationFactorId,
      code_sealed: codeSealed,
      expires_at: challenge.expiresAt,
      created_at: challenge.createdAt,
      updated_at: challenge.updatedAt,
    })
    .execute()
}

export async function findChallenge(
  db: Database,
  environmentId: string,
  id: string,
): Promise<Challenged | null> {
  const challenge = await db
    .selectFrom('authentication_challenges')
    .selectAll()
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .executeTakeFirst()
  const factor =
    challenge &&
    (await db
      .selectFrom('authentication_factors')
      .selectAll()
      .where('environment_id', '=', environmentId)
      .where('id', '=', challenge.authentication_factor_id)
      .executeTakeFirst())
  return factor
    ? {
        challenge: toChallenge(challenge),
        factor: toFactor(factor),
        codeSealed: challenge.code_sealed,
        secretSealed: factor.totp_secret_sealed,
      }
    : null
}

/** False when the challenge is met, expired or was tried too often. */
export async function countAttempt(
  db: Database,
  { environmentId, id }: Key,
  attemptLimit: number,
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('authentication_challenges')
    .set((expression) => ({ attempts: expression('attempts', '+', 1) }))
    .where('environment_id', '=', environmentId)
    .where('id', '=', id)
    .where('verified_at', 'is', null)
    .where('expires_at', '>', now)
    .where('attempts', '<', attemptLimit)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

// The code is spent first: two codes that are right for one challenge are both spent, and one meets it.
const spendStatement = statement<{ spent: boolean }>(
  'authentication-challenges.spend',
  `with accepted as (
     update authentication_factors
        set last_time_step = coalesce($4::bigint, last_time_step),
            updated_at = case when verified_at is null then $5 else updated_at end,
            verified_at = coalesce(verified_at, $5)
      where environment_id = $1 and id = $3
        and ($4::bigint is null or last_time_step is null or last_time_step < $4::bigint)
     returning id
   )
   update authentication_challenges set verified_at = $5, updated_at = $5
    where environment_id = $1 and id = $2 and verified_at is null and exists (select from accepted)
   returning true as spent`,
)

/** Spends challenge and code, and verifies the factor: true for one caller, however many there are. */
export async function spend(
  db: Database,
  challenge: AuthenticationChallenge,
  timeStep: number | null,
  now: Date,
): Promise<boolean> {
  const { environmentId, id, authenticationFactorId } = challenge
  const rows = await spendStatement(db, [environmentId, id, authenticationFactorId, timeStep, now])
  return rows.length > 0
}

export async function removeExpiredChallenges(db: Pool, until: Date): Promise<number> {
  return deleteInBatches(db, {
    table: 'authentication_challenges',
    key: 'id',
    column: 'expires_at',
    until,
  })
}

function toFactor(row: FactorRow): AuthenticationFactor {
  const { totp_issuer: issuer, totp_user: user } = row
  return {
    environmentId: row.environment_id,
    id: row.id,
    userId: row.user_id,
    type: row.type,
    totp: issuer !== null && user !== null ? { issuer, user } : null,
    verifiedAt: row.verified_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function toChallenge(row: ChallengeRow): AuthenticationChallenge {
  return {
    environmentId: row.environment_id,
    id: row.id,
    authenticationFactorId: row.authentication_factor_id,
    expiresAt: row.expires_at,
    verifiedAt: row.verified_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
