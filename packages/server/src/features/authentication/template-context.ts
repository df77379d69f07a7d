import type { Deps } from '../../deps.ts'
import type { TemplateContext } from '../jwt-templates/jwt-template.ts'
import { listOrganizationMemberships } from '../organization-memberships/organization-membership.ts'
import { getOrganization } from '../organizations/organization.ts'
import type { OrganizationClaims } from '../sessions/session.ts'
import type { User } from '../users/user.ts'
import { toTemplateContext } from './wire.ts'

/** What the environment's JWT template can name, read only where there is a template. */
export async function readTemplateContext(
  deps: Deps,
  user: User,
  claims: OrganizationClaims | null,
): Promise<TemplateContext> {
  if (!claims) return toTemplateContext(user, null, null)
  const { environmentId, id: userId } = user
  const { organizationId } = claims
  const [organization, memberships] = await Promise.all([
    getOrganization(deps, environmentId, organizationId),
    listOrganizationMemberships(deps, environmentId, {
      userId,
      organizationId,
      statuses: ['active'],
      limit: 1,
      order: 'desc',
    }),
  ])
  return toTemplateContext(user, organization, memberships[0] ?? null)
}
