import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { request } from '../../api/client.ts'
import type { Role, RoleList, RoleSettings, RoleSettingsChanges } from '../../api/types.ts'
import { useEnvironment } from '../../session/environment.ts'

/** The environment's own roles, or all that one organization sees. */
export type RoleScope = { organizationId: string | null }

export interface ArrangedRoles {
  /** The highest first. */
  roles: Role[]
  defaultSlug: string
  multipleRolesEnabled: boolean
}

const rolesPath = ({ organizationId }: RoleScope) =>
  organizationId ? `/authorization/organizations/${organizationId}/roles` : '/authorization/roles'

const settingsPath = ({ organizationId }: RoleScope) =>
  organizationId
    ? `/dashboard/api/organizations/${organizationId}/role_settings`
    : '/dashboard/api/role_settings'

const queryKeyOf = (environmentId: string, { organizationId }: RoleScope) => [
  environmentId,
  'roles',
  organizationId,
]

export function useRoles(scope: RoleScope) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: queryKeyOf(environmentId, scope),
    queryFn: async ({ signal }): Promise<ArrangedRoles> => {
      const [list, settings] = await Promise.all([
        request<RoleList>(rolesPath(scope), { environmentId, signal }),
        request<RoleSettings>(settingsPath(scope), { environmentId, signal }),
      ])
      return {
        roles: list.data,
        defaultSlug: settings.default_role_slug,
        multipleRolesEnabled: settings.multiple_roles_enabled,
      }
    },
  })
}

/** Puts the roles in this order. It shows at once, and goes back when the server refuses it. */
export function useReorderRoles(scope: RoleScope) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  const refresh = useRefreshRoles()
  const queryKey = queryKeyOf(environmentId, scope)
  const mutationKey = ['reorder', ...queryKey]
  return useMutation({
    // One after the other: an older order that arrives later would win.
    scope: { id: mutationKey.join(' ') },
    mutationKey,
    mutationFn: (roles: Role[]) =>
      request<RoleSettings>(settingsPath(scope), {
        method: 'PATCH',
        environmentId,
        body: { priority: roles.map(({ slug }) => slug) },
      }),
    onMutate: async (roles) => {
      await queryClient.cancelQueries({ queryKey })
      queryClient.setQueryData<ArrangedRoles>(queryKey, (before) => before && { ...before, roles })
    },
    // What is read in between would show the order of the last move but one.
    onSettled: () => (queryClient.isMutating({ mutationKey }) === 1 ? refresh() : undefined),
  })
}

/** Makes another role the default or, for the whole environment, allows several to a member. */
export function useChangeRoleSettings(scope: RoleScope) {
  const environmentId = useEnvironment().id
  const refresh = useRefreshRoles()
  return useMutation({
    mutationFn: (body: RoleSettingsChanges) =>
      request<RoleSettings>(settingsPath(scope), { method: 'PATCH', environmentId, body }),
    onSuccess: () => refresh(),
  })
}

export interface WrittenRole {
  slug: string
  name: string
  description: string | null
  permissions: string[]
}

/**
 * Writes a role, a new one where there is none, and then what it gives: two requests. A role that was
 * made but did not get its permissions is not made a second time when the form is sent again.
 */
export function useSaveRole(scope: RoleScope, role: Role | null) {
  const environmentId = useEnvironment().id
  const refresh = useRefreshRoles()
  const saved = useRef(role)
  return useMutation({
    mutationFn: async ({ slug, permissions, ...about }: WrittenRole) => {
      const path = rolesPath(scope)
      const own = saved.current
      saved.current = own
        ? await request<Role>(`${path}/${own.slug}`, {
            method: 'PATCH',
            environmentId,
            body: about,
          })
        : await request<Role>(path, { method: 'POST', environmentId, body: { slug, ...about } })
      const isGivenAlready =
        [...permissions].sort().join() === [...saved.current.permissions].sort().join()
      if (isGivenAlready) return saved.current
      return request<Role>(`${path}/${saved.current.slug}/permissions`, {
        method: 'PUT',
        environmentId,
        body: { permissions },
      })
    },
    onSettled: () => refresh(),
  })
}

export function useDeleteRole({ organizationId }: RoleScope, role: Role) {
  const environmentId = useEnvironment().id
  const refresh = useRefreshRoles()
  const path = organizationId ? rolesPath({ organizationId }) : '/dashboard/api/roles'
  return useMutation({
    mutationFn: () => request<null>(`${path}/${role.slug}`, { method: 'DELETE', environmentId }),
    onSuccess: () => refresh(),
  })
}

/** Roles of the environment are seen by every organization, and members show those they hold. */
function useRefreshRoles() {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return () =>
    Promise.all(
      ['roles', 'memberships'].map((kind) =>
        queryClient.invalidateQueries({ queryKey: [environmentId, kind] }),
      ),
    )
}
