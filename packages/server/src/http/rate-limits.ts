import { createHash } from 'node:crypto'
import { addSeconds } from '../config/clock.ts'
import { type Database, type Pool, statement } from '../db/database.ts'
import { deleteInBatches } from '../db/delete-in-batches.ts'
import { RateLimitError } from '../errors/errors.ts'

/** A published limit: so many in a window of so many seconds, counted by subject. */
export interface RateLimitRule {
  name: string
  limit: number
  windowSeconds: number
}

/** The limits on guessing and on sending mail. They are the same in development and in production. */
export const rateLimits = {
  authenticate: { name: 'authenticate', limit: 10, windowSeconds: 60 },
  /** Sign-ins of one address from one network address, on the hosted pages. */
  hostedSignIn: { name: 'hosted_sign_in', limit: 10, windowSeconds: 60 },
  hostedSignInOfAddress: { name: 'hosted_sign_in_of_address', limit: 50, windowSeconds: 60 },
  /** Sign-ups with any addresses from one network address: each of them sends a mail. */
  hostedSignUp: { name: 'hosted_sign_up', limit: 30, windowSeconds: 60 },
  /** Beyond the published limits: across all the challenges of one factor, 500 guesses a day. */
  authenticationFactorCode: {
    name: 'authentication_factor_code',
    limit: 20,
    windowSeconds: 3600,
  },
  /** Codes of an authenticator app on the hosted pages, by sign-in and, as above, by account. */
  hostedTotpCode: { name: 'hosted_totp_code', limit: 10, windowSeconds: 60 },
  hostedTotpCodeOfUser: { name: 'hosted_totp_code_of_user', limit: 20, windowSeconds: 3600 },
  /** Codes of devices that people enter, by network address. */
  deviceUserCode: { name: 'device_user_code', limit: 10, windowSeconds: 60 },
  /** Devices that begin to sign in, by network address: each of them is a row. */
  deviceAuthorization: { name: 'device_authorization', limit: 30, windowSeconds: 60 },
  /** Terminals that ask for a key, by network address, and the codes that owners enter. */
  cliSignIn: { name: 'cli_sign_in', limit: 10, windowSeconds: 60 },
  cliUserCode: { name: 'cli_user_code', limit: 20, windowSeconds: 60 },
  emailVerificationSend: { name: 'email_verification_send', limit: 3, windowSeconds: 60 },
  emailVerificationCode: { name: 'email_verification_code', limit: 10, windowSeconds: 60 },
  /** Beyond the published limits: across all the codes of one account, 500 guesses a day. */
  emailVerificationCodeOfUser: {
    name: 'email_verification_code_of_user',
    limit: 20,
    windowSeconds: 3600,
  },
  magicAuthCreate: { name: 'magic_auth_create', limit: 3, windowSeconds: 60 },
  /** Beyond the published limits: codes of one address, from one network address and from all. */
  magicAuthCode: { name: 'magic_auth_code', limit: 20, windowSeconds: 3600 },
  magicAuthCodeOfAddress: { name: 'magic_auth_code_of_address', limit: 100, windowSeconds: 3600 },
  /** Mails of one kind to any addresses that one network address asks for on the hosted pages. */
  hostedMail: { name: 'hosted_mail', limit: 10, windowSeconds: 60 },
  /** Those to one address that one network address asks for, as published and in an hour. */
  hostedMailToAddress: { name: 'hosted_mail_to_address', limit: 3, windowSeconds: 60 },
  hostedMailToAddressHourly: { name: 'hosted_mail_hourly', limit: 10, windowSeconds: 3600 },
  /** Beyond the published limits: those to one address that all network addresses ask for. */
  hostedMailToAddressOfAll: { name: 'hosted_mail_of_all', limit: 30, windowSeconds: 3600 },
  /** Codes that are entered in one browser, by network address. */
  hostedMagicCodeEntry: { name: 'hosted_magic_code_entry', limit: 10, windowSeconds: 60 },
  /** Codes of one address that are entered in any browsers; beyond it every code has one try. */
  hostedMagicCodeGuesses: { name: 'hosted_magic_code_guesses', limit: 20, windowSeconds: 3600 },
  emailChangeSend: { name: 'email_change_send', limit: 3, windowSeconds: 60 },
  emailChangeCodeOfUser: { name: 'email_change_code_of_user', limit: 20, windowSeconds: 3600 },
  passwordResetCreate: { name: 'password_reset_create', limit: 3, windowSeconds: 60 },
} as const satisfies Record<string, RateLimitRule>

const count = statement<{ count: number; window_ends_at: Date }>(
  'rate-limits.count',
  `insert into rate_limit_counters as counter (environment_id, subject_hash, count, window_ends_at)
   values ($1, $2, $5, $4)
   on conflict (environment_id, subject_hash) do update
      set count = case when counter.window_ends_at <= $3 then $5 else counter.count + $5 end,
          window_ends_at = case when counter.window_ends_at <= $3 then $4 else counter.window_ends_at end
   returning count, window_ends_at`,
)

const forget = statement(
  'rate-limits.forget',
  'delete from rate_limit_counters where environment_id = $1 and subject_hash = $2',
)

/**
 * Counts one attempt and refuses it when the window's limit is spent. Counted in the database, in
 * one statement, before the attempt is made: fifty at once, on any number of servers, are fifty.
 */
export async function countAttempt(
  db: Database,
  rule: RateLimitRule,
  environmentId: string,
  subject: string,
  now: Date,
): Promise<void> {
  const { granted, windowEndsAt } = await takeFromLimit(db, rule, environmentId, subject, 1, now)
  if (granted === 0) throw new RateLimitError(rule, windowEndsAt, now)
}

/** Takes up to `amount` of what the window has left. */
export async function takeFromLimit(
  db: Database,
  rule: RateLimitRule,
  environmentId: string,
  subject: string,
  amount: number,
  now: Date,
): Promise<{ granted: number; windowEndsAt: Date }> {
  const windowEndsAt = addSeconds(now, rule.windowSeconds)
  const subjectHash = hashSubject(rule, subject)
  const [counter] = await count(db, [environmentId, subjectHash, now, windowEndsAt, amount])
  if (!counter) throw new Error(`The limit ${rule.name} could not be counted.`)
  const before = counter.count - amount
  const granted = Math.min(amount, Math.max(0, rule.limit - before))
  return { granted, windowEndsAt: counter.window_ends_at }
}

/** A success ends the count: whoever knows the secret is not guessing. */
export async function forgetAttempts(
  db: Database,
  rule: RateLimitRule,
  environmentId: string,
  subject: string,
): Promise<void> {
  await forget(db, [environmentId, hashSubject(rule, subject)])
}

export async function removeEndedCounters(db: Pool, until: Date): Promise<number> {
  const counters = { table: 'rate_limit_counters', key: 'subject_hash' } as const
  return deleteInBatches(db, { ...counters, column: 'window_ends_at', until })
}

export async function removeCounters(db: Database, environmentId: string): Promise<void> {
  await db.deleteFrom('rate_limit_counters').where('environment_id', '=', environmentId).execute()
}

/** Hashed, so that the counters are no list of the addresses that people tried. */
const hashSubject = (rule: RateLimitRule, subject: string) =>
  createHash('sha256').update(`${rule.name}:${subject}`).digest()
