import { queryOptions, useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { request } from '../api/client.ts'
import type { Environment, Session, SignOut } from '../api/types.ts'

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => request<Session>('/dashboard/api/session', { signal }),
  staleTime: 5 * 60 * 1000,
})

/** The signed-in owner and their environments. The router has loaded them before any room shows. */
export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data
}

export function useSignOut() {
  return useMutation({
    mutationFn: () => request<SignOut>('/dashboard/api/sign-out', { method: 'POST' }),
    onSuccess: ({ redirect_url }) => location.assign(redirect_url),
  })
}

const lastEnvironmentKey = 'latchkey:environment'

export function rememberEnvironment(environment: Environment) {
  try {
    localStorage.setItem(lastEnvironmentKey, environment.kind)
  } catch {
    // A browser that stores nothing opens Staging each time.
  }
}

/** Where `/dashboard` leads: the environment visited last, else the first one. */
export function environmentToOpen(environments: Environment[]): Environment | undefined {
  let last: string | null = null
  try {
    last = localStorage.getItem(lastEnvironmentKey)
  } catch {
    // As above.
  }
  return environments.find(({ kind }) => kind === last) ?? environments[0]
}
