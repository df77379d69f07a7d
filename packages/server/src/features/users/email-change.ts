import { addSeconds } from '../../config/clock.ts'
import { createSixDigitCode, isSameSecret } from '../../crypto/tokens.ts'
import { inTransaction, isUniqueViolation } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors/errors.ts'
import { countAttempt, rateLimits } from '../../http/rate-limits.ts'
import { writeEmail } from '../../mail/mail.ts'
import { emailChangeMail } from '../../mail/templates/email-change-mail.tsx'
import type { Application } from '../applications/application.ts'
import { normalizeEmail } from './email-address.ts'
import * as store from './email-change-store.ts'
import { changeEmail, findUserByEmail, getUser, lockUser, type User } from './user.ts'

export { removeExpired as removeExpiredEmailChanges } from './email-change-store.ts'

/**
 * An email change moves an account to another address once its owner proved to receive mail there:
 * six digits, mailed to the new address, good for ten minutes, five tries and one use. A newer one
 * takes the place of the older; until it is confirmed the account stays as it is.
 */
export interface EmailChange {
  environmentId: string
  userId: string
  newEmail: string
  attempts: number
  expiresAt: Date
  consumedAt: Date | null
  createdAt: Date
}

const lifetimeSeconds = 600
const attemptLimit = 5

/** Mails a code to the new address. */
export async function sendEmailChange(
  deps: Deps,
  application: Application,
  environmentId: string,
  userId: string,
  newEmail: string,
): Promise<{ user: User; change: EmailChange }> {
  const user = await getUser(deps, environmentId, userId)
  const normalized = normalizeEmail(newEmail)
  if (normalized === null) throw invalidEmail()
  if (normalized === normalizeEmail(user.email)) throw notNeeded()
  if (await findUserByEmail(deps, environmentId, normalized)) throw notAvailable()
  const now = deps.clock.now()
  await countAttempt(deps.db, rateLimits.emailChangeSend, environmentId, userId, now)
  const code = createSixDigitCode()
  const change = await inTransaction(deps.db, async (transaction) => {
    await lockUser(transaction, user)
    const created = await store.replace(transaction, {
      environmentId,
      userId,
      newEmail: newEmail.trim(),
      codeSealed: deps.sealer.seal('email-change-code', code),
      expiresAt: addSeconds(now, lifetimeSeconds),
      now,
    })
    const mail = emailChangeMail({
      applicationName: application.name,
      email: user.email,
      newEmail: created.newEmail,
      code,
      expiresInMinutes: lifetimeSeconds / 60,
    })
    await writeEmail(deps, transaction, {
      environmentId,
      to: created.newEmail,
      kind: 'email_change',
      content: { ...mail, code, url: null },
    })
    return created
  })
  return { user, change }
}

/** Moves the account to the address that the code was mailed to, which that proves. */
export async function confirmEmailChange(
  deps: Deps,
  environmentId: string,
  userId: string,
  code: string,
): Promise<User> {
  const user = await getUser(deps, environmentId, userId)
  const now = deps.clock.now()
  await countAttempt(deps.db, rateLimits.emailChangeCodeOfUser, environmentId, userId, now)
  const attempted = await store.countAttempt(deps.db, user, attemptLimit, now)
  if (!attempted) throw await explainRefusal(deps, user, now)
  const expected = deps.sealer.unseal('email-change-code', attempted.codeSealed)
  if (!isSameSecret(code.replace(/\s/g, ''), expected)) {
    throw new ApiError(400, 'email_change_code_incorrect', 'This code is not the one we mailed.')
  }
  try {
    return await inTransaction(deps.db, async (transaction) => {
      if (!(await store.consume(transaction, attempted, now))) throw previouslyUsed()
      return changeEmail(transaction, user, attempted.newEmail, now)
    })
  } catch (error) {
    // Somebody else took the address while the code was on its way.
    throw isUniqueViolation(error, 'users_email_unique') ? notAvailable() : error
  }
}

async function explainRefusal(deps: Deps, user: User, now: Date): Promise<ApiError> {
  const change = await store.find(deps.db, user)
  if (!change) {
    return new ApiError(
      409,
      'no_pending_email_change',
      'No change of address was asked for. Send a code to the new address first.',
    )
  }
  if (change.consumedAt) return previouslyUsed()
  if (change.expiresAt <= now) {
    return new ApiError(400, 'email_change_code_expired', 'This code has expired. Send a new one.')
  }
  return new ApiError(
    429,
    'email_change_too_many_attempts',
    'This code was tried too often. Send a new one.',
  )
}

const invalidEmail = () =>
  new ApiError(422, 'invalid_email', 'Enter an email address, such as name@example.com.')
const notNeeded = () =>
  new ApiError(409, 'email_change_not_needed', 'The user has this email address already.')
const notAvailable = () => new ApiError(409, 'email_not_available', 'This email is not available.')
const previouslyUsed = () =>
  new ApiError(409, 'email_change_code_previously_used', 'This code was already used.')
