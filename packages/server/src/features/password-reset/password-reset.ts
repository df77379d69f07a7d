import { addSeconds } from '../../config/clock.ts'
import { createToken, hashToken } from '../../crypto/tokens.ts'
import { type Database, inTransaction } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError, notFound } from '../../errors/errors.ts'
import { countAttempt, rateLimits } from '../../http/rate-limits.ts'
import { createId } from '../../ids/ids.ts'
import { writeEmail } from '../../mail/mail.ts'
import { passwordResetMail } from '../../mail/templates/password-reset-mail.tsx'
import type { Application } from '../applications/application.ts'
import type { Environment } from '../environments/environment.ts'
import { recordEvents } from '../events/event.ts'
import { endSessionsOfUser } from '../sessions/session.ts'
import { normalizeEmail } from '../users/email-address.ts'
import { checkPassword } from '../users/password-policy.ts'
import { findUser, lockUser, markEmailVerified, setPasswordHash, type User } from '../users/user.ts'
import { passwordResetCreated, passwordResetSucceeded } from './events.ts'
import * as store from './store.ts'

export { removeExpired as removeExpiredPasswordResets } from './store.ts'

/**
 * A password reset lets whoever receives a user's mail set a new password, once, within an hour.
 * It ends every session of the user, and with it every other reset that is still open.
 */
export interface PasswordReset {
  environmentId: string
  id: string
  userId: string
  email: string
  expiresAt: Date
  consumedAt: Date | null
  createdAt: Date
}

const lifetimeSeconds = 3_600

/** Refuses when resets of one address are asked for too fast, whether or not it has an account. */
export async function countPasswordReset(
  deps: Deps,
  environmentId: string,
  email: string,
): Promise<void> {
  const subject = normalizeEmail(email) ?? email
  const now = deps.clock.now()
  await countAttempt(deps.db, rateLimits.passwordResetCreate, environmentId, subject, now)
}

/** Makes a reset and mails its link. */
export async function createPasswordReset(
  deps: Deps,
  user: User,
  application: Application,
): Promise<{ reset: PasswordReset; token: string; url: string }> {
  return insertPasswordReset(deps, user, async (transaction, url) => {
    const mail = passwordResetMail({
      applicationName: application.name,
      email: user.email,
      url,
      expiresInMinutes: lifetimeSeconds / 60,
    })
    await writeEmail(deps, transaction, {
      environmentId: user.environmentId,
      to: user.email,
      kind: 'password_reset',
      content: { ...mail, code: null, url },
    })
  })
}

/** Makes a reset whose link somebody hands over who is trusted with it. */
export const createUnmailedPasswordReset = (deps: Deps, user: User) =>
  insertPasswordReset(deps, user, async () => {})

async function insertPasswordReset(
  deps: Deps,
  user: User,
  mailLink: (transaction: Database, url: string) => Promise<void>,
): Promise<{ reset: PasswordReset; token: string; url: string }> {
  const now = deps.clock.now()
  const token = createToken()
  const url = `${deps.config.baseUrl}/reset-password?token=${token}`
  const reset = await inTransaction(deps.db, async (transaction) => {
    await lockUser(transaction, user)
    // One link at a time: a mailbox full of links that work is a mailbox worth breaking into.
    await store.consumeAllOfUser(transaction, user, now)
    const created = await store.insert(transaction, {
      environmentId: user.environmentId,
      id: createId('password_reset', now),
      userId: user.id,
      email: user.email,
      tokenHash: hashToken(token),
      tokenSealed: deps.sealer.seal('password-reset-token', token),
      expiresAt: addSeconds(now, lifetimeSeconds),
      now,
    })
    await recordEvents(transaction, now, [passwordResetCreated(created)])
    await mailLink(transaction, url)
    return created
  })
  return { reset, token, url }
}

/** The reset of a link, if the link still works. The token alone says which environment is meant. */
export async function findUsablePasswordReset(
  deps: Deps,
  tokenHash: Buffer,
): Promise<{ reset: PasswordReset; user: User } | null> {
  const reset = await store.findByTokenHash(deps.db, tokenHash)
  if (!reset || reset.consumedAt || reset.expiresAt <= deps.clock.now()) return null
  const user = await findUser(deps, reset.environmentId, reset.userId)
  // A changed address takes its links with it: they went to a mailbox that is the user's no more.
  return user && user.email === reset.email ? { reset, user } : null
}

/** The environment of a link that may have expired, so that its page knows where to send people. */
export async function findPasswordResetEnvironment(
  deps: Deps,
  tokenHash: Buffer,
): Promise<string | null> {
  return (await store.findByTokenHash(deps.db, tokenHash))?.environmentId ?? null
}

/** Sets the new password; the mail that led here also proved the address. */
export async function confirmPasswordReset(
  deps: Deps,
  environment: Environment,
  tokenHash: Buffer,
  newPassword: string,
): Promise<User> {
  if ((await findPasswordResetEnvironment(deps, tokenHash)) !== environment.id) {
    throw new ApiError(404, 'entity_not_found', 'Password reset token not found.')
  }
  const usable = await findUsablePasswordReset(deps, tokenHash)
  if (!usable) throw invalidPasswordResetToken()
  const { reset, user } = usable
  await checkNewPassword(environment, newPassword, user)
  const passwordHash = await deps.passwordHasher.hash(newPassword)
  const now = deps.clock.now()
  return inTransaction(deps.db, async (transaction) => {
    if (!(await store.consume(transaction, reset, now))) throw invalidPasswordResetToken()
    await store.consumeAllOfUser(transaction, user, now)
    await setPasswordHash(transaction, user, passwordHash, now)
    await markEmailVerified(transaction, user, now)
    const signedOut = await endSessionsOfUser(transaction, user, now)
    await recordEvents(transaction, now, [passwordResetSucceeded(reset)])
    return signedOut
  })
}

export async function getPasswordReset(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<{ reset: PasswordReset; token: string; url: string }> {
  const found = await store.findSealed(deps.db, environmentId, id)
  if (!found) throw notFound('Password reset', id)
  const token = deps.sealer.unseal('password-reset-token', found.tokenSealed)
  return { reset: found, token, url: `${deps.config.baseUrl}/reset-password?token=${token}` }
}

/** The policy's refusal, under the code that this act has. */
async function checkNewPassword(
  environment: Environment,
  newPassword: string,
  user: User,
): Promise<void> {
  try {
    await checkPassword(environment.settings.password, newPassword, user)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    throw new ApiError(error.status, 'password_reset_error', error.message, error.details)
  }
}

const invalidPasswordResetToken = () =>
  new ApiError(400, 'password_reset_error', 'This password reset link cannot be used.', {
    errors: [
      {
        code: 'password_reset_token_invalid',
        message: 'The link has expired or was already used. Ask for a new one.',
      },
    ],
  })
