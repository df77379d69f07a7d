import type { Deps } from '../../deps.ts'
import { enabledFlagSlugs } from '../feature-flags/feature-flag.ts'
import { renderTemplateClaims } from '../jwt-templates/jwt-template.ts'
import type { OrganizationClaims } from '../sessions/session.ts'
import type { User } from '../users/user.ts'
import { readTemplateContext } from './template-context.ts'

/** What an environment has its tokens say of a user: the flags that are on, and its JWT template. */
export async function readOwnClaims(
  deps: Deps,
  user: User,
  organization: OrganizationClaims | null,
): Promise<Record<string, unknown>> {
  const { environmentId, id: userId } = user
  const organizationId = organization?.organizationId ?? null
  const [flags, templateClaims] = await Promise.all([
    enabledFlagSlugs(deps, environmentId, { userId, organizationId }),
    renderTemplateClaims(deps, environmentId, () => readTemplateContext(deps, user, organization)),
  ])
  return { ...(flags.length > 0 && { feature_flags: flags }), ...templateClaims }
}
