import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../../api/client.ts'
import { refusalAt } from '../../../api/failure.ts'
import type {
  Group,
  List,
  NewGroup,
  Organization,
  OrganizationMembership,
} from '../../../api/types.ts'
import type { Cursor } from '../../../components/pager.tsx'
import { useEnvironment } from '../../../session/environment.ts'
import { getUserByEmail } from '../../users/users-api.ts'

const groupsPerPage = 25
const membersPerPage = 25
const pathOf = (organizationId: string) => `/organizations/${organizationId}/groups`

export function useGroups(organizationId: string, { before, after }: Cursor) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'groups', organizationId, { before, after }],
    queryFn: ({ signal }) =>
      request<List<Group>>(pathOf(organizationId), {
        environmentId,
        query: { limit: groupsPerPage, before, after },
        signal,
      }),
    placeholderData: (previous, query) =>
      query?.queryKey[2] === organizationId ? keepPreviousData(previous) : undefined,
  })
}

export function useGroup(organizationId: string, groupId: string) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'group', groupId],
    queryFn: ({ signal }) =>
      request<Group>(`${pathOf(organizationId)}/${groupId}`, { environmentId, signal }),
  })
}

/** Writes a group, a new one where there is none. */
export function useSaveGroup(organizationId: string, group: Group | undefined) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  const path = pathOf(organizationId)
  return useMutation({
    mutationFn: (body: NewGroup) =>
      group
        ? request<Group>(`${path}/${group.id}`, { method: 'PATCH', environmentId, body })
        : request<Group>(path, { method: 'POST', environmentId, body }),
    onSuccess: (saved) => {
      queryClient.setQueryData([environmentId, 'group', saved.id], saved)
      return queryClient.invalidateQueries({ queryKey: [environmentId, 'groups'] })
    },
  })
}

export function useDeleteGroup({ id, organization_id }: Group) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () =>
      request<null>(`${pathOf(organization_id)}/${id}`, { method: 'DELETE', environmentId }),
    // The group's own page may still be on screen; fetching it again would only find it gone.
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [environmentId, 'groups'] }),
  })
}

const membersKey = (environmentId: string, { id }: Group) => [environmentId, 'group', id, 'members']

export function useGroupMembers(group: Group, { before, after }: Cursor) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [...membersKey(environmentId, group), { before, after }],
    queryFn: ({ signal }) =>
      request<List<OrganizationMembership>>(
        `/dashboard/api${pathOf(group.organization_id)}/${group.id}/members`,
        { environmentId, query: { limit: membersPerPage, before, after }, signal },
      ),
    placeholderData: (previous, query) =>
      query?.queryKey[2] === group.id ? keepPreviousData(previous) : undefined,
  })
}

/** Adds the member of the organization who has this address. */
export function useAddGroupMember(group: Group, organization: Organization) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (email: string) => {
      const user = await getUserByEmail(environmentId, email)
      const { data } = await request<List<OrganizationMembership>>(
        '/user_management/organization_memberships',
        {
          environmentId,
          query: {
            user_id: user.id,
            organization_id: organization.id,
            statuses: 'active,inactive,pending',
          },
        },
      )
      const [membership] = data
      if (!membership) {
        throw refusalAt('email', `${email} is no member of ${organization.name}. Add them first.`)
      }
      await request<Group>(`${pathOf(organization.id)}/${group.id}/organization-memberships`, {
        method: 'POST',
        environmentId,
        body: { organization_membership_id: membership.id },
      })
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: membersKey(environmentId, group) }),
  })
}

export function useRemoveGroupMember(group: Group) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ id }: OrganizationMembership) =>
      request<null>(`${pathOf(group.organization_id)}/${group.id}/organization-memberships/${id}`, {
        method: 'DELETE',
        environmentId,
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: membersKey(environmentId, group) }),
  })
}
