import { inTransaction } from '../../../db/database.ts'
import type { Deps } from '../../../deps.ts'
import {
  invalidOneTimeCode,
  invalidPendingAuthenticationToken,
  oneTimeCodePreviouslyUsed,
} from '../../../errors/errors.ts'
import { countAttempt, forgetAttempts, rateLimits } from '../../../http/rate-limits.ts'
import {
  consumeTotpCode,
  enrollFirstFactor,
} from '../../authentication-factors/authentication-factor.ts'
import {
  qrCodeOf,
  secretOf,
  type TotpLabel,
  timeStepOf,
  uriOf,
} from '../../authentication-factors/totp.ts'
import { getUser, lockUser, type User } from '../../users/user.ts'
import { mfaIdentified, recordMfaFailure } from '../grants/mfa-totp.ts'
import type { PendingAuthentication } from '../pending-authentication.ts'
import {
  finishHostedSignIn,
  getPending,
  type Hosted,
  type HostedOutcome,
} from './hosted-sign-in.ts'

/** What an authenticator app is given, by camera or by hand. */
export interface Enrollment {
  secret: string
  qrCode: string
}

/** The factor that this sign-in may enroll. There is none until a code shows that the app has it. */
export async function prepareEnrollment(deps: Deps, hosted: Hosted): Promise<Enrollment> {
  const pending = await getPending(deps, hosted, 'mfa_enrollment')
  const user = await getUser(deps, pending.environmentId, pending.userId)
  const secret = secretOfEnrollment(deps, pending)
  return { secret, qrCode: await qrCodeOf(uriOf(secret, labelOf(hosted, user))) }
}

/** Enrolls the authenticator app that made this code, and signs in with it. */
export async function enroll(deps: Deps, hosted: Hosted, code: string): Promise<HostedOutcome> {
  const pending = await getPending(deps, hosted, 'mfa_enrollment')
  const { environmentId } = pending
  const now = deps.clock.now()
  await countAttempt(deps.db, rateLimits.hostedTotpCode, environmentId, pending.id, now)
  const user = await getUser(deps, environmentId, pending.userId)
  const secret = secretOfEnrollment(deps, pending)
  const timeStep = timeStepOf(secret, code, now)
  if (timeStep === null) throw await recordMfaFailure(deps, user, hosted, invalidOneTimeCode())
  const factor = await inTransaction(deps.db, async (transaction) => {
    await lockUser(transaction, user)
    const totp = labelOf(hosted, user)
    return enrollFirstFactor(deps, transaction, user, { totp, secret, timeStep })
  })
  // Enrolled elsewhere meanwhile: this sign-in has to prove that factor, from the beginning.
  if (!factor) throw invalidPendingAuthenticationToken()
  return finishHostedSignIn(deps, hosted, mfaIdentified(pending, user, hosted))
}

/** The code that the person's authenticator app shows. */
export async function verifyMfa(deps: Deps, hosted: Hosted, code: string): Promise<HostedOutcome> {
  const pending = await getPending(deps, hosted, 'mfa_challenge')
  const { environmentId, userId } = pending
  const now = deps.clock.now()
  await countAttempt(deps.db, rateLimits.hostedTotpCode, environmentId, pending.id, now)
  // A new sign-in brings new tries: without a count of its own, an account could be guessed for ever.
  await countAttempt(deps.db, rateLimits.hostedTotpCodeOfUser, environmentId, userId, now)
  const user = await getUser(deps, environmentId, userId)
  const outcome = await consumeTotpCode(deps, user, code)
  if (outcome !== 'accepted') {
    const refusal = outcome === 'used' ? oneTimeCodePreviouslyUsed() : invalidOneTimeCode()
    throw await recordMfaFailure(deps, user, hosted, refusal)
  }
  await forgetAttempts(deps.db, rateLimits.hostedTotpCodeOfUser, environmentId, userId)
  return finishHostedSignIn(deps, hosted, mfaIdentified(pending, user, hosted))
}

/**
 * Derived from the sign-in, not drawn: a page that is loaded again shows the same secret, and an
 * enrolment that is given up leaves nothing behind.
 */
const secretOfEnrollment = (deps: Deps, pending: PendingAuthentication) =>
  secretOf(deps.sealer.authenticate('totp-enrollment', Buffer.from(pending.id)))

const labelOf = ({ client }: Hosted, user: User): TotpLabel => ({
  issuer: client.application.name,
  user: user.email,
})
