import { type Static, Type } from '@fastify/type-provider-typebox'
import { invalidRequest, missingParameter } from '../../errors/errors.ts'
import { cutIpAddress, cutUserAgent } from '../../http/request-context.ts'
import type { TemplateContext } from '../jwt-templates/jwt-template.ts'
import type {
  ActiveMembership,
  OrganizationMembership,
} from '../organization-memberships/organization-membership.ts'
import type { Organization } from '../organizations/organization.ts'
import { toWireOrganization } from '../organizations/wire.ts'
import type { User } from '../users/user.ts'
import { toWireUser, WireUser } from '../users/wire.ts'
import type { AuthenticationResult } from './complete-sign-in.ts'
import type { TokenRequest } from './grants/grant.ts'

export const WireAuthentication = Type.Object(
  {
    user: WireUser,
    organization_id: Type.Optional(Type.String()),
    access_token: Type.String(),
    refresh_token: Type.String(),
    authentication_method: Type.String(),
  },
  { title: 'AuthenticateResponse' },
)

/** Checked by hand: this endpoint answers mistakes in OAuth's shape, grant by grant. */
export const AuthenticateBody = Type.Object(
  {
    grant_type: Type.String(),
    client_id: Type.String(),
    client_secret: Type.Optional(Type.String()),
  },
  { title: 'AuthenticateRequest', additionalProperties: true },
)

/** As an application is asked about them. */
export { toWireInvitationEvent } from '../invitations/wire.ts'
export { toWireOrganizationMembership } from '../organization-memberships/wire.ts'
export { toWireOrganization } from '../organizations/wire.ts'
export { toWireUser as toWireAuthenticatedUser } from '../users/wire.ts'

/** The organizations to choose from, as the refusal lists them. */
export const toWireOrganizationChoice = (memberships: ActiveMembership[]) =>
  memberships.map(({ organizationId: id, organizationName: name }) => ({ id, name }))

/** A refresh token that the browser keeps out of reach of scripts is not told to them: it reads "". */
export function toWireAuthentication(
  result: AuthenticationResult,
  { isKeptByBrowser }: { isKeptByBrowser: boolean },
): Static<typeof WireAuthentication> {
  return {
    user: toWireUser(result.user),
    ...(result.session.organizationId ? { organization_id: result.session.organizationId } : {}),
    access_token: result.accessToken,
    refresh_token: isKeptByBrowser ? '' : result.refreshToken,
    authentication_method: result.authenticationMethod,
  }
}

/** The published objects under the names that expressions of a JWT template use. */
export function toTemplateContext(
  user: User,
  organization: Organization | null,
  membership: OrganizationMembership | null,
): TemplateContext {
  // The moment of this very sign-in is no news to whoever holds its token.
  const { last_sign_in_at: _, ...wireUser } = toWireUser(user)
  return {
    user: { ...wireUser, identities: {} },
    organization: organization && toWireOrganization(organization),
    organizationMembership: membership && {
      id: membership.id,
      role: membership.roles[0] ?? null,
      roles: membership.roles,
      custom_attributes: membership.customAttributes,
      created_at: membership.createdAt.toISOString(),
      updated_at: membership.updatedAt.toISOString(),
    },
  }
}
/** The user, as the refusals that name the next step carry it. */
export const toWireRefusedUser = toWireUser

/** The parameters of the body, JSON or form. */
export const fieldsOf = (body: unknown) =>
  (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>

/** A public client that brings no refresh token, and so has the browser keep it. */
export const leavesTokenToBrowser = (fields: Record<string, unknown>) =>
  fields.client_secret === undefined && fields.refresh_token === undefined

/** The parameters as a request for tokens. */
export function fromWireAuthenticate(
  parameters: Record<string, unknown>,
  origin: { ipAddress: string; userAgent: string | null },
  keptRefreshToken: string | undefined,
): TokenRequest {
  const fields = { refresh_token: keptRefreshToken, ...parameters } as Record<string, unknown>
  const optional = (name: string): string | undefined => {
    const value = fields[name]
    if (value === undefined || value === null || value === '') return undefined
    if (typeof value !== 'string') throw invalidRequest(`The parameter ${name} must be a string.`)
    return value
  }
  const required = (name: string): string => {
    const value = optional(name)
    if (value === undefined) throw missingParameter(name)
    return value
  }
  return {
    grantType: required('grant_type'),
    clientId: required('client_id'),
    clientSecret: optional('client_secret'),
    ipAddress: cutIpAddress(optional('ip_address')) ?? origin.ipAddress,
    userAgent: cutUserAgent(optional('user_agent')) ?? origin.userAgent,
    required,
    optional,
  }
}
