import type { Deps } from '../../deps.ts'
import { ApiError, invalidRequestParameters } from '../../errors/errors.ts'
import { createUlid } from '../../ids/ids.ts'
import { findActiveMembership } from '../organization-memberships/organization-membership.ts'
import { getOrganization } from '../organizations/organization.ts'
import { signJwt } from '../signing-keys/sign-jwt.ts'
import { getUser } from '../users/user.ts'

/**
 * A widget token lets a browser act for one user, in one organization, within the widgets that its
 * permissions name. The application's backend asks for it. It ends after an hour; nothing is stored,
 * so it cannot be taken back. Its audience is not the application: it is no access token.
 */
export interface WidgetTokenRequest {
  organizationId?: string | undefined
  userId?: string | undefined
  scopes: string[]
}

const widgetTokenSeconds = 3600
const clientTokenSeconds = 300

export async function issueWidgetToken(
  deps: Deps,
  environmentId: string,
  { organizationId, userId, scopes }: WidgetTokenRequest,
): Promise<string> {
  if (organizationId === undefined && (userId === undefined || scopes.length > 0)) {
    const message =
      'Name the organization whose widgets are meant; without scopes a user is enough.'
    throw invalidRequestParameters([
      { code: 'organization_id_required', message, field: 'organization_id' },
    ])
  }
  if (organizationId !== undefined) await getOrganization(deps, environmentId, organizationId)
  if (userId !== undefined) await getUser(deps, environmentId, userId)
  if (organizationId !== undefined && userId !== undefined) {
    const permissions = await getPermissionsOfMember(deps, environmentId, userId, organizationId)
    refuseMissing(scopes.filter((scope) => !permissions.includes(scope)))
  }
  return issue(deps, environmentId, '/_widgets', widgetTokenSeconds, {
    sub: userId,
    org_id: organizationId,
    permissions: scopes,
  })
}

/** For the same browser at the client API: shorter, and for a member as a whole. */
export async function issueClientToken(
  deps: Deps,
  environmentId: string,
  organizationId: string,
  userId: string,
): Promise<string> {
  await getOrganization(deps, environmentId, organizationId)
  await getUser(deps, environmentId, userId)
  const permissions = await getPermissionsOfMember(deps, environmentId, userId, organizationId)
  return issue(deps, environmentId, '/client', clientTokenSeconds, {
    sub: userId,
    org_id: organizationId,
    permissions,
  })
}

/** What their access tokens say they may: less than all roles give, where only one of them counts. */
async function getPermissionsOfMember(
  deps: Deps,
  environmentId: string,
  userId: string,
  organizationId: string,
): Promise<string[]> {
  const membership = await findActiveMembership(deps, environmentId, userId, organizationId)
  if (membership) return membership.permissions
  throw new ApiError(
    400,
    'organization_membership_not_active',
    `The user is no active member of the organization '${organizationId}'.`,
  )
}

function refuseMissing(scopes: string[]): void {
  if (scopes.length === 0) return
  throw new ApiError(
    400,
    'missing_permissions',
    `The user has no role with the permission ${scopes.join(', ')} in this organization.`,
  )
}

async function issue(
  deps: Deps,
  environmentId: string,
  audience: string,
  lifetimeSeconds: number,
  claims: { sub: string | undefined; org_id: string | undefined; permissions: string[] },
): Promise<string> {
  const now = deps.clock.now()
  const issuedAt = Math.floor(now.getTime() / 1000)
  return signJwt(deps, environmentId, {
    iss: deps.config.baseUrl,
    aud: deps.config.baseUrl + audience,
    ...claims,
    jti: createUlid(now),
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
  })
}
