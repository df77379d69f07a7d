import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import { ApiFailure } from '../../api/failure.ts'
import type {
  JwtTemplate,
  JwtTemplatePreview,
  JwtTemplatePreviewRequest,
  JwtTemplateVariable,
  List,
  OrganizationMembership,
} from '../../api/types.ts'
import { useEnvironment } from '../../session/environment.ts'
import { findUserByEmail } from '../users/users-api.ts'

const path = '/user_management/jwt_template'
const mostOrganizationsOffered = 100

/** The environment's template, or null while there is none. */
export function useJwtTemplate() {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'jwt-template'],
    queryFn: ({ signal }) =>
      request<JwtTemplate>(path, { environmentId, signal }).catch((error: unknown) => {
        if (error instanceof ApiFailure && error.status === 404) return null
        throw error
      }),
  })
}

export function useSaveJwtTemplate() {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (content: string) =>
      request<JwtTemplate>(path, { method: 'PUT', environmentId, body: { content } }),
    onSuccess: (saved) => queryClient.setQueryData([environmentId, 'jwt-template'], saved),
  })
}

export function useDeleteJwtTemplate() {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () =>
      request<null>('/dashboard/api/jwt_template', { method: 'DELETE', environmentId }),
    onSuccess: () => queryClient.setQueryData([environmentId, 'jwt-template'], null),
  })
}

export function useJwtTemplateVariables() {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'jwt-template', 'variables'],
    queryFn: ({ signal }) =>
      request<{ data: JwtTemplateVariable[] }>('/dashboard/api/jwt_template/variables', {
        environmentId,
        signal,
      }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** The claims of a template that is still being written. The ones before stay until they are known. */
export function useJwtTemplatePreview(body: JwtTemplatePreviewRequest) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'jwt-template', 'preview', body],
    queryFn: ({ signal }) =>
      request<JwtTemplatePreview>('/dashboard/api/jwt_template/preview', {
        method: 'POST',
        environmentId,
        body,
        signal,
      }),
    placeholderData: (previous, query) =>
      query?.queryKey[0] === environmentId ? previous : undefined,
  })
}

/** The user of this address with the organizations that they may sign in to; null for nobody. */
export function useTokenOwner(email: string) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'memberships', 'of user', email],
    queryFn: async ({ signal }) => {
      const user = await findUserByEmail(environmentId, email, signal)
      if (!user) return null
      const memberships = await request<List<OrganizationMembership>>(
        '/user_management/organization_memberships',
        { environmentId, query: { user_id: user.id, limit: mostOrganizationsOffered }, signal },
      )
      return { user, memberships: memberships.data }
    },
    enabled: email !== '',
  })
}
