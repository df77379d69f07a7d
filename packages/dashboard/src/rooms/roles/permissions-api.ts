import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import type { List, NewPermission, Permission } from '../../api/types.ts'
import { useEnvironment } from '../../session/environment.ts'

const path = '/authorization/permissions'
const permissionsPerRequest = 100

/** All of them, in order of their slugs: they are chosen from a list that is seen whole. */
export function usePermissions() {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'permissions'],
    queryFn: async ({ signal }) => {
      const permissions: Permission[] = []
      let after: string | undefined
      do {
        const page: List<Permission> = await request(path, {
          environmentId,
          query: { limit: permissionsPerRequest, after },
          signal,
        })
        permissions.push(...page.data)
        after = page.list_metadata.after ?? undefined
      } while (after)
      return permissions.sort((one, other) => one.slug.localeCompare(other.slug))
    },
  })
}

export function useCreatePermission() {
  return usePermissionMutation((environmentId, body: NewPermission) =>
    request<Permission>(path, { method: 'POST', environmentId, body }),
  )
}

export function useUpdatePermission({ slug }: Permission) {
  return usePermissionMutation((environmentId, body: Pick<NewPermission, 'name' | 'description'>) =>
    request<Permission>(`${path}/${slug}`, { method: 'PATCH', environmentId, body }),
  )
}

export function useDeletePermission({ slug }: Permission) {
  return usePermissionMutation((environmentId, _: undefined) =>
    request<null>(`${path}/${slug}`, { method: 'DELETE', environmentId }),
  )
}

/** Roles name the permissions that they give, and lose those that are deleted. */
function usePermissionMutation<Variables, Result>(
  send: (environmentId: string, variables: Variables) => Promise<Result>,
) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (variables: Variables) => send(environmentId, variables),
    onSuccess: () =>
      Promise.all(
        ['permissions', 'roles'].map((kind) =>
          queryClient.invalidateQueries({ queryKey: [environmentId, kind] }),
        ),
      ),
  })
}
