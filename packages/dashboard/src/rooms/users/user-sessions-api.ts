import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import type { List, UserSession } from '../../api/types.ts'
import { useEnvironment } from '../../session/environment.ts'

const mostSessionsShown = 100

export function useUserSessions(userId: string) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'user', userId, 'sessions'],
    queryFn: ({ signal }) =>
      request<List<UserSession>>(`/user_management/users/${userId}/sessions`, {
        environmentId,
        query: { limit: mostSessionsShown },
        signal,
      }),
  })
}

/** Revokes one session or several. The API revokes them one by one, so some may be gone when one fails. */
export function useRevokeSessions(userId: string) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (sessionIds: string[]) => {
      for (const session_id of sessionIds) {
        await request<UserSession>('/user_management/sessions/revoke', {
          method: 'POST',
          environmentId,
          body: { session_id },
        })
      }
    },
    onSettled: () =>
      queryClient.invalidateQueries({ queryKey: [environmentId, 'user', userId, 'sessions'] }),
  })
}
