import type { Deps } from '../../deps.ts'
import { createUlid } from '../../ids/ids.ts'
import type { Environment } from '../environments/environment.ts'
import { signJwt } from '../signing-keys/sign-jwt.ts'
import type { OrganizationClaims, SessionClaims } from './session.ts'

/**
 * An access token of this session: a JWT (RFC 7519) that SDKs verify with the environment's JWKS.
 * The environment's own claims may say more of a user, or otherwise, but never whose session it is.
 */
export function issueAccessToken(
  deps: Deps,
  environment: Environment,
  session: SessionClaims,
  organization: OrganizationClaims | null = null,
  ownClaims: Record<string, unknown> = {},
): Promise<string> {
  const now = deps.clock.now()
  const issuedAt = Math.floor(now.getTime() / 1000)
  return signJwt(deps, environment.id, {
    // Without an organization its claims are absent, not null: SDKs tell the two apart.
    ...(organization && rolesOf(organization)),
    ...ownClaims,
    iss: `${deps.config.baseUrl}/user_management/${session.clientId}`,
    aud: session.clientId,
    client_id: session.clientId,
    sub: session.userId,
    sid: session.id,
    jti: createUlid(now),
    ...(organization && { org_id: organization.organizationId }),
    iat: issuedAt,
    exp: issuedAt + environment.settings.sessions.accessTokenLifetimeSeconds,
    auth_time: Math.floor(session.authenticatedAt.getTime() / 1000),
  })
}

const rolesOf = ({ roles, permissions }: OrganizationClaims) => ({
  role: roles[0],
  roles,
  permissions,
})
