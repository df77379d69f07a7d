import { addSeconds } from '../../config/clock.ts'
import { createSixDigitCode, isSameSecret } from '../../crypto/tokens.ts'
import type { Deps } from '../../deps.ts'
import { notFound } from '../../errors/errors.ts'
import { countAttempt, forgetAttempts, rateLimits } from '../../http/rate-limits.ts'
import { createId, isId } from '../../ids/ids.ts'
import type { AuthenticationFactor } from './authentication-factor.ts'
import * as store from './store.ts'
import { timeStepOf } from './totp.ts'

export { removeExpiredChallenges } from './store.ts'

/**
 * An authentication challenge asks for one code of one factor: for ten minutes, five tries and one
 * success. The code of an authenticator app is spent with it, also for other challenges.
 */
export interface AuthenticationChallenge {
  environmentId: string
  id: string
  authenticationFactorId: string
  expiresAt: Date
  verifiedAt: Date | null
  createdAt: Date
  updatedAt: Date
}

/** How a try ended: with the right code, another one, one that was spent before, or without a try. */
export type Verdict =
  | 'valid'
  | 'wrong'
  | 'used'
  | 'already_verified'
  | 'expired'
  | 'too_many_attempts'

const lifetimeSeconds = 600
const attemptLimit = 5

/** `code` is what the application delivers; null where an authenticator app makes it. */
export async function createChallenge(
  deps: Deps,
  factor: AuthenticationFactor,
): Promise<{ challenge: AuthenticationChallenge; code: string | null }> {
  const now = deps.clock.now()
  const code = factor.type === 'generic_otp' ? createSixDigitCode() : null
  const challenge: AuthenticationChallenge = {
    environmentId: factor.environmentId,
    id: createId('auth_challenge', now),
    authenticationFactorId: factor.id,
    expiresAt: addSeconds(now, lifetimeSeconds),
    verifiedAt: null,
    createdAt: now,
    updatedAt: now,
  }
  const codeSealed = code && deps.sealer.seal('authentication-challenge-code', code)
  await store.insertChallenge(deps.db, challenge, codeSealed)
  return { challenge, code }
}

export async function getChallenge(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<store.Challenged> {
  const found = isId('auth_challenge', id)
    ? await store.findChallenge(deps.db, environmentId, id)
    : null
  if (!found) throw notFound('Authentication challenge', id)
  return found
}

/**
 * Tries a code. The try is counted by its own statement before the code is compared, so that a
 * thousand guesses at once are still five; and by factor, because a new challenge brings new tries.
 */
export async function verifyChallenge(
  deps: Deps,
  environmentId: string,
  id: string,
  code: string,
): Promise<{ challenge: AuthenticationChallenge; verdict: Verdict }> {
  const challenged = await getChallenge(deps, environmentId, id)
  const { challenge, factor } = challenged
  const now = deps.clock.now()
  const rule = rateLimits.authenticationFactorCode
  await countAttempt(deps.db, rule, environmentId, factor.id, now)
  if (!(await store.countAttempt(deps.db, challenge, attemptLimit, now))) {
    return { challenge, verdict: await explainRefusal(deps, challenge, now) }
  }
  const proof = checkCode(deps, challenged, code, now)
  if (!proof) return { challenge, verdict: 'wrong' }
  if (!(await store.spend(deps.db, challenge, proof.timeStep, now))) {
    return { challenge, verdict: 'used' }
  }
  await forgetAttempts(deps.db, rule, environmentId, factor.id)
  return { challenge: { ...challenge, verifiedAt: now, updatedAt: now }, verdict: 'valid' }
}

/** Null for a wrong code. Only codes of an authenticator app have a time step. */
function checkCode(
  deps: Deps,
  { codeSealed, secretSealed }: store.Challenged,
  code: string,
  now: Date,
): { timeStep: number | null } | null {
  if (codeSealed !== null) {
    const expected = deps.sealer.unseal('authentication-challenge-code', codeSealed)
    return isSameSecret(code.replace(/\s/g, ''), expected) ? { timeStep: null } : null
  }
  const secret = deps.sealer.unseal('totp-secret', secretSealed ?? '')
  const timeStep = timeStepOf(secret, code, now)
  return timeStep === null ? null : { timeStep }
}

async function explainRefusal(
  deps: Deps,
  { environmentId, id }: AuthenticationChallenge,
  now: Date,
): Promise<Verdict> {
  const { challenge } = await getChallenge(deps, environmentId, id)
  if (challenge.verifiedAt) return 'already_verified'
  return challenge.expiresAt <= now ? 'expired' : 'too_many_attempts'
}
