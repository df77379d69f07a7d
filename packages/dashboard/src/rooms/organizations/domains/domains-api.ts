import { useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from '../../../api/client.ts'
import type { DomainCheck, OrganizationDomain } from '../../../api/types.ts'
import { useEnvironment } from '../../../session/environment.ts'
import { organizationQuery } from '../organizations-api.ts'

export function useAddDomain(organizationId: string) {
  return useDomainMutation(organizationId, (environmentId, domain: string) =>
    request<OrganizationDomain>('/organization_domains', {
      method: 'POST',
      environmentId,
      body: { domain, organization_id: organizationId },
    }),
  )
}

/** Begins a search that was given up again, under a new token. */
export function useSearchAgain({ organization_id, id }: OrganizationDomain) {
  return useDomainMutation(organization_id, (environmentId, _: undefined) =>
    request<OrganizationDomain>(`/organization_domains/${id}/verify`, {
      method: 'POST',
      environmentId,
    }),
  )
}

export function useCheckDomain({ organization_id, id }: OrganizationDomain) {
  return useDomainMutation(organization_id, (environmentId, _: undefined) =>
    request<DomainCheck>(`/dashboard/api/organization_domains/${id}/check`, {
      method: 'POST',
      environmentId,
    }),
  )
}

export function useMarkDomainVerified({ organization_id, id }: OrganizationDomain) {
  return useDomainMutation(organization_id, (environmentId, _: undefined) =>
    request<OrganizationDomain>(`/dashboard/api/organization_domains/${id}/mark_verified`, {
      method: 'POST',
      environmentId,
    }),
  )
}

export function useDeleteDomain({ organization_id, id }: OrganizationDomain) {
  return useDomainMutation(organization_id, (environmentId, _: undefined) =>
    request<null>(`/organization_domains/${id}`, { method: 'DELETE', environmentId }),
  )
}

/** Domains are part of their organization, which is read again, as are the lists that show it. */
function useDomainMutation<Variables, Result>(
  organizationId: string,
  send: (environmentId: string, variables: Variables) => Promise<Result>,
) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (variables: Variables) => send(environmentId, variables),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: [environmentId, 'organizations'] })
      return queryClient.invalidateQueries(organizationQuery(environmentId, organizationId))
    },
  })
}
