import { createServerFn } from '@tanstack/react-start'
import { getWorkOS } from '@workos/authkit-session'
import { getAuth, switchToOrganization } from '@workos/authkit-tanstack-react-start'

/** The organizations of whoever is signed in. The access token names only the current one. */
export const listOrganizations = createServerFn().handler(async () => {
  const { user } = await getAuth()
  if (!user) return []
  const memberships = await getWorkOS().userManagement.listOrganizationMemberships({
    userId: user.id,
    statuses: ['active'],
  })
  return memberships.data.map(({ organizationId, organizationName }) => ({
    id: organizationId,
    name: organizationName,
  }))
})

/** Called by the browser itself, `switchToOrganization` would hand it the access token. */
export const switchOrganization = createServerFn({ method: 'POST' })
  .validator((organizationId: string) => organizationId)
  .handler(async ({ data: organizationId }) => {
    await switchToOrganization({ data: { organizationId } })
  })
