import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
  useSuspenseQuery,
} from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { request } from '../../api/client.ts'
import { refusalAt } from '../../api/failure.ts'
import type { List, NewUser, User, UserChanges } from '../../api/types.ts'
import type { Cursor } from '../../components/pager.tsx'
import { useEnvironment } from '../../session/environment.ts'

const userRoute = getRouteApi('/$environment/users/$userId')
const usersPerPage = 25

interface UserFilter extends Cursor {
  search?: string
  organizationId?: string
}

export function useUsers({ search, organizationId, before, after }: UserFilter) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'users', { search, organizationId, before, after }],
    queryFn: ({ signal }) =>
      request<List<User>>('/user_management/users', {
        environmentId,
        query: {
          limit: usersPerPage,
          search,
          organization_id: organizationId,
          before,
          after,
        },
        signal,
      }),
    // The page on screen stays while the next one loads, but never one of another environment.
    placeholderData: (previous, query) =>
      query?.queryKey[0] === environmentId ? keepPreviousData(previous) : undefined,
  })
}

/** Whose address this is, or null when it is nobody's. */
export async function findUserByEmail(
  environmentId: string,
  email: string,
  signal?: AbortSignal,
): Promise<User | null> {
  const query = { email, limit: 1 }
  const list = await request<List<User>>('/user_management/users', { environmentId, query, signal })
  return list.data[0] ?? null
}

/** Whose address was entered in the field `email`; it is refused there when it is nobody's. */
export async function getUserByEmail(environmentId: string, email: string): Promise<User> {
  const user = email ? await findUserByEmail(environmentId, email) : null
  if (user) return user
  throw refusalAt(
    'email',
    email
      ? `No user of this environment has the address ${email}. Create the user first.`
      : 'Enter the address of a user.',
  )
}

function userQuery(environmentId: string, userId: string) {
  return queryOptions({
    queryKey: [environmentId, 'user', userId],
    queryFn: ({ signal }) =>
      request<User>(`/user_management/users/${userId}`, { environmentId, signal }),
  })
}

export function useUser(userId: string) {
  return useQuery(userQuery(useEnvironment().id, userId))
}

/** The user whose page is open: the page has loaded them before any part of it shows. */
export function useOpenUser(): User {
  const { userId } = userRoute.useParams()
  return useSuspenseQuery(userQuery(useEnvironment().id, userId)).data
}

export function useCreateUser() {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: NewUser) =>
      request<User>('/user_management/users', { method: 'POST', environmentId, body }),
    onSuccess: (user) => {
      queryClient.setQueryData(userQuery(environmentId, user.id).queryKey, user)
      return queryClient.invalidateQueries({ queryKey: [environmentId, 'users'] })
    },
  })
}

export function useUpdateUser(userId: string) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: UserChanges) =>
      request<User>(`/user_management/users/${userId}`, { method: 'PUT', environmentId, body }),
    onSuccess: (user) => {
      queryClient.setQueryData(userQuery(environmentId, user.id).queryKey, user)
      return queryClient.invalidateQueries({ queryKey: [environmentId, 'users'] })
    },
  })
}

export function useDeleteUser(userId: string) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () =>
      request<null>(`/user_management/users/${userId}`, { method: 'DELETE', environmentId }),
    onSuccess: () => {
      // The user's own page is still on screen; fetching it again would only find it gone.
      void queryClient.invalidateQueries({ queryKey: [environmentId, 'users'] })
    },
  })
}

export function useSendVerificationEmail(userId: string) {
  const environmentId = useEnvironment().id
  return useMutation({
    mutationFn: () =>
      request<{ user: User }>(`/user_management/users/${userId}/email_verification/send`, {
        method: 'POST',
        environmentId,
      }),
  })
}

export function useSendPasswordReset() {
  const environmentId = useEnvironment().id
  return useMutation({
    mutationFn: (email: string) =>
      request('/user_management/password_reset', {
        method: 'POST',
        environmentId,
        body: { email },
      }),
  })
}
