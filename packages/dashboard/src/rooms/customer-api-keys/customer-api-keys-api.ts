import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import type {
  CreatedCustomerApiKey,
  CustomerApiKey,
  List,
  NewCustomerApiKey,
} from '../../api/types.ts'
import type { Cursor } from '../../components/pager.tsx'
import { useEnvironment } from '../../session/environment.ts'

/** Whose keys: those of an organization itself, or those of a user in any organization. */
export interface KeyOwner {
  type: 'organization' | 'user'
  id: string
}

const keysPerPage = 25
const pathOf = ({ type, id }: KeyOwner) =>
  type === 'user' ? `/user_management/users/${id}/api_keys` : `/organizations/${id}/api_keys`

export function useCustomerApiKeys(owner: KeyOwner, { before, after }: Cursor) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'customer-api-keys', owner.id, { before, after }],
    queryFn: ({ signal }) =>
      request<List<CustomerApiKey>>(pathOf(owner), {
        environmentId,
        query: { limit: keysPerPage, before, after },
        signal,
      }),
    placeholderData: (previous, query) =>
      query?.queryKey[2] === owner.id ? keepPreviousData(previous) : undefined,
  })
}

export function useCreateCustomerApiKey(owner: KeyOwner) {
  const environmentId = useEnvironment().id
  const refresh = useRefreshKeys()
  return useMutation({
    mutationFn: (body: NewCustomerApiKey & { organization_id?: string }) =>
      request<CreatedCustomerApiKey>(pathOf(owner), { method: 'POST', environmentId, body }),
    onSuccess: refresh,
    // The value is shown once and kept nowhere, not even in memory after the dialog has closed.
    gcTime: 0,
  })
}

export function useRevokeCustomerApiKey({ id }: CustomerApiKey) {
  const environmentId = useEnvironment().id
  const refresh = useRefreshKeys()
  return useMutation({
    mutationFn: () => request<null>(`/api_keys/${id}`, { method: 'DELETE', environmentId }),
    onSuccess: refresh,
  })
}

function useRefreshKeys() {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return () => queryClient.invalidateQueries({ queryKey: [environmentId, 'customer-api-keys'] })
}
