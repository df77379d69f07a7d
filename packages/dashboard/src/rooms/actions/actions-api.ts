import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import type {
  ActionEndpoint,
  ActionEndpointSettings,
  ActionExecution,
  ActionType,
  List,
} from '../../api/types.ts'
import type { ExecutionsSearch } from '../../router.tsx'
import { useEnvironment } from '../../session/environment.ts'

const path = '/dashboard/api/action_endpoints'
const executionsPerPage = 20
const refreshSeconds = 4

/** By type: an environment has one endpoint of each at most. */
export function useActionEndpoints() {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'action-endpoints'],
    queryFn: ({ signal }) => request<{ data: ActionEndpoint[] }>(path, { environmentId, signal }),
    select: ({ data }) => new Map(data.map((endpoint) => [endpoint.type, endpoint])),
  })
}

/** Makes the endpoint of a type, or changes it when there is one. */
export function useSaveActionEndpoint(type: ActionType, endpoint: ActionEndpoint | undefined) {
  return useEndpointMutation((environmentId, settings: ActionEndpointSettings) =>
    endpoint
      ? request<ActionEndpoint>(`${path}/${endpoint.id}`, {
          method: 'PUT',
          environmentId,
          body: settings,
        })
      : request<ActionEndpoint>(path, {
          method: 'POST',
          environmentId,
          body: { type, ...settings },
        }),
  )
}

export function useRotateActionSecret({ id }: ActionEndpoint) {
  return useEndpointMutation((environmentId, _: undefined) =>
    request<ActionEndpoint>(`${path}/${id}/rotate_secret`, { method: 'POST', environmentId }),
  )
}

export function useDeleteActionEndpoint({ id }: ActionEndpoint) {
  return useEndpointMutation((environmentId, _: undefined) =>
    request<null>(`${path}/${id}`, { method: 'DELETE', environmentId }),
  )
}

function useEndpointMutation<Variables, Result>(
  send: (environmentId: string, variables: Variables) => Promise<Result>,
) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (variables: Variables) => send(environmentId, variables),
    onSuccess: () =>
      queryClient.invalidateQueries({ queryKey: [environmentId, 'action-endpoints'] }),
  })
}

/** Asks the endpoint about somebody who does not exist. What came of it is in the log. */
export function useTestAction({ id }: ActionEndpoint) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () =>
      request<ActionExecution>(`${path}/${id}/test`, { method: 'POST', environmentId }),
    onSuccess: () =>
      queryClient.invalidateQueries({ queryKey: [environmentId, 'action-executions'] }),
  })
}

/** The newest first. The list refreshes itself while it is looked at. */
export function useActionExecutions({ id }: ActionEndpoint, search: ExecutionsSearch) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'action-executions', id, search],
    queryFn: ({ signal }) =>
      request<List<ActionExecution>>(`${path}/${id}/executions`, {
        environmentId,
        query: { limit: executionsPerPage, ...search },
        signal,
      }),
    placeholderData: (previous, query) =>
      query?.queryKey[0] === environmentId ? keepPreviousData(previous) : undefined,
    refetchInterval: refreshSeconds * 1000,
  })
}
