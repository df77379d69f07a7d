import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import type { AuthenticationSettings } from '../../api/types.ts'
import { useEnvironment } from '../../session/environment.ts'

const path = '/dashboard/api/authentication_settings'

export function useAuthenticationSettings() {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'authentication-settings'],
    queryFn: ({ signal }) => request<AuthenticationSettings>(path, { environmentId, signal }),
  })
}

export function useSaveAuthenticationSettings() {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: AuthenticationSettings) =>
      request<AuthenticationSettings>(path, { method: 'PUT', environmentId, body }),
    onSuccess: (saved) =>
      queryClient.setQueryData([environmentId, 'authentication-settings'], saved),
  })
}
