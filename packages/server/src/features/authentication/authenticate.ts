import type { Deps } from '../../deps.ts'
import {
  invalidRequest,
  mfaRequiredByOrganization,
  organizationMembershipNotFound,
  organizationNotFound,
} from '../../errors/errors.ts'
import { hashApiKey, noteUseOfKey } from '../api-keys/api-key.ts'
import { findApplicationByClientId } from '../applications/application.ts'
import { getEnvironment } from '../environments/environment.ts'
import {
  type ActiveMembership,
  findActiveMembershipOfSession,
  getActiveMembership,
} from '../organization-memberships/organization-membership.ts'
import { findOrganization } from '../organizations/organization.ts'
import {
  type Exchanged,
  exchangeRefreshToken,
  exchangeRefreshTokenByKey,
  findRefreshToken,
  getLivingSession,
  type RefreshToken,
  readRefreshToken,
} from '../sessions/session.ts'
import { authenticateClient, type Client } from './client.ts'
import { type AuthenticationResult, completeSignIn, toResult } from './complete-sign-in.ts'
import { passGates } from './gates/gates.ts'
import { authorizationCodeGrant } from './grants/authorization-code.ts'
import { deviceCodeGrant } from './grants/device-code.ts'
import { emailVerificationCodeGrant } from './grants/email-verification-code.ts'
import type { Grant, TokenRequest } from './grants/grant.ts'
import { magicAuthCodeGrant } from './grants/magic-auth-code.ts'
import { mfaTotpGrant } from './grants/mfa-totp.ts'
import { organizationSelectionGrant } from './grants/organization-selection.ts'
import { passwordGrant } from './grants/password.ts'
import { findPresentedInvitation, withInvitation } from './invited.ts'

const grants = new Map<string, Grant>([
  ['authorization_code', authorizationCodeGrant],
  ['password', passwordGrant],
  ['urn:workos:oauth:grant-type:magic-auth:code', magicAuthCodeGrant],
  ['urn:workos:oauth:grant-type:email-verification:code', emailVerificationCodeGrant],
  ['urn:workos:oauth:grant-type:mfa-totp', mfaTotpGrant],
  ['urn:workos:oauth:grant-type:organization-selection', organizationSelectionGrant],
  ['urn:ietf:params:oauth:grant-type:device_code', deviceCodeGrant],
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
  const organization = await passGates(deps, client, identified)
  return completeSignIn(deps, client, identified, organization)
}

/**
 * A refresh continues a session, so nobody is identified and no gate is passed again. The
 * organization is asked anew each time: whether the user is a member still, and in which roles.
 */
async function refresh(deps: Deps, request: TokenRequest): Promise<AuthenticationResult> {
  return (await refreshAtOnce(deps, request)) ?? refreshStepByStep(deps, request)
}

/**
 * Nearly every refresh is a backend that goes on where it is: its key and its token are checked and
 * the token exchanged in one statement. Whatever that does not settle is asked step by step, where
 * each refusal has its words.
 */
async function refreshAtOnce(
  deps: Deps,
  request: TokenRequest,
): Promise<AuthenticationResult | null> {
  const { clientId, clientSecret } = request
  if (clientSecret === undefined || request.optional('organization_id') !== undefined) return null
  const token = findRefreshToken(deps, request.required('refresh_token'))
  const application = await findApplicationByClientId(deps, clientId)
  if (!token || !application) return null
  const environment = await getEnvironment(deps, application.environmentId)
  const apiKeyHash = hashApiKey(clientSecret)
  const exchanged = await exchangeRefreshTokenByKey(deps, environment, clientId, token, apiKeyHash)
  if (!exchanged) return null
  noteUseOfKey(deps, environment.id, apiKeyHash)
  return goOn(deps, { application, environment, isConfidential: true }, exchanged, null)
}

async function refreshStepByStep(deps: Deps, request: TokenRequest): Promise<AuthenticationResult> {
  const presented = request.required('refresh_token')
  const organizationId = request.optional('organization_id')
  const client = await authenticateClient(deps, request)
  const { environment, application } = client
  const token = readRefreshToken(deps, presented)
  // Before the exchange: a refused organization must not cost the application its refresh token.
  const chosen =
    organizationId === undefined
      ? null
      : await chooseOrganization(deps, client, token, organizationId)
  const exchanged = await exchangeRefreshToken(
    deps,
    environment,
    application.clientId,
    token,
    chosen?.organizationId ?? null,
  )
  return goOn(deps, client, exchanged, chosen)
}

/** In the organization that was chosen, or the one that the session is in. */
async function goOn(
  deps: Deps,
  client: Client,
  exchanged: Exchanged,
  chosen: ActiveMembership | null,
): Promise<AuthenticationResult> {
  const { session } = exchanged
  const organization =
    chosen ??
    (session.organizationId === null
      ? null
      : await getActiveMembership(
          deps,
          client.environment.id,
          session.userId,
          session.organizationId,
        ))
  return toResult(deps, client, exchanged, organization)
}

async function chooseOrganization(
  deps: Deps,
  { environment, application }: Client,
  token: RefreshToken,
  organizationId: string,
): Promise<ActiveMembership> {
  const membership = await findActiveMembershipOfSession(
    deps,
    environment.id,
    token.sessionId,
    organizationId,
  )
  if (membership && !membership.awaitsMfa) return membership
  // A session that has ended is the better answer: its organization may be why.
  await getLivingSession(deps, environment, application.clientId, token)
  if (membership) throw mfaRequiredByOrganization(organizationId)
  throw (await findOrganization(deps, environment.id, organizationId))
    ? organizationMembershipNotFound(organizationId)
    : organizationNotFound(organizationId)
}
