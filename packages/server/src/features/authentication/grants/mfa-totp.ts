import type { Deps } from '../../../deps.ts'
import {
  ApiError,
  invalidOneTimeCode,
  invalidPendingAuthenticationToken,
  missingParameter,
  oneTimeCodeExpired,
  oneTimeCodePreviouslyUsed,
  oneTimeCodeTooManyAttempts,
} from '../../../errors/errors.ts'
import {
  getChallenge,
  type Verdict,
  verifyChallenge,
} from '../../authentication-factors/authentication-challenge.ts'
import { securesSignIn } from '../../authentication-factors/authentication-factor.ts'
import { recordEvents } from '../../events/event.ts'
import { getUser, type User } from '../../users/user.ts'
import { authenticationFailed } from '../events.ts'
import type { Identified } from '../identified.ts'
import {
  findPendingAuthenticationByToken,
  type PendingAuthentication,
} from '../pending-authentication.ts'
import type { Grant } from './grant.ts'

/** The code of a second factor, for a sign-in that waits for one. */
export const mfaTotpGrant: Grant = async (deps, client, request) => {
  const code = request.required('code')
  const token = request.required('pending_authentication_token')
  const challengeId = request.required('authentication_challenge_id')
  if (!client.isConfidential) throw missingParameter('client_secret')
  const pending = await findPendingAuthenticationByToken(deps, client, token)
  if (!pending || !awaitsMfa(pending)) throw invalidPendingAuthenticationToken()
  const user = await getUser(deps, pending.environmentId, pending.userId)
  const { factor } = await getChallenge(deps, pending.environmentId, challengeId)
  if (factor.userId !== user.id) throw userMismatch()
  const verdict = (await securesSignIn(deps, factor, user))
    ? (await verifyChallenge(deps, pending.environmentId, challengeId, code)).verdict
    : 'wrong'
  if (verdict !== 'valid') {
    throw await recordMfaFailure(deps, user, request, refusals[verdict](user))
  }
  return mfaIdentified(pending, user, request)
}

export const awaitsMfa = ({ awaits }: PendingAuthentication) =>
  awaits === 'mfa_enrollment' || awaits === 'mfa_challenge'

/** The first proof, carried on with the second. */
export function mfaIdentified(
  pending: PendingAuthentication,
  user: User,
  from: { ipAddress: string | null; userAgent: string | null },
): Identified {
  return {
    user,
    authMethod: pending.authMethod,
    authenticatedAt: pending.authenticatedAt,
    proofEpoch: pending.proofEpoch,
    mfaVerified: true,
    organizationId: pending.organizationId ?? undefined,
    ipAddress: from.ipAddress,
    userAgent: from.userAgent,
    browserSessionId: null,
    succeeded: ['authentication.mfa_succeeded'],
    pendingAuthenticationId: pending.id,
    authorizationCodeHash: null,
  }
}

/** Returns the refusal, to be thrown. */
export async function recordMfaFailure(
  deps: Deps,
  user: User,
  from: { ipAddress: string | null; userAgent: string | null },
  refusal: ApiError,
): Promise<ApiError> {
  await recordEvents(deps.db, deps.clock.now(), [
    authenticationFailed('mfa', user.environmentId, {
      userId: user.id,
      email: user.email,
      ipAddress: from.ipAddress,
      userAgent: from.userAgent,
      error: { code: refusal.code ?? 'unknown', message: refusal.message },
    }),
  ])
  return refusal
}

const refusals: Record<Exclude<Verdict, 'valid'>, (user: User) => ApiError> = {
  wrong: invalidOneTimeCode,
  used: oneTimeCodePreviouslyUsed,
  already_verified: oneTimeCodePreviouslyUsed,
  expired: (user) => oneTimeCodeExpired(user.email),
  too_many_attempts: oneTimeCodeTooManyAttempts,
}

const userMismatch = () =>
  new ApiError(400, 'user_mismatch', 'The challenge belongs to a factor of another user.')
