import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import type { ApiKey, CreatedApiKey, List, RevealedApiKey } from '../../api/types.ts'
import { useEnvironment } from '../../session/environment.ts'

export function useApiKeys() {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'api-keys'],
    queryFn: ({ signal }) =>
      request<List<ApiKey>>('/dashboard/api/api_keys', { environmentId, signal }),
  })
}

export function useCreateApiKey() {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (name: string) =>
      request<CreatedApiKey>('/dashboard/api/api_keys', {
        method: 'POST',
        environmentId,
        body: { name },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [environmentId, 'api-keys'] }),
    // The value is shown once and kept nowhere, not even in memory after the dialog has closed.
    gcTime: 0,
  })
}

export function useRevealApiKey() {
  const environmentId = useEnvironment().id
  return useMutation({
    mutationFn: (key: ApiKey) =>
      request<RevealedApiKey>(`/dashboard/api/api_keys/${key.id}/reveal`, {
        method: 'POST',
        environmentId,
      }),
    gcTime: 0,
  })
}

export function useRevokeApiKey() {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (key: ApiKey) =>
      request<null>(`/dashboard/api/api_keys/${key.id}`, { method: 'DELETE', environmentId }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [environmentId, 'api-keys'] }),
  })
}
