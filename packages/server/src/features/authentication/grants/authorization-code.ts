import { createHash } from 'node:crypto'
import { hashToken, isSameSecret } from '../../../crypto/tokens.ts'
import {
  ApiError,
  invalidCode,
  invalidGrant,
  invalidRequest,
  missingParameter,
} from '../../../errors/errors.ts'
import { cutIpAddress, cutUserAgent } from '../../../http/request-context.ts'
import { findUser } from '../../users/user.ts'
import { consumeAuthorizationCode, findAuthorizationCode } from '../authorization-code.ts'
import type { Grant } from './grant.ts'

/** Authorization code grant (RFC 6749 §4.1.3) with PKCE (RFC 7636 §4.6). */
export const authorizationCodeGrant: Grant = async (deps, client, request) => {
  const code = request.required('code')
  const verifier = request.optional('code_verifier')
  if (!client.isConfidential && verifier === undefined) throw missingParameter('client_secret')

  const codeHash = hashToken(code)
  const stored = await findAuthorizationCode(deps, client.environment.id, codeHash)
  if (!stored || stored.clientId !== client.application.clientId) throw invalidCode(code)
  // Before the code is spent: a client that forgot its verifier may ask again with it.
  checkVerifier(stored.codeChallenge, verifier)

  const proofEpoch = await consumeAuthorizationCode(deps, stored)
  if (proofEpoch === null) throw invalidCode(code)
  const user = await findUser(deps, client.environment.id, stored.userId)
  if (!user) throw invalidCode(code)
  return {
    user,
    authMethod: stored.authMethod,
    authenticatedAt: stored.authenticatedAt,
    proofEpoch,
    // The hosted pages asked for it before there was a code.
    mfaVerified: true,
    organizationId: stored.organizationId,
    // The person's browser, as the hosted page saw it: here it is the application's server that asks.
    ipAddress: cutIpAddress(request.optional('ip_address')) ?? stored.ipAddress,
    userAgent: cutUserAgent(request.optional('user_agent')) ?? stored.userAgent,
    browserSessionId: stored.browserSessionId,
    succeeded: [],
    pendingAuthenticationId: null,
    authorizationCodeHash: codeHash,
  }
}

function checkVerifier(challenge: string | null, verifier: string | undefined): void {
  if (challenge === null) {
    if (verifier === undefined) return
    throw new ApiError(
      400,
      'code_challenge_not_found',
      'A code_verifier was sent, but the authorization request had no code_challenge.',
    )
  }
  if (verifier === undefined) throw invalidRequest('code_verifier is required.')
  const computed = createHash('sha256').update(verifier).digest('base64url')
  if (!isSameSecret(computed, challenge)) throw invalidGrant('The code_verifier does not match.')
}
