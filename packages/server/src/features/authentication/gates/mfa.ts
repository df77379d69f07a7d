import { inTransaction } from '../../../db/database.ts'
import { mfaChallenge, mfaEnrollment } from '../../../errors/errors.ts'
import { listVerifiedFactors } from '../../authentication-factors/authentication-factor.ts'
import { recordEvents } from '../../events/event.ts'
import { successesOf } from '../events.ts'
import { createPendingAuthentication } from '../pending-authentication.ts'
import { toWireRefusedUser } from '../wire.ts'
import type { Gate } from './gates.ts'

/** Who has a second factor proves it at every sign-in; who has none enrolls one where it is required. */
export const mfaGate: Gate = async (deps, client, identified) => {
  if (identified.mfaVerified) return
  const { user } = identified
  const factors = await listVerifiedFactors(deps, user)
  if (factors.length === 0 && client.environment.settings.mfaPolicy === 'off') return
  const awaits = factors.length > 0 ? 'mfa_challenge' : 'mfa_enrollment'
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
