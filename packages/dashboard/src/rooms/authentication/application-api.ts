import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import type { Application } from '../../api/types.ts'
import { useEnvironment } from '../../session/environment.ts'

const path = '/dashboard/api/application'

export function useApplication() {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'application'],
    queryFn: ({ signal }) => request<Application>(path, { environmentId, signal }),
  })
}

export function useRenameApplication() {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (name: string) =>
      request<Application>(path, { method: 'PUT', environmentId, body: { name } }),
    onSuccess: (saved) => queryClient.setQueryData([environmentId, 'application'], saved),
  })
}
