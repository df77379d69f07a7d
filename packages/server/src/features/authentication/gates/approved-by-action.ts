import type { Deps } from '../../../deps.ts'
import { type AuthenticationQuestion, approveAuthentication } from '../../actions/approval.ts'
import { findMembershipOfUser } from '../../organization-memberships/organization-membership.ts'
import { findOrganization } from '../../organizations/organization.ts'
import type { OrganizationClaims } from '../../sessions/session.ts'
import type { Client } from '../client.ts'
import { authenticationMethodNames, type Identified } from '../identified.ts'
import {
  toWireAuthenticatedUser,
  toWireOrganization,
  toWireOrganizationMembership,
} from '../wire.ts'

/**
 * The application has the last word. A code of the hosted pages was issued after it gave its word,
 * and is not asked about again.
 */
export async function askAction(
  deps: Deps,
  { environment }: Client,
  identified: Identified,
  organization: OrganizationClaims | null,
): Promise<void> {
  if (identified.authorizationCodeHash) return
  const organizationId = identified.invitation?.organizationId ?? organization?.organizationId
  const readQuestion = async () => ({
    user: toWireAuthenticatedUser(identified.user),
    authenticationMethod: authenticationMethodNames[identified.authMethod],
    ...(organizationId ? await readOrganization(deps, identified, organizationId) : {}),
  })
  await approveAuthentication(deps, environment, readQuestion, identified)
}

/** What is asked about a sign-in to an organization; somebody invited may have no membership yet. */
async function readOrganization(
  deps: Deps,
  { user }: Identified,
  organizationId: string,
): Promise<Pick<AuthenticationQuestion, 'organization' | 'organizationMembership'>> {
  const { environmentId } = user
  const [organization, membership] = await Promise.all([
    findOrganization(deps, environmentId, organizationId),
    findMembershipOfUser(deps, environmentId, user.id, organizationId),
  ])
  return {
    ...(organization && { organization: toWireOrganization(organization) }),
    ...(membership && { organizationMembership: toWireOrganizationMembership(membership) }),
  }
}
