import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import type { AuthenticationFactor, List } from '../../api/types.ts'
import { useEnvironment } from '../../session/environment.ts'

const mostFactorsShown = 100
const keyOf = (environmentId: string, userId: string) => [environmentId, 'user', userId, 'factors']

export function useUserFactors(userId: string) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: keyOf(environmentId, userId),
    queryFn: ({ signal }) =>
      request<List<AuthenticationFactor>>(`/user_management/users/${userId}/auth_factors`, {
        environmentId,
        query: { limit: mostFactorsShown },
        signal,
      }),
  })
}

export function useDeleteFactor(userId: string) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (factorId: string) =>
      request<void>(`/auth/factors/${factorId}`, { method: 'DELETE', environmentId }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf(environmentId, userId) }),
  })
}
