import { inTransaction } from '../../../db/database.ts'
import type { Deps } from '../../../deps.ts'
import {
  ApiError,
  invalidPendingAuthenticationToken,
  missingParameter,
} from '../../../errors/errors.ts'
import {
  consumeEmailVerification,
  findOpenEmailVerification,
  verifyCode,
} from '../../email-verification/email-verification.ts'
import { recordEvents } from '../../events/event.ts'
import { getUser, markEmailVerified } from '../../users/user.ts'
import { authenticationFailed } from '../events.ts'
import type { Identified } from '../identified.ts'
import {
  findPendingAuthenticationByToken,
  type PendingAuthentication,
} from '../pending-authentication.ts'
import type { Grant } from './grant.ts'

/** The six digits from the mail, for a sign-in that waits for them. */
export const emailVerificationCodeGrant: Grant = async (deps, client, request) => {
  const code = request.required('code')
  const token = request.required('pending_authentication_token')
  if (!client.isConfidential) throw missingParameter('client_secret')
  const pending = await findPendingAuthenticationByToken(deps, client, token)
  if (!pending) throw invalidPendingAuthenticationToken()
  return identifyByVerificationCode(deps, pending, code, request)
}

/** Proves the address with the code and carries the first proof on. */
export async function identifyByVerificationCode(
  deps: Deps,
  pending: PendingAuthentication,
  code: string,
  from: { ipAddress: string | null; userAgent: string | null },
): Promise<Identified> {
  const { environmentId, userId, emailVerificationId } = pending
  if (!emailVerificationId) throw invalidPendingAuthenticationToken()
  const user = await getUser(deps, environmentId, userId)
  // The application may have sent a newer code meanwhile, which took the place of the first.
  const newest = await findOpenEmailVerification(deps, user)
  const key = { environmentId, userId, id: newest?.id ?? emailVerificationId }
  const verification = await verifyCode(deps, key, code).catch(async (error) => {
    if (error instanceof ApiError) {
      await recordEvents(deps.db, deps.clock.now(), [
        authenticationFailed('email_verification', environmentId, {
          userId,
          email: user.email,
          ...from,
          error: { code: error.code ?? 'unknown', message: error.message },
        }),
      ])
    }
    throw error
  })
  // The address changed while the code was on its way: it proved the old one.
  if (verification.email !== user.email) throw invalidPendingAuthenticationToken()
  const now = deps.clock.now()
  const verified = await inTransaction(deps.db, async (transaction) => {
    await consumeEmailVerification(transaction, verification, now)
    return markEmailVerified(transaction, user, now)
  })
  return {
    user: verified,
    authMethod: pending.authMethod,
    authenticatedAt: pending.authenticatedAt,
    proofEpoch: pending.proofEpoch,
    mfaVerified: pending.mfaVerified,
    organizationId: pending.organizationId ?? undefined,
    ipAddress: from.ipAddress,
    userAgent: from.userAgent,
    browserSessionId: null,
    succeeded: ['authentication.email_verification_succeeded'],
    pendingAuthenticationId: pending.id,
    authorizationCodeHash: null,
  }
}
