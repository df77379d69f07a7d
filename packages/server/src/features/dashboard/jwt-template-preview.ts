import type { Deps } from '../../deps.ts'
import { invalidRequestParameters } from '../../errors/errors.ts'
import { readTemplateContext } from '../authentication/template-context.ts'
import { previewClaims, type TemplateContext } from '../jwt-templates/jwt-template.ts'
import { getActiveMembership } from '../organization-memberships/organization-membership.ts'
import { getOrganization } from '../organizations/organization.ts'
import { getUser } from '../users/user.ts'

export interface PreviewRequest {
  content: string
  /** Whose token it would be. */
  userId?: string | undefined
  /** The organization that they would sign in to. */
  organizationId?: string | undefined
}

/** The claims that a template, saved or not, would add to the token of a user. */
export async function previewJwtTemplate(
  deps: Deps,
  environmentId: string,
  request: PreviewRequest,
): Promise<Record<string, unknown>> {
  return previewClaims(request.content, await contextOf(deps, environmentId, request))
}

async function contextOf(
  deps: Deps,
  environmentId: string,
  { userId, organizationId }: PreviewRequest,
): Promise<TemplateContext> {
  if (userId === undefined) {
    if (organizationId !== undefined) throw userMissing()
    return nobody
  }
  const user = await getUser(deps, environmentId, userId)
  if (organizationId === undefined) return readTemplateContext(deps, user, null)
  await getOrganization(deps, environmentId, organizationId)
  const membership = await getActiveMembership(deps, environmentId, userId, organizationId)
  return readTemplateContext(deps, user, membership)
}

/** While there is no user yet, a template can still be tried: every path is without a value. */
const nobody: TemplateContext = { user: {}, organization: null, organizationMembership: null }

const userMissing = () =>
  invalidRequestParameters([
    {
      code: 'user_id_required',
      message: 'Name the user, too: organization_id is the organization that they sign in to.',
      field: 'user_id',
    },
  ])
