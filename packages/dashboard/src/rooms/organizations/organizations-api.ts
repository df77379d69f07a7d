import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
  useSuspenseQuery,
} from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { request } from '../../api/client.ts'
import { refusalAt } from '../../api/failure.ts'
import type { List, NewOrganization, Organization, OrganizationChanges } from '../../api/types.ts'
import type { Cursor } from '../../components/pager.tsx'
import { useEnvironment } from '../../session/environment.ts'

const organizationRoute = getRouteApi('/$environment/organizations/$organizationId')
const organizationsPerPage = 25
const mostNamesakes = 100
const pendingDomainPollSeconds = 30

export function useOrganizations({ search, before, after }: Cursor & { search?: string }) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'organizations', { search, before, after }],
    queryFn: ({ signal }) =>
      request<List<Organization>>('/organizations', {
        environmentId,
        query: { limit: organizationsPerPage, search, before, after },
        signal,
      }),
    // The page on screen stays while the next one loads, but never one of another environment.
    placeholderData: (previous, query) =>
      query?.queryKey[0] === environmentId ? keepPreviousData(previous) : undefined,
  })
}

export function organizationQuery(environmentId: string, organizationId: string) {
  return queryOptions({
    queryKey: [environmentId, 'organization', organizationId],
    queryFn: ({ signal }) =>
      request<Organization>(`/organizations/${organizationId}`, { environmentId, signal }),
    // The server looks into the DNS by itself: what it finds shows up here.
    refetchInterval: ({ state }) =>
      state.data?.domains.some((domain) => domain.state === 'pending')
        ? pendingDomainPollSeconds * 1000
        : false,
  })
}

export function useOrganization(organizationId: string) {
  return useQuery(organizationQuery(useEnvironment().id, organizationId))
}

/** The organization whose page is open: the page has loaded it before any part of it shows. */
export function useOpenOrganization(): Organization {
  const { organizationId } = organizationRoute.useParams()
  return useSuspenseQuery(organizationQuery(useEnvironment().id, organizationId)).data
}

/** Which organization was entered in the field `organization`, by name or id; else it is refused there. */
export async function getOrganizationNamed(
  environmentId: string,
  nameOrId: string,
): Promise<Organization> {
  if (nameOrId === '') throw refusalAt('organization', 'Enter the name of an organization.')
  const { data } = await request<List<Organization>>('/organizations', {
    environmentId,
    query: { search: nameOrId, limit: mostNamesakes },
  })
  const [found, another] = data.filter(isNamed(nameOrId))
  if (!found) {
    throw refusalAt('organization', `No organization of this environment is named “${nameOrId}”.`)
  }
  if (another) {
    throw refusalAt('organization', 'Several organizations have this name. Enter the id of one.')
  }
  return found
}

export const isNamed = (nameOrId: string) => (organization: Organization) =>
  organization.id === nameOrId || organization.name.toLowerCase() === nameOrId.toLowerCase()

export function useCreateOrganization() {
  const environmentId = useEnvironment().id
  const keep = useKeepOrganization()
  return useMutation({
    mutationFn: (body: NewOrganization) =>
      request<Organization>('/organizations', { method: 'POST', environmentId, body }),
    onSuccess: keep,
  })
}

export function useUpdateOrganization(organizationId: string) {
  const environmentId = useEnvironment().id
  const keep = useKeepOrganization()
  return useMutation({
    mutationFn: (body: OrganizationChanges) =>
      request<Organization>(`/organizations/${organizationId}`, {
        method: 'PUT',
        environmentId,
        body,
      }),
    onSuccess: keep,
  })
}

function useKeepOrganization() {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return (organization: Organization) => {
    const { queryKey } = organizationQuery(environmentId, organization.id)
    queryClient.setQueryData(queryKey, organization)
    return queryClient.invalidateQueries({ queryKey: [environmentId, 'organizations'] })
  }
}

export function useDeleteOrganization(organizationId: string) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () =>
      request<null>(`/organizations/${organizationId}`, { method: 'DELETE', environmentId }),
    onSuccess: () => {
      // The organization's own page is still on screen; fetching it again would only find it gone.
      void queryClient.invalidateQueries({ queryKey: [environmentId, 'organizations'] })
    },
  })
}
