import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import type {
  List,
  NewWebhookEndpoint,
  WebhookEndpoint,
  WebhookEndpointChanges,
} from '../../api/types.ts'
import type { Cursor } from '../../components/pager.tsx'
import { useEnvironment } from '../../session/environment.ts'

const endpointsPerPage = 25

export function useWebhookEndpoints({ before, after }: Cursor) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'webhook-endpoints', { before, after }],
    queryFn: ({ signal }) =>
      request<List<WebhookEndpoint>>('/webhook_endpoints', {
        environmentId,
        query: { limit: endpointsPerPage, before, after },
        signal,
      }),
    placeholderData: (previous, query) =>
      query?.queryKey[0] === environmentId ? keepPreviousData(previous) : undefined,
  })
}

const endpointQuery = (environmentId: string, id: string) =>
  queryOptions({
    queryKey: [environmentId, 'webhook-endpoint', id],
    queryFn: ({ signal }) =>
      request<WebhookEndpoint>(`/dashboard/api/webhook_endpoints/${id}`, { environmentId, signal }),
  })

export function useWebhookEndpoint(id: string) {
  return useQuery(endpointQuery(useEnvironment().id, id))
}

export function useCreateWebhookEndpoint() {
  return useEndpointMutation((environmentId, body: NewWebhookEndpoint) =>
    request<WebhookEndpoint>('/webhook_endpoints', { method: 'POST', environmentId, body }),
  )
}

export function useUpdateWebhookEndpoint(id: string) {
  return useEndpointMutation((environmentId, body: WebhookEndpointChanges) =>
    request<WebhookEndpoint>(`/webhook_endpoints/${id}`, { method: 'PATCH', environmentId, body }),
  )
}

export function useRotateWebhookSecret(id: string) {
  return useEndpointMutation((environmentId, _: undefined) =>
    request<WebhookEndpoint>(`/dashboard/api/webhook_endpoints/${id}/rotate_secret`, {
      method: 'POST',
      environmentId,
    }),
  )
}

function useEndpointMutation<Variables>(
  send: (environmentId: string, variables: Variables) => Promise<WebhookEndpoint>,
) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (variables: Variables) => send(environmentId, variables),
    onSuccess: (endpoint) => {
      queryClient.setQueryData(endpointQuery(environmentId, endpoint.id).queryKey, endpoint)
      return queryClient.invalidateQueries({ queryKey: [environmentId, 'webhook-endpoints'] })
    },
  })
}

export function useDeleteWebhookEndpoint(id: string) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () =>
      request<null>(`/webhook_endpoints/${id}`, { method: 'DELETE', environmentId }),
    onSuccess: () => {
      // The endpoint's own page is still on screen; fetching it again would only find it gone.
      void queryClient.invalidateQueries({ queryKey: [environmentId, 'webhook-endpoints'] })
    },
  })
}
