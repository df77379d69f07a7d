import type { Deps } from '../../../deps.ts'
import { invalidCredentials, missingParameter } from '../../../errors/errors.ts'
import {
  countAttempt,
  forgetAttempts,
  type RateLimitRule,
  rateLimits,
} from '../../../http/rate-limits.ts'
import type { Environment } from '../../environments/environment.ts'
import { recordEvents } from '../../events/event.ts'
import { longestAddress, normalizeEmail } from '../../users/email-address.ts'
import { isTooLong } from '../../users/password-policy.ts'
import { findCredential, renewPasswordHash, type User } from '../../users/user.ts'
import { authenticationFailed } from '../events.ts'
import type { Identified } from '../identified.ts'
import type { Grant } from './grant.ts'

/** Password grant: the application collected the password itself. */
export const passwordGrant: Grant = async (deps, client, request) => {
  const email = request.required('email')
  const password = request.required('password')
  if (!client.isConfidential) throw missingParameter('client_secret')
  const user = await identifyByPassword(deps, client.environment, {
    email,
    password,
    ipAddress: request.ipAddress,
    userAgent: request.userAgent,
    limits: [{ rule: rateLimits.authenticate, subject: normalizeEmail(email) ?? email }],
  })
  return passwordIdentified(deps, user, request)
}

export function passwordIdentified(
  deps: Deps,
  user: User,
  from: { ipAddress: string | null; userAgent: string | null },
): Identified {
  return {
    user,
    authMethod: 'password',
    authenticatedAt: deps.clock.now(),
    proofEpoch: user.proofEpoch,
    mfaVerified: false,
    ipAddress: from.ipAddress,
    userAgent: from.userAgent,
    browserSessionId: null,
    succeeded: ['authentication.password_succeeded'],
    pendingAuthenticationId: null,
    authorizationCodeHash: null,
  }
}

/**
 * The user with this address and password. An unknown address, an account without a password and a
 * wrong password take the same steps and get the same answer.
 */
export async function identifyByPassword(
  deps: Deps,
  environment: Environment,
  attempt: {
    email: string
    password: string
    ipAddress: string | null
    userAgent: string | null
    limits: { rule: RateLimitRule; subject: string }[]
  },
): Promise<User> {
  for (const { rule, subject } of attempt.limits) {
    await countAttempt(deps.db, rule, environment.id, subject, deps.clock.now())
  }
  // What was sent is echoed and recorded: no longer than it takes to see that it is no address.
  const email = attempt.email.trim().slice(0, longestAddress + 1)
  const credential = await findCredential(deps, environment.id, email)
  const matches =
    !isTooLong(attempt.password) &&
    (await deps.passwordHasher.verify(credential?.passwordHash ?? null, attempt.password))
  if (!credential || !matches) {
    const refusal = invalidCredentials(email)
    // In a hurry people type the password here: what is no address is told back and kept nowhere.
    const recorded = normalizeEmail(email) === null ? null : email
    await recordEvents(deps.db, deps.clock.now(), [
      authenticationFailed('password', environment.id, {
        userId: credential?.user.id ?? null,
        email: recorded,
        ipAddress: attempt.ipAddress,
        userAgent: attempt.userAgent,
        error: {
          code: refusal.code as string,
          message: recorded ? refusal.message : 'Invalid credentials.',
        },
      }),
    ])
    throw refusal
  }
  for (const { rule, subject } of attempt.limits) {
    await forgetAttempts(deps.db, rule, environment.id, subject)
  }
  const { user, passwordHash } = credential
  if (passwordHash !== null && deps.passwordHasher.needsRenewal(passwordHash)) {
    const renewed = { from: passwordHash, password: attempt.password }
    deps.background('An imported password hash could not be renewed.', () =>
      renewPasswordHash(deps, user, renewed),
    )
  }
  return user
}
