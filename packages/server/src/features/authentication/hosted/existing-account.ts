import type { Database } from '../../../db/database.ts'
import type { Deps } from '../../../deps.ts'
import {
  invalidOneTimeCode,
  oneTimeCodeTooManyAttempts,
  RateLimitError,
} from '../../../errors/errors.ts'
import { countAttempt, forgetAttempts, rateLimits } from '../../../http/rate-limits.ts'
import { writeEmail } from '../../../mail/mail.ts'
import { existingAccountMail } from '../../../mail/templates/existing-account-mail.tsx'
import type { Application } from '../../applications/application.ts'
import {
  codeAttemptLimit,
  codeLifetimeSeconds,
  countVerificationMail,
} from '../../email-verification/email-verification.ts'
import type { User } from '../../users/user.ts'
import type { Client } from '../client.ts'
import {
  awaitNewCode,
  createPendingAuthentication,
  type PendingAuthentication,
} from '../pending-authentication.ts'

/**
 * A sign-up for an address that has an account already. Its page waits for a code as the page of a
 * new account does, but none was sent: the owner of the address, and nobody else, is told by mail.
 * Whatever can be tried on the page is answered as for a new account, with the same words, limits
 * and end, so that it tells nobody which addresses have accounts.
 */
export async function beginAtExistingAccount(
  deps: Deps,
  client: Client,
  user: User,
): Promise<PendingAuthentication> {
  try {
    await countVerificationMail(deps, user)
    await mailExistingAccount(deps, deps.db, user, client.application)
  } catch (error) {
    // A new account that was mailed too often is not refused either: it reuses the code on its way.
    if (!(error instanceof RateLimitError)) throw error
  }
  const signUp = {
    user,
    authMethod: 'password' as const,
    authenticatedAt: deps.clock.now(),
    proofEpoch: user.proofEpoch,
    mfaVerified: false,
    browserSessionId: null,
  }
  const step = { awaits: 'email_verification', emailVerificationId: null } as const
  const { pending } = await createPendingAuthentication(deps, deps.db, client, signUp, step)
  return pending
}

const codeGuesses = {
  name: 'existing_account_code',
  limit: codeAttemptLimit,
  windowSeconds: codeLifetimeSeconds,
}

/** No code is right here; in every other way it is `verifyCode`. */
export async function refuseCodeOfExistingAccount(
  deps: Deps,
  { environmentId, id, userId }: PendingAuthentication,
): Promise<never> {
  const now = deps.clock.now()
  await countAttempt(deps.db, rateLimits.emailVerificationCode, environmentId, id, now)
  const ofUser = `existing account ${userId}`
  await countAttempt(deps.db, rateLimits.emailVerificationCodeOfUser, environmentId, ofUser, now)
  try {
    await countAttempt(deps.db, codeGuesses, environmentId, id, now)
  } catch (error) {
    throw error instanceof RateLimitError ? oneTimeCodeTooManyAttempts() : error
  }
  throw invalidOneTimeCode()
}

/** Tells the owner again, and counts guesses anew as for a new code. */
export async function resendToExistingAccount(
  deps: Deps,
  client: Client,
  user: User,
  pending: PendingAuthentication,
): Promise<void> {
  await countVerificationMail(deps, user)
  await mailExistingAccount(deps, deps.db, user, client.application)
  for (const rule of [codeGuesses, rateLimits.emailVerificationCode]) {
    await forgetAttempts(deps.db, rule, pending.environmentId, pending.id)
  }
  await awaitNewCode(deps.db, pending, null, deps.clock.now())
}

async function mailExistingAccount(
  deps: Deps,
  db: Database,
  user: User,
  application: Application,
): Promise<void> {
  const url = `${deps.config.baseUrl}/sign-in?client_id=${encodeURIComponent(application.clientId)}`
  await writeEmail(deps, db, {
    environmentId: user.environmentId,
    to: user.email,
    kind: 'existing_account',
    content: {
      ...existingAccountMail({ applicationName: application.name, email: user.email, url }),
      code: null,
      url,
    },
  })
}
