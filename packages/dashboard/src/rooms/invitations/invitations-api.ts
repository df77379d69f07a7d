import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import type { Invitation, InvitationState, List, NewInvitation } from '../../api/types.ts'
import type { Cursor } from '../../components/pager.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { getOrganizationNamed } from '../organizations/organizations-api.ts'

const path = '/user_management/invitations'
const invitationsPerPage = 25

interface InvitationFilter extends Cursor {
  organizationId?: string
  /** How the address begins. */
  search?: string
  state?: InvitationState
}

export function useInvitations({ organizationId, ...filter }: InvitationFilter) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'invitations', organizationId, filter],
    queryFn: ({ signal }) =>
      request<List<Invitation>>('/dashboard/api/invitations', {
        environmentId,
        query: { organization_id: organizationId, limit: invitationsPerPage, ...filter },
        signal,
      }),
    placeholderData: (previous, query) =>
      query?.queryKey[0] === environmentId && query.queryKey[2] === organizationId
        ? keepPreviousData(previous)
        : undefined,
  })
}

/** Sends one, to the organization of this id or of this name; without either, to the application. */
export function useSendInvitation() {
  return useInvitationMutation(
    async (
      environmentId,
      { organization, ...body }: NewInvitation & { organization?: string },
    ): Promise<Invitation> => {
      const organization_id = organization
        ? (await getOrganizationNamed(environmentId, organization)).id
        : body.organization_id
      return request(path, {
        method: 'POST',
        environmentId,
        body: { ...body, organization_id },
      })
    },
  )
}

export function useResendInvitation() {
  return useInvitationMutation((environmentId, { id }: Invitation) =>
    request<Invitation>(`${path}/${id}/resend`, { method: 'POST', environmentId }),
  )
}

export function useRevokeInvitation({ id }: Invitation) {
  return useInvitationMutation((environmentId, _: undefined) =>
    request<Invitation>(`${path}/${id}/revoke`, { method: 'POST', environmentId }),
  )
}

/** Whoever has an account is a pending member as long as the invitation is pending. */
function useInvitationMutation<Variables, Result>(
  send: (environmentId: string, variables: Variables) => Promise<Result>,
) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (variables: Variables) => send(environmentId, variables),
    onSuccess: () =>
      Promise.all(
        ['invitations', 'memberships'].map((kind) =>
          queryClient.invalidateQueries({ queryKey: [environmentId, kind] }),
        ),
      ),
  })
}
