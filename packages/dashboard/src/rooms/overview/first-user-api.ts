import { useQuery } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import type { List, User } from '../../api/types.ts'
import { useEnvironment } from '../../session/environment.ts'

const lookAgainSeconds = 3

/** The environment's first user, or null; looked for again and again until there is one. */
export function useFirstUser() {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'users', 'first'],
    queryFn: async ({ signal }) => {
      const users = await request<List<User>>('/user_management/users', {
        environmentId,
        query: { limit: 1, order: 'asc' },
        signal,
      })
      return users.data[0] ?? null
    },
    refetchInterval: ({ state }) => (state.data ? false : lookAgainSeconds * 1000),
  })
}
