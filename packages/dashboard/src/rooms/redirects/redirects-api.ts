import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import type { CorsOrigin, Redirects, RedirectUri, SignOutRedirect } from '../../api/types.ts'
import { useEnvironment } from '../../session/environment.ts'

export function useRedirects() {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'redirects'],
    queryFn: ({ signal }) =>
      request<Redirects>('/dashboard/api/redirects', { environmentId, signal }),
  })
}

/** The two lists behave alike; only part of the first one is in the published API. */
export type RedirectList = 'redirect_uris' | 'sign_out_redirects'

const paths: Record<RedirectList, { list: string; default: string }> = {
  redirect_uris: {
    list: '/user_management/redirect_uris',
    default: '/dashboard/api/redirect_uris',
  },
  sign_out_redirects: {
    list: '/dashboard/api/sign_out_redirects',
    default: '/dashboard/api/sign_out_redirects',
  },
}

export function useAddRedirect(list: RedirectList) {
  return useRedirectsMutation((environmentId, uri: string) =>
    request<RedirectUri | SignOutRedirect>(paths[list].list, {
      method: 'POST',
      environmentId,
      body: { uri },
    }),
  )
}

export function useDeleteRedirect(list: RedirectList) {
  return useRedirectsMutation((environmentId, id: string) =>
    request<null>(`${paths[list].list}/${id}`, { method: 'DELETE', environmentId }),
  )
}

export function useMakeDefault(list: RedirectList) {
  return useRedirectsMutation((environmentId, id: string) =>
    request<RedirectUri | SignOutRedirect>(`${paths[list].default}/${id}/default`, {
      method: 'PUT',
      environmentId,
    }),
  )
}

export type RedirectAddress = 'sign_in_endpoint' | 'app_homepage_url'

const addressPaths: Record<RedirectAddress, string> = {
  sign_in_endpoint: '/dashboard/api/sign_in_endpoint',
  app_homepage_url: '/user_management/app_homepage_url',
}

/** Sets one of the single addresses; null takes it away. */
export function useSetAddress(address: RedirectAddress) {
  return useRedirectsMutation((environmentId, url: string | null) =>
    request<unknown>(addressPaths[address], { method: 'PUT', environmentId, body: { url } }),
  )
}

export function useAddCorsOrigin() {
  return useRedirectsMutation((environmentId, origin: string) =>
    request<CorsOrigin>('/user_management/cors_origins', {
      method: 'POST',
      environmentId,
      body: { origin },
    }),
  )
}

export function useDeleteCorsOrigin() {
  return useRedirectsMutation((environmentId, id: string) =>
    request<null>(`/dashboard/api/cors_origins/${id}`, { method: 'DELETE', environmentId }),
  )
}

function useRedirectsMutation<Variables, Result>(
  send: (environmentId: string, variables: Variables) => Promise<Result>,
) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (variables: Variables) => send(environmentId, variables),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [environmentId, 'redirects'] }),
  })
}
