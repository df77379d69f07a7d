import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors/errors.ts'
import type { Environment } from '../environments/environment.ts'
import { leavesRoleHeld, listRoles, type Role } from '../roles/role.ts'

/** The roles of these slugs, or the default one where none are named. */
export async function rolesToGive(
  deps: Deps,
  { id: environmentId, multipleRolesEnabled }: Environment,
  organizationId: string,
  slugs: string[] | undefined,
): Promise<Role[]> {
  const known = await listRoles(deps, { environmentId, organizationId })
  if (slugs === undefined) return known.filter(({ isDefault }) => isDefault)
  const wanted = [...new Set(slugs)]
  if (wanted.length > 1 && !multipleRolesEnabled) {
    throw new ApiError(
      422,
      'multiple_roles_not_enabled',
      'Members hold one role in this environment. Send one, or allow several in the dashboard.',
    )
  }
  return wanted.map((slug) => {
    const role = known.find((candidate) => candidate.slug === slug)
    if (!role) throw invalidRole(slug)
    if (role.resourceTypeSlug !== 'organization') {
      throw new ApiError(
        422,
        'sub_resource_scoped_role_not_allowed',
        `The role '${slug}' is given on a resource of the type '${role.resourceTypeSlug}', not on an organization.`,
        { role_slug: slug },
      )
    }
    return role
  })
}

/** A role may be deleted while it is being given: then it is as if it had never been there. */
export async function refusingGoneRoles<T>(roles: Role[], work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!leavesRoleHeld(error)) throw error
    throw invalidRole(roles.map(({ slug }) => slug).join("', '"))
  }
}

const invalidRole = (slug: string) =>
  new ApiError(422, 'invalid_role', `Role '${slug}' is not a valid role.`)
