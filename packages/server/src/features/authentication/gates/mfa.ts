import { inTransaction } from '../../../db/database.ts'
import type { Deps } from '../../../deps.ts'
import { type ApiError, mfaChallenge, mfaEnrollment } from '../../../errors/errors.ts'
import {
  type AuthenticationFactor,
  listVerifiedFactors,
} from '../../authentication-factors/authentication-factor.ts'
import type { Environment } from '../../environments/environment.ts'
import { recordEvents } from '../../events/event.ts'
import { isMfaRequiredByOrganization } from '../../organizations/authentication-policy.ts'
import type { OrganizationClaims } from '../../sessions/session.ts'
import type { User } from '../../users/user.ts'
import type { Client } from '../client.ts'
import { successesOf } from '../events.ts'
import type { Identified } from '../identified.ts'
import { createPendingAuthentication } from '../pending-authentication.ts'
import { toWireRefusedUser } from '../wire.ts'
import type { Gate } from './gates.ts'

interface MfaStep {
  awaits: 'mfa_challenge' | 'mfa_enrollment'
  /** What the challenge may be answered with. */
  factors: AuthenticationFactor[]
}

/** What somebody has yet to do about a second factor; null for nothing. */
export async function findMfaStep(
  deps: Deps,
  { settings }: Environment,
  { user, mfaVerified }: { user: User; mfaVerified: boolean },
  organizationId: string | null,
): Promise<MfaStep | null> {
  if (mfaVerified) return null
  const factors = await listVerifiedFactors(deps, user)
  if (factors.length > 0) return { awaits: 'mfa_challenge', factors }
  const isRequired =
    settings.mfaPolicy === 'required' ||
    (await isMfaRequiredByOrganization(deps, user, organizationId))
  return isRequired ? { awaits: 'mfa_enrollment', factors } : null
}

/** Who has a second factor proves it at every sign-in; who has none enrolls one where it is required. */
export const mfaGate: Gate = async (deps, client, identified) => {
  const step = await findMfaStep(deps, client.environment, identified, null)
  if (step) throw await refuseUntil(deps, client, identified, step)
}

/**
 * Once the organization is known it has its say too. Who comes here without a second factor has none;
 * having enrolled one, they come back to the organization.
 */
export async function organizationMfaGate(
  deps: Deps,
  client: Client,
  identified: Identified,
  organization: OrganizationClaims | null,
): Promise<void> {
  const organizationId = identified.invitation?.organizationId ?? organization?.organizationId
  if (identified.mfaVerified || !organizationId) return
  if (!(await isMfaRequiredByOrganization(deps, identified.user, organizationId))) return
  throw await refuseUntil(
    deps,
    client,
    { ...identified, organizationId },
    { awaits: 'mfa_enrollment', factors: [] },
  )
}

/** Returns the refusal, to be thrown. */
async function refuseUntil(
  deps: Deps,
  client: Client,
  identified: Identified,
  { awaits, factors }: MfaStep,
): Promise<ApiError> {
  const { token } = await inTransaction(deps.db, async (transaction) => {
    // The first proof stands, whether or not the second one follows.
    await recordEvents(transaction, deps.clock.now(), successesOf(client, identified))
    return createPendingAuthentication(deps, transaction, client, identified, { awaits })
  })
  const refusal = {
    pending_authentication_token: token,
    user: toWireRefusedUser(identified.user),
  }
  if (awaits === 'mfa_enrollment') return mfaEnrollment(refusal)
  return mfaChallenge({
    ...refusal,
    authentication_factors: factors.map(({ id, type }) => ({ id, type })),
  })
}
