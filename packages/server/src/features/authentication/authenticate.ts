import type { Deps } from '../../deps.ts'
import { invalidRequest, organizationNotFound } from '../../errors/errors.ts'
import { exchangeRefreshToken } from '../sessions/session.ts'
import { authenticateClient } from './client.ts'
import { type AuthenticationResult, completeSignIn, toResult } from './complete-sign-in.ts'
import { passGates } from './gates/gates.ts'
import { authorizationCodeGrant } from './grants/authorization-code.ts'
import { emailVerificationCodeGrant } from './grants/email-verification-code.ts'
import type { Grant, TokenRequest } from './grants/grant.ts'
import { magicAuthCodeGrant } from './grants/magic-auth-code.ts'
import { passwordGrant } from './grants/password.ts'
import { findPresentedInvitation, withInvitation } from './invited.ts'

const grants = new Map<string, Grant>([
  ['authorization_code', authorizationCodeGrant],
  ['password', passwordGrant],
  ['urn:workos:oauth:grant-type:magic-auth:code', magicAuthCodeGrant],
  ['urn:workos:oauth:grant-type:email-verification:code', emailVerificationCodeGrant],
])

/** `POST /user_management/authenticate`, whole: who asks, who signs in, what stands in the way, the session. */
export async function authenticate(
  deps: Deps,
  request: TokenRequest,
): Promise<AuthenticationResult> {
  if (request.grantType === 'refresh_token') return refresh(deps, request)
  const grant = grants.get(request.grantType)
  if (!grant) throw invalidRequest(`Unsupported grant_type: '${request.grantType}'.`)
  const client = await authenticateClient(deps, request)
  // Before the grant: a bad invitation must not burn a code.
  const invitation = await findPresentedInvitation(deps, client, request)
  const proven = await grant(deps, client, request)
  const identified = await withInvitation(deps, client, proven, invitation)
  await passGates(deps, client, identified)
  return completeSignIn(deps, client, identified)
}

/** A refresh continues a session, so nobody is identified and no gate is passed again. */
async function refresh(deps: Deps, request: TokenRequest): Promise<AuthenticationResult> {
  const refreshToken = request.required('refresh_token')
  const organizationId = request.optional('organization_id')
  const client = await authenticateClient(deps, request)
  if (organizationId !== undefined) throw organizationNotFound(organizationId)
  const exchanged = await exchangeRefreshToken(
    deps,
    client.environment,
    client.application.clientId,
    refreshToken,
  )
  return toResult(deps, client, exchanged)
}
