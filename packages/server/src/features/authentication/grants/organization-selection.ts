import type { Deps } from '../../../deps.ts'
import { invalidPendingAuthenticationToken, missingParameter } from '../../../errors/errors.ts'
import { getUser } from '../../users/user.ts'
import type { Identified } from '../identified.ts'
import {
  findPendingAuthenticationByToken,
  type PendingAuthentication,
} from '../pending-authentication.ts'
import type { Grant } from './grant.ts'

/** The organization that somebody chose who belongs to several. */
export const organizationSelectionGrant: Grant = async (deps, client, request) => {
  const token = request.required('pending_authentication_token')
  const organizationId = request.required('organization_id')
  if (!client.isConfidential) throw missingParameter('client_secret')
  const pending = await findPendingAuthenticationByToken(deps, client, token)
  if (pending?.awaits !== 'organization_selection') throw invalidPendingAuthenticationToken()
  return identifyBySelection(deps, pending, organizationId, request)
}

/** The proofs from before, carried on to the chosen organization. Whether it may be chosen, a gate decides. */
export async function identifyBySelection(
  deps: Deps,
  pending: PendingAuthentication,
  organizationId: string,
  from: { ipAddress: string | null; userAgent: string | null },
): Promise<Identified> {
  return {
    user: await getUser(deps, pending.environmentId, pending.userId),
    authMethod: pending.authMethod,
    authenticatedAt: pending.authenticatedAt,
    proofEpoch: pending.proofEpoch,
    mfaVerified: pending.mfaVerified,
    organizationId,
    ipAddress: from.ipAddress,
    userAgent: from.userAgent,
    browserSessionId: pending.browserSessionId,
    succeeded: [],
    pendingAuthenticationId: pending.id,
    authorizationCodeHash: null,
  }
}
