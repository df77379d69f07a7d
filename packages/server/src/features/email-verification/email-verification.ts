import { addSeconds } from '../../config/clock.ts'
import { createSixDigitCode, isSameSecret } from '../../crypto/tokens.ts'
import { type Database, inTransaction } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import {
  ApiError,
  emailAlreadyVerified,
  invalidOneTimeCode,
  notFound,
  oneTimeCodeExpired,
  oneTimeCodePreviouslyUsed,
  oneTimeCodeTooManyAttempts,
} from '../../errors/errors.ts'
import { countAttempt, rateLimits } from '../../http/rate-limits.ts'
import { createId, isId } from '../../ids/ids.ts'
import { writeEmail } from '../../mail/mail.ts'
import { verificationMail } from '../../mail/templates/verification-mail.tsx'
import type { Application } from '../applications/application.ts'
import { recordEvents } from '../events/event.ts'
import { getUser, lockUser, markEmailVerified, type User } from '../users/user.ts'
import { emailVerificationCreated } from './events.ts'
import * as store from './store.ts'

export { removeExpired as removeExpiredEmailVerifications } from './store.ts'

/**
 * An email verification proves that a user receives mail at their address: six digits, mailed,
 * good for ten minutes, five tries and one use. A newer one takes the place of the older.
 */
export interface EmailVerification {
  environmentId: string
  id: string
  userId: string
  /** The address that is proven; after a change of address the code proves nothing. */
  email: string
  attempts: number
  expiresAt: Date
  consumedAt: Date | null
  createdAt: Date
  updatedAt: Date
}

export const codeLifetimeSeconds = 600
export const codeAttemptLimit = 5

/** Refuses when mails are asked for too fast. Outside of transactions, which would undo the count. */
export async function countVerificationMail(deps: Deps, user: User): Promise<void> {
  const rule = rateLimits.emailVerificationSend
  await countAttempt(deps.db, rule, user.environmentId, user.id, deps.clock.now())
}

/** Mails a new code on request of the application or an owner. */
export async function sendVerificationEmail(
  deps: Deps,
  user: User,
  application: Application,
): Promise<void> {
  if (user.emailVerified) throw emailAlreadyVerified()
  await countVerificationMail(deps, user)
  await inTransaction(deps.db, (transaction) =>
    createEmailVerification(deps, transaction, user, application),
  )
}

/** With its code, for applications that send their own mails. */
export async function getEmailVerification(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<{ verification: EmailVerification; code: string }> {
  const found = isId('email_verification', id)
    ? await store.findSealed(deps.db, environmentId, id)
    : null
  if (!found) throw notFound('Email verification', id)
  const code = deps.sealer.unseal('email-verification-code', found.codeSealed)
  return { verification: found, code }
}

/** Makes a code and mails it, in the caller's transaction. */
export async function createEmailVerification(
  deps: Deps,
  db: Database,
  user: User,
  application: Application,
): Promise<EmailVerification> {
  const now = deps.clock.now()
  const code = createSixDigitCode()
  await lockUser(db, user)
  const verification = await store.replace(db, {
    environmentId: user.environmentId,
    id: createId('email_verification', now),
    userId: user.id,
    email: user.email,
    codeSealed: deps.sealer.seal('email-verification-code', code),
    expiresAt: addSeconds(now, codeLifetimeSeconds),
    now,
  })
  await recordEvents(db, now, [emailVerificationCreated(verification)])
  const mail = verificationMail({
    applicationName: application.name,
    email: user.email,
    code,
    expiresInMinutes: codeLifetimeSeconds / 60,
  })
  await writeEmail(deps, db, {
    environmentId: user.environmentId,
    to: user.email,
    kind: 'email_verification',
    content: { ...mail, code, url: null },
  })
  return verification
}

/** The code that is on its way to the user's present address, if there is one. */
export async function findOpenEmailVerification(
  deps: Deps,
  user: User,
): Promise<EmailVerification | null> {
  return store.findOpen(deps.db, user, codeAttemptLimit, deps.clock.now())
}

/**
 * Checks the code or says why not. The attempt is counted by its own statement before the code is
 * compared, so that a thousand guesses at once are still five.
 */
export async function verifyCode(
  deps: Deps,
  verification: { environmentId: string; id: string; userId: string },
  code: string,
): Promise<EmailVerification> {
  const now = deps.clock.now()
  const { environmentId, id, userId } = verification
  await countAttempt(deps.db, rateLimits.emailVerificationCode, environmentId, id, now)
  // New codes bring new tries: without a count of its own, an account could be guessed for ever.
  await countAttempt(deps.db, rateLimits.emailVerificationCodeOfUser, environmentId, userId, now)
  const attempted = await store.countAttempt(deps.db, verification, codeAttemptLimit, now)
  if (!attempted) throw await explainRefusal(deps, verification, now)
  const expected = deps.sealer.unseal('email-verification-code', attempted.codeSealed)
  if (!isSameSecret(code.replace(/\s/g, ''), expected)) throw invalidOneTimeCode()
  return attempted
}

/** Spends a checked code, in the transaction that makes use of it; the first of several wins. */
export async function consumeEmailVerification(
  db: Database,
  verification: EmailVerification,
  now: Date,
): Promise<void> {
  if (!(await store.consume(db, verification, now))) throw oneTimeCodePreviouslyUsed()
}

/** Proves the address with the newest code, for an application that asked for it in its own page. */
export async function confirmEmailVerification(
  deps: Deps,
  environmentId: string,
  userId: string,
  code: string,
): Promise<User> {
  const user = await getUser(deps, environmentId, userId)
  if (user.emailVerified) {
    throw new ApiError(
      400,
      'email_previously_verified',
      'The email of this user is already verified.',
    )
  }
  const newest = await store.findNewest(deps.db, user)
  if (!newest) throw codeIncorrect()
  const now = deps.clock.now()
  try {
    const verification = await verifyCode(deps, newest, code)
    return await inTransaction(deps.db, async (transaction) => {
      await consumeEmailVerification(transaction, verification, now)
      return markEmailVerified(transaction, user, now)
    })
  } catch (error) {
    throw error instanceof ApiError ? (inWordsOfConfirm(error) ?? error) : error
  }
}

const codeIncorrect = () =>
  new ApiError(400, 'email_verification_code_incorrect', 'This code is not the one we mailed.')

/** This act has codes of its own for the refusals of a one-time code. */
function inWordsOfConfirm(error: ApiError): ApiError | null {
  switch (error.code) {
    case 'invalid_one_time_code':
      return codeIncorrect()
    case 'one_time_code_previously_used':
      return new ApiError(400, 'email_verification_code_previously_used', error.message)
    case 'one_time_code_expired':
    case 'one_time_code_too_many_attempts':
      return new ApiError(400, 'email_verification_code_expired', error.message)
    default:
      return null
  }
}

async function explainRefusal(
  deps: Deps,
  { environmentId, id }: { environmentId: string; id: string },
  now: Date,
): Promise<Error> {
  const verification = await store.find(deps.db, environmentId, id)
  if (!verification) return invalidOneTimeCode()
  if (verification.consumedAt) return oneTimeCodePreviouslyUsed()
  if (verification.expiresAt <= now) return oneTimeCodeExpired(verification.email)
  return oneTimeCodeTooManyAttempts()
}
