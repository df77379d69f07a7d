import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../../api/client.ts'
import { ApiFailure } from '../../../api/failure.ts'
import type { List, OrganizationMembership } from '../../../api/types.ts'
import type { Cursor } from '../../../components/pager.tsx'
import { useEnvironment } from '../../../session/environment.ts'
import { findUserByEmail } from '../../users/users-api.ts'

const path = '/user_management/organization_memberships'
const membersPerPage = 10

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

/** Adds somebody who is a user already. */
export function useAddMember(organizationId: string) {
  return useMemberMutation(
    async (environmentId, { email, roles }: { email: string; roles: string[] }) => {
      const user = email ? await findUserByEmail(environmentId, email) : null
      if (!user) throw nobody(email)
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

const nobody = (email: string) =>
  new ApiFailure({
    status: 404,
    message: 'There is no such user.',
    problems: [
      {
        field: 'email',
        code: 'user_not_found',
        message: email
          ? `No user of this environment has the address ${email}. Create the user first.`
          : 'Enter the address of a user.',
      },
    ],
  })
