import { getWorkOS } from '@workos-inc/authkit-nextjs'

/** The organizations that somebody belongs to. The access token names only the current one. */
export async function listOrganizations(userId: string) {
  const memberships = await getWorkOS().userManagement.listOrganizationMemberships({
    userId,
    statuses: ['active'],
  })
  return memberships.data.map(({ organizationId, organizationName }) => ({
    id: organizationId,
    name: organizationName,
  }))
}
