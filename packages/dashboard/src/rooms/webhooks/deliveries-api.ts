import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import type { List, WebhookDelivery, WebhookDeliveryDetails } from '../../api/types.ts'
import type { DeliveriesSearch } from '../../router.tsx'
import { useEnvironment } from '../../session/environment.ts'

const deliveriesPerPage = 20
const refreshSeconds = 4

/** The newest first. The list refreshes itself while it is looked at. */
export function useDeliveries(endpointId: string, search: DeliveriesSearch) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'webhook-deliveries', { endpointId }, search],
    queryFn: ({ signal }) =>
      request<List<WebhookDelivery>>(`/dashboard/api/webhook_endpoints/${endpointId}/deliveries`, {
        environmentId,
        query: { limit: deliveriesPerPage, ...search },
        signal,
      }),
    placeholderData: (previous, query) =>
      query?.queryKey[0] === environmentId ? keepPreviousData(previous) : undefined,
    refetchInterval: refreshSeconds * 1000,
  })
}

export function useDelivery(deliveryId: string) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'webhook-delivery', deliveryId],
    queryFn: ({ signal }) =>
      request<WebhookDeliveryDetails>(`/dashboard/api/webhook_deliveries/${deliveryId}`, {
        environmentId,
        signal,
      }),
    // Once it was received, or failed for good, nothing about it changes by itself.
    refetchInterval: ({ state }) =>
      state.data?.status === 'pending' ? refreshSeconds * 1000 : false,
  })
}

export function useRedeliver(deliveryId: string) {
  return useDeliveryMutation((environmentId, _: undefined) =>
    request<WebhookDelivery>(`/dashboard/api/webhook_deliveries/${deliveryId}/redeliver`, {
      method: 'POST',
      environmentId,
    }),
  )
}

export function useRedeliverFailed(endpointId: string) {
  return useDeliveryMutation((environmentId, _: undefined) =>
    request<{ redelivered: number }>(
      `/dashboard/api/webhook_endpoints/${endpointId}/redeliver_failed`,
      { method: 'POST', environmentId },
    ),
  )
}

export function useSendTestEvent(endpointId: string) {
  return useDeliveryMutation(
    (environmentId, body: { event: string; data?: Record<string, unknown> }) =>
      request<WebhookDelivery>(`/dashboard/api/webhook_endpoints/${endpointId}/test_events`, {
        method: 'POST',
        environmentId,
        body,
      }),
  )
}

function useDeliveryMutation<Variables, Result>(
  send: (environmentId: string, variables: Variables) => Promise<Result>,
) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (variables: Variables) => send(environmentId, variables),
    onSuccess: () =>
      Promise.all(
        ['webhook-deliveries', 'webhook-delivery'].map((kind) =>
          queryClient.invalidateQueries({ queryKey: [environmentId, kind] }),
        ),
      ),
  })
}
