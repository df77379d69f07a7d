import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../../api/client.ts'
import type { List, OrganizationMembership } from '../../../api/types.ts'
import type { Cursor } from '../../../components/pager.tsx'
import { useEnvironment } from '../../../session/environment.ts'
import { getUserByEmail } from '../../users/users-api.ts'
import { getOrganizationNamed } from '../organizations-api.ts'

const path = '/user_management/organization_memberships'
const membersPerPage = 10
const mostOrganizationsOffered = 100

/** Everyone, whatever the state of their membership, the newest first. */
export function useMembers(organizationId: string, { before, after }: Cursor) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'memberships', organizationId, { before, after }],
    queryFn: ({ signal }) =>
      request<List<OrganizationMembership>>(path, {
        environmentId,
        query: {
          organization_id: organizationId,
          statuses: 'active,inactive,pending',
          limit: membersPerPage,
          before,
          after,
        },
        signal,
      }),
    placeholderData: (previous, query) =>
      query?.queryKey[2] === organizationId ? keepPreviousData(previous) : undefined,
  })
}

/** All memberships of a user, whatever their state, the newest first. */
export function useMembershipsOf(userId: string, { before, after }: Cursor) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'memberships', userId, { before, after }],
    queryFn: ({ signal }) =>
      request<List<OrganizationMembership>>(path, {
        environmentId,
        query: {
          user_id: userId,
          statuses: 'active,inactive,pending',
          limit: membersPerPage,
          before,
          after,
        },
        signal,
      }),
    placeholderData: (previous, query) =>
      query?.queryKey[2] === userId ? keepPreviousData(previous) : undefined,
  })
}

/** The organizations that a user may choose from. */
export function useActiveMembershipsOf(userId: string) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'memberships', userId, 'active'],
    queryFn: ({ signal }) =>
      request<List<OrganizationMembership>>(path, {
        environmentId,
        query: { user_id: userId, limit: mostOrganizationsOffered },
        signal,
      }),
  })
}

/** Adds a user to the organization of this name or id; without a role, with the default one. */
export function useJoinOrganization(userId: string) {
  return useMemberMutation(
    async (environmentId, joined: { organization: string; role_slug: string }) => {
      const { id } = await getOrganizationNamed(environmentId, joined.organization)
      return request<OrganizationMembership>(path, {
        method: 'POST',
        environmentId,
        body: {
          user_id: userId,
          organization_id: id,
          ...(joined.role_slug ? { role_slug: joined.role_slug } : {}),
        },
      })
    },
  )
}

/** Adds somebody who is a user already. */
export function useAddMember(organizationId: string) {
  return useMemberMutation(
    async (environmentId, { email, roles }: { email: string; roles: string[] }) => {
      const user = await getUserByEmail(environmentId, email)
      return request<OrganizationMembership>(path, {
        method: 'POST',
        environmentId,
        body: { user_id: user.id, organization_id: organizationId, role_slugs: roles },
      })
    },
  )
}

export function useChangeRoles({ id }: OrganizationMembership) {
  return useMemberMutation((environmentId, roles: string[]) =>
    request<OrganizationMembership>(`${path}/${id}`, {
      method: 'PUT',
      environmentId,
      body: { role_slugs: roles },
    }),
  )
}

export function useDeactivateMember({ id }: OrganizationMembership) {
  return useMemberMutation((environmentId, _: undefined) =>
    request<OrganizationMembership>(`${path}/${id}/deactivate`, { method: 'PUT', environmentId }),
  )
}

export function useReactivateMember() {
  return useMemberMutation((environmentId, { id }: OrganizationMembership) =>
    request<OrganizationMembership>(`${path}/${id}/reactivate`, { method: 'PUT', environmentId }),
  )
}

export function useRemoveMember({ id }: OrganizationMembership) {
  return useMemberMutation((environmentId, _: undefined) =>
    request<null>(`${path}/${id}`, { method: 'DELETE', environmentId }),
  )
}

function useMemberMutation<Variables, Result>(
  send: (environmentId: string, variables: Variables) => Promise<Result>,
) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (variables: Variables) => send(environmentId, variables),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [environmentId, 'memberships'] }),
  })
}
