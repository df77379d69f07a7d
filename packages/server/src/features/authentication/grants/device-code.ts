import { invalidGrant } from '../../../errors/errors.ts'
import { redeemDeviceCode } from '../../device-authorization/device-authorization.ts'
import { findUser } from '../../users/user.ts'
import type { Grant } from './grant.ts'

/** Device authorization grant (RFC 8628 §3.4): the person approved on a page, the device gets its session. */
export const deviceCodeGrant: Grant = async (deps, client, request) => {
  const deviceCode = request.required('device_code')
  const { environmentId, clientId } = client.application
  const approval = await redeemDeviceCode(deps, { environmentId, clientId }, deviceCode)
  const user = await findUser(deps, environmentId, approval.userId)
  if (!user) throw invalidGrant('The user no longer exists.')
  return {
    user,
    authMethod: approval.authMethod,
    authenticatedAt: approval.authenticatedAt,
    proofEpoch: approval.proofEpoch,
    // The pages where it was approved asked for it.
    mfaVerified: true,
    organizationId: approval.organizationId,
    ipAddress: request.ipAddress,
    userAgent: request.userAgent,
    // A session of its own: signing out on the device leaves the browser signed in.
    browserSessionId: null,
    succeeded: [],
    pendingAuthenticationId: null,
    authorizationCodeHash: null,
  }
}
