import { inTransaction } from '../../../db/database.ts'
import type { Deps } from '../../../deps.ts'
import { ApiError, invalidOneTimeCode, missingParameter } from '../../../errors/errors.ts'
import { countAttempt, type RateLimitRule, rateLimits } from '../../../http/rate-limits.ts'
import type { Environment } from '../../environments/environment.ts'
import { recordEvents } from '../../events/event.ts'
import { findUsableInvitation } from '../../invitations/invitation.ts'
import {
  checkMagicAuthEnabled,
  consumeMagicAuth,
  type MagicAuthAttempt,
  verifyMagicAuthCode,
} from '../../magic-auth/magic-auth.ts'
import { endSessionsOfUser } from '../../sessions/session.ts'
import { longestAddress, normalizeEmail } from '../../users/email-address.ts'
import { findUser, findUserByEmail, markEmailVerifiedWithoutPassword } from '../../users/user.ts'
import { authenticationFailed } from '../events.ts'
import type { Identified } from '../identified.ts'
import type { Grant } from './grant.ts'

/** Magic Auth grant: the six digits that were mailed to an address. */
export const magicAuthCodeGrant: Grant = async (deps, client, request) => {
  const code = request.required('code')
  const email = request.required('email')
  if (!client.isConfidential) throw missingParameter('client_secret')
  return identifyByMagicAuthCode(deps, client.environment, {
    email,
    code,
    browserHash: null,
    ipAddress: request.ipAddress,
    userAgent: request.userAgent,
    limits: [{ rule: rateLimits.authenticate, subject: normalizeEmail(email) ?? email }],
  })
}

/** The user of this address, whom the code proves to receive its mail. */
export async function identifyByMagicAuthCode(
  deps: Deps,
  environment: Environment,
  attempt: MagicAuthAttempt & {
    userAgent: string | null
    limits: { rule: RateLimitRule; subject: string }[]
  },
): Promise<Identified> {
  checkMagicAuthEnabled(environment)
  const now = deps.clock.now()
  for (const { rule, subject } of attempt.limits) {
    await countAttempt(deps.db, rule, environment.id, subject, now)
  }
  const magicAuth = await verify(deps, environment.id, attempt)
  const user = await findUser(deps, environment.id, magicAuth.userId)
  // The address changed while the code was on its way: it proved the old one.
  if (!user || normalizeEmail(user.email) !== normalizeEmail(attempt.email)) {
    throw invalidOneTimeCode()
  }
  const verified = await inTransaction(deps.db, async (transaction) => {
    await consumeMagicAuth(transaction, magicAuth, now)
    if (user.emailVerified) return user
    // Sessions from before are of whoever moved the account to an address that was not proven theirs.
    const signedOut = await endSessionsOfUser(transaction, user, now)
    return markEmailVerifiedWithoutPassword(transaction, signedOut, now)
  })
  return {
    user: verified,
    authMethod: 'magic_code',
    authenticatedAt: now,
    proofEpoch: verified.proofEpoch,
    ipAddress: attempt.ipAddress,
    userAgent: attempt.userAgent,
    browserSessionId: null,
    invitation: magicAuth.invitationId
      ? await findUsableInvitation(deps, environment.id, magicAuth.invitationId)
      : null,
    succeeded: ['authentication.magic_auth_succeeded'],
    pendingAuthenticationId: null,
    authorizationCodeHash: null,
    mfaVerified: false,
  }
}

/** Checks the code, and records why it was refused. */
async function verify(
  deps: Deps,
  environmentId: string,
  attempt: MagicAuthAttempt & { userAgent: string | null },
) {
  const email = attempt.email.trim().slice(0, longestAddress + 1)
  try {
    return await verifyMagicAuthCode(deps, environmentId, { ...attempt, email })
  } catch (error) {
    if (error instanceof ApiError) {
      const user = await findUserByEmail(deps, environmentId, email)
      await recordEvents(deps.db, deps.clock.now(), [
        authenticationFailed('magic_auth', environmentId, {
          userId: user?.id ?? null,
          email: normalizeEmail(email) === null ? null : email,
          ipAddress: attempt.ipAddress,
          userAgent: attempt.userAgent,
          error: { code: error.code ?? 'unknown', message: error.message },
        }),
      ])
    }
    throw error
  }
}
