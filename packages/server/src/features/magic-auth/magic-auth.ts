import { addSeconds } from '../../config/clock.ts'
import { createSixDigitCode, isSameSecret } from '../../crypto/tokens.ts'
import { type Database, inTransaction } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import {
  ApiError,
  authenticationMethodNotAllowed,
  invalidOneTimeCode,
  notFound,
  OAuthError,
  oneTimeCodeExpired,
  oneTimeCodePreviouslyUsed,
  oneTimeCodeTooManyAttempts,
  signUpNotAllowed,
} from '../../errors/errors.ts'
import { networkOf } from '../../http/network-of.ts'
import { countAttempt, forgetAttempts, rateLimits, takeFromLimit } from '../../http/rate-limits.ts'
import { createId, isId } from '../../ids/ids.ts'
import { writeEmail } from '../../mail/mail.ts'
import { magicAuthMail } from '../../mail/templates/magic-auth-mail.tsx'
import { approveUserRegistration, type Origin } from '../actions/approval.ts'
import type { Application } from '../applications/application.ts'
import type { Environment } from '../environments/environment.ts'
import { recordEvents } from '../events/event.ts'
import { normalizeEmail, parseEmail } from '../users/email-address.ts'
import { createUser, findUserByEmail, lockUser, type User } from '../users/user.ts'
import { magicAuthCreated } from './events.ts'
import * as store from './store.ts'

export { removeAll as removeMagicAuths, removeExpired as removeExpiredMagicAuths } from './store.ts'

/**
 * A magic auth signs whoever receives the mail of an address in: six digits, good for ten minutes,
 * five tries and one use. One that was asked for on the hosted pages works in that browser alone, so
 * that nobody else can try it to its end or take its place; there, and for the application, a newer
 * one takes the place of the older. Its use proves the address.
 */
export interface MagicAuth {
  environmentId: string
  id: string
  /** Null where the code leads nowhere: the address has no account and may not get one. */
  userId: string | null
  email: string
  invitationId: string | null
  /** The browser that asked for it; null where the application did. */
  browserHash: Buffer | null
  attempts: number
  expiresAt: Date
  consumedAt: Date | null
  createdAt: Date
  updatedAt: Date
}

export type MagicAuthOfUser = MagicAuth & { userId: string }

export interface MagicAuthRequest {
  email: string
  /** Names for the account, where the address has none yet. */
  firstName?: string | null
  lastName?: string | null
  /** Accepted by signing in with the code; it lets its address sign up where sign-up is closed. */
  invitationId?: string | null
  /** The browser that asks, on the hosted pages. */
  browserHash?: Buffer
  /** The same invitation as the application is asked about it, where a new account is its to approve. */
  invitation?: object | null
  /** Where the person is, as far as it is known. */
  from: Origin
}

/** A code as it was entered. */
export interface MagicAuthAttempt {
  email: string
  code: string
  /** In this browser, on the hosted pages; null where the application passes it on. */
  browserHash: Buffer | null
  /** Where the person is, as far as the application says so. */
  ipAddress: string | null
}

const lifetimeSeconds = 600
const attemptLimit = 5

export function checkMagicAuthEnabled({ settings }: Environment): void {
  if (!settings.magicAuthEnabled) throw authenticationMethodNotAllowed('magic auth')
}

/** Refuses where codes are turned off, and when the application asks for those of one address too fast. */
export async function countMagicAuth(
  deps: Deps,
  environment: Environment,
  email: string,
): Promise<void> {
  checkMagicAuthEnabled(environment)
  const { normalized } = parseEmail(email)
  const now = deps.clock.now()
  await countAttempt(deps.db, rateLimits.magicAuthCreate, environment.id, normalized, now)
}

/** Mails a code. An address without an account gets one, where sign-up is open or it was invited. */
export async function createMagicAuth(
  deps: Deps,
  environment: Environment,
  application: Application,
  request: MagicAuthRequest,
): Promise<{ magicAuth: MagicAuthOfUser; code: string }> {
  const isAllowed = mayBeNew(environment, request)
  const user = await findOrSignUp(deps, environment, request, isAllowed).catch((error) => {
    // As published: this endpoint knows one refusal of a new account.
    throw isDenied(error) ? new OAuthError('sign_up_not_allowed', error.description) : error
  })
  if (!user) throw signUpNotAllowed()
  const { magicAuth, code } = await replace(deps, environment, application, request, user)
  return { magicAuth: { ...magicAuth, userId: user.id }, code }
}

/**
 * As {@link createMagicAuth}, for a page that tells nobody which addresses have accounts: where it
 * would be refused there is a code as well, with the same limits and the same end, that nobody gets.
 * So it is where the application does not approve of the new account.
 */
export async function createMagicAuthOrDecoy(
  deps: Deps,
  environment: Environment,
  application: Application,
  request: MagicAuthRequest,
  isSignUpAllowed: boolean,
): Promise<void> {
  const user = await findOrSignUp(deps, environment, request, isSignUpAllowed).catch((error) => {
    if (isDenied(error)) return null
    throw error
  })
  await replace(deps, environment, application, request, user)
}

const isDenied = (error: unknown): error is OAuthError =>
  error instanceof OAuthError && error.error === 'access_denied'

const mayBeNew = ({ settings }: Environment, { invitationId }: MagicAuthRequest) =>
  settings.signUpEnabled || invitationId != null

async function findOrSignUp(
  deps: Deps,
  environment: Environment,
  { email, firstName, lastName, invitation, from }: MagicAuthRequest,
  isSignUpAllowed: boolean,
): Promise<User | null> {
  const user = await findUserByEmail(deps, environment.id, email)
  if (user || !isSignUpAllowed) return user
  const question = {
    userData: { email, firstName, lastName },
    ...(invitation && { invitation }),
    authenticationMethod: 'MagicAuth',
  }
  await approveUserRegistration(deps, environment, question, from)
  try {
    return await createUser(deps, environment, { email, firstName, lastName })
  } catch (error) {
    // Somebody else made the account in this very moment: it is theirs that is signed in to.
    const isTaken = error instanceof ApiError && error.code === 'user_creation_error'
    const other = isTaken ? await findUserByEmail(deps, environment.id, email) : null
    if (!other) throw error
    return other
  }
}

async function replace(
  deps: Deps,
  environment: Environment,
  application: Application,
  request: MagicAuthRequest,
  user: User | null,
): Promise<{ magicAuth: MagicAuth; code: string }> {
  const now = deps.clock.now()
  const code = createSixDigitCode()
  const { email, normalized } = parseEmail(user?.email ?? request.email)
  const magicAuth = await inTransaction(deps.db, async (transaction) => {
    if (user) await lockUser(transaction, user)
    const created = await store.replace(transaction, {
      environmentId: environment.id,
      id: createId('magic_auth', now),
      userId: user?.id ?? null,
      email,
      emailNormalized: normalized,
      codeSealed: deps.sealer.seal('magic-auth-code', code),
      invitationId: request.invitationId ?? null,
      browserHash: request.browserHash ?? null,
      expiresAt: addSeconds(now, lifetimeSeconds),
      now,
    })
    if (!user) return created
    await recordEvents(transaction, now, [magicAuthCreated({ ...created, userId: user.id })])
    const mail = magicAuthMail({
      applicationName: application.name,
      email,
      code,
      expiresInMinutes: lifetimeSeconds / 60,
    })
    await writeEmail(deps, transaction, {
      environmentId: environment.id,
      to: email,
      kind: 'magic_auth',
      content: { ...mail, code, url: null },
    })
    return created
  })
  return { magicAuth, code }
}

/** With its code, for applications that send their own mails. */
export async function getMagicAuth(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<{ magicAuth: MagicAuthOfUser; code: string }> {
  const found = isId('magic_auth', id) ? await store.find(deps.db, environmentId, id) : null
  if (!found?.userId) throw notFound('Magic Auth', id)
  const code = deps.sealer.unseal('magic-auth-code', found.codeSealed)
  return { magicAuth: { ...found, userId: found.userId }, code }
}

/**
 * The magic auth of this address and code, or why not. The attempt is counted by the statement that
 * reads the code, before it is compared, so that a thousand guesses at once are still five. An
 * address that no code was made for is answered as one whose code is another.
 */
export async function verifyMagicAuthCode(
  deps: Deps,
  environmentId: string,
  { email, code, browserHash, ipAddress }: MagicAuthAttempt,
): Promise<MagicAuthOfUser> {
  const now = deps.clock.now()
  const address = normalizeEmail(email)
  if (address === null) throw invalidOneTimeCode()
  const of = { environmentId, emailNormalized: address, browserHash }
  const guesses = browserHash
    ? await countGuessInBrowser(deps, environmentId, address)
    : await countGuessOfApplication(deps, environmentId, address, ipAddress)
  const attempted = await store.countAttempt(deps.db, of, guesses.triesOfCode, now)
  if (!attempted) throw await explainRefusal(deps, of, now)
  const expected = deps.sealer.unseal('magic-auth-code', attempted.codeSealed)
  const matches = isSameSecret(code.replace(/\s/g, ''), expected)
  if (!matches || attempted.userId === null) throw invalidOneTimeCode()
  await guesses.forget()
  return { ...attempted, userId: attempted.userId }
}

/**
 * New codes bring new tries: without a count of its own, an account could be guessed for ever. Where
 * others guess at the account of somebody, theirs must still be right at the first try, so nobody can
 * lock them out.
 */
async function countGuessInBrowser(deps: Deps, environmentId: string, address: string) {
  const rule = rateLimits.hostedMagicCodeGuesses
  const now = deps.clock.now()
  const { granted } = await takeFromLimit(deps.db, rule, environmentId, address, 1, now)
  return {
    triesOfCode: granted > 0 ? attemptLimit : 1,
    forget: () => forgetAttempts(deps.db, rule, environmentId, address),
  }
}

/**
 * Nothing tells the codes of an application apart that are for one address. Refused are guesses from
 * a network address that made too many, and only when many did so those from everywhere.
 */
async function countGuessOfApplication(
  deps: Deps,
  environmentId: string,
  address: string,
  ipAddress: string | null,
) {
  const limits = [
    { rule: rateLimits.magicAuthCode, subject: `${address} ${networkOf(ipAddress ?? '')}` },
    { rule: rateLimits.magicAuthCodeOfAddress, subject: address },
  ]
  for (const { rule, subject } of limits) {
    await countAttempt(deps.db, rule, environmentId, subject, deps.clock.now())
  }
  return {
    triesOfCode: attemptLimit,
    forget: async () => {
      for (const { rule, subject } of limits) {
        await forgetAttempts(deps.db, rule, environmentId, subject)
      }
    },
  }
}

/** Spends a checked code, in the transaction that makes use of it; the first of several wins. */
export async function consumeMagicAuth(
  db: Database,
  magicAuth: MagicAuth,
  now: Date,
): Promise<void> {
  if (!(await store.consume(db, magicAuth, now))) throw oneTimeCodePreviouslyUsed()
}

async function explainRefusal(deps: Deps, of: store.CodesOf, now: Date): Promise<ApiError> {
  const newest = await store.findNewest(deps.db, of)
  if (!newest) return invalidOneTimeCode()
  if (newest.consumedAt) return oneTimeCodePreviouslyUsed()
  if (newest.expiresAt <= now) return oneTimeCodeExpired(newest.email)
  return oneTimeCodeTooManyAttempts()
}
