import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import { refusalAt } from '../../api/failure.ts'
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

interface WrittenInvitation extends Omit<NewInvitation, 'expires_in_days'> {
  /** The name or id of an organization, where its id is not known. */
  organization?: string
  /** As it was typed; empty for the usual number. */
  days: string
}

/** Sends one to an organization or, where none is written, to the application. */
export function useSendInvitation() {
  return useInvitationMutation(
    async (
      environmentId,
      { organization, days, ...body }: WrittenInvitation,
    ): Promise<Invitation> => {
      const expires_in_days = days === '' ? undefined : Number(days)
      if (Number.isNaN(expires_in_days)) {
        throw refusalAt('expires_in_days', 'Enter a number of days.')
      }
      const organization_id = organization
        ? (await getOrganizationNamed(environmentId, organization)).id
        : body.organization_id
      return request(path, {
        method: 'POST',
        environmentId,
        body: { ...body, organization_id, expires_in_days },
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
