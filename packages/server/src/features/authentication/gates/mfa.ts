import { inTransaction } from '../../../db/database.ts'
import type { Deps } from '../../../deps.ts'
import { mfaChallenge, mfaEnrollment } from '../../../errors/errors.ts'
import { listVerifiedFactors } from '../../authentication-factors/authentication-factor.ts'
import type { Environment } from '../../environments/environment.ts'
import { recordEvents } from '../../events/event.ts'
import type { User } from '../../users/user.ts'
import { successesOf } from '../events.ts'
import { createPendingAuthentication } from '../pending-authentication.ts'
import { toWireRefusedUser } from '../wire.ts'
import type { Gate } from './gates.ts'

/** What somebody has yet to do about a second factor; null for nothing. */
export async function findMfaStep(
  deps: Deps,
  { settings }: Environment,
  { user, mfaVerified }: { user: User; mfaVerified: boolean },
) {
  if (mfaVerified) return null
  const factors = await listVerifiedFactors(deps, user)
  if (factors.length > 0) return { awaits: 'mfa_challenge', factors } as const
  return settings.mfaPolicy === 'off' ? null : ({ awaits: 'mfa_enrollment', factors } as const)
}

/** Who has a second factor proves it at every sign-in; who has none enrolls one where it is required. */
export const mfaGate: Gate = async (deps, client, identified) => {
  const { user } = identified
  const step = await findMfaStep(deps, client.environment, identified)
  if (!step) return
  const { awaits, factors } = step
  const { token } = await inTransaction(deps.db, async (transaction) => {
    // The first proof stands, whether or not the second one follows.
    await recordEvents(transaction, deps.clock.now(), successesOf(client, identified))
    return createPendingAuthentication(deps, transaction, client, identified, { awaits })
  })
  const refusal = { pending_authentication_token: token, user: toWireRefusedUser(user) }
  if (awaits === 'mfa_enrollment') throw mfaEnrollment(refusal)
  throw mfaChallenge({
    ...refusal,
    authentication_factors: factors.map(({ id, type }) => ({ id, type })),
  })
}
