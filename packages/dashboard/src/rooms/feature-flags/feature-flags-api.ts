import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import type {
  FeatureFlag,
  FeatureFlagChanges,
  FeatureFlagTarget,
  List,
  NewFeatureFlag,
} from '../../api/types.ts'
import type { Cursor } from '../../components/pager.tsx'
import { useEnvironment } from '../../session/environment.ts'

/** Only owners make flags and say what they are; the published API turns them on and off. */
const settingsPath = '/dashboard/api/feature-flags'
const flagsPerPage = 25
const targetsPerPage = 25
const mostFlagsOffered = 100

export function useFeatureFlags({ before, after }: Cursor) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'feature-flags', { before, after }],
    queryFn: ({ signal }) =>
      request<List<FeatureFlag>>('/feature-flags', {
        environmentId,
        query: { limit: flagsPerPage, before, after },
        signal,
      }),
    placeholderData: (previous, query) =>
      query?.queryKey[0] === environmentId ? keepPreviousData(previous) : undefined,
  })
}

/** Those that can be chosen from in a form. */
export function useFlagsToChoose() {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'feature-flags', 'to choose'],
    queryFn: ({ signal }) =>
      request<List<FeatureFlag>>('/feature-flags', {
        environmentId,
        query: { limit: mostFlagsOffered },
        signal,
      }),
  })
}

/** Whom a flag can be on for. */
export interface FlagSubject {
  type: 'user' | 'organization'
  id: string
}

/** The flags that are on for a user or an organization, for whatever reason. */
export function useFlagsOf({ type, id }: FlagSubject, { before, after }: Cursor) {
  const environmentId = useEnvironment().id
  const path = type === 'user' ? `/user_management/users/${id}` : `/organizations/${id}`
  return useQuery({
    queryKey: [environmentId, 'feature-flags', id, { before, after }],
    queryFn: ({ signal }) =>
      request<List<FeatureFlag>>(`${path}/feature-flags`, {
        environmentId,
        query: { limit: flagsPerPage, before, after },
        signal,
      }),
    placeholderData: (previous, query) =>
      query?.queryKey[2] === id ? keepPreviousData(previous) : undefined,
  })
}

const flagQuery = (environmentId: string, slug: string) =>
  queryOptions({
    queryKey: [environmentId, 'feature-flag', slug],
    queryFn: ({ signal }) =>
      request<FeatureFlag>(`/feature-flags/${slug}`, { environmentId, signal }),
  })

export function useFeatureFlag(slug: string) {
  return useQuery(flagQuery(useEnvironment().id, slug))
}

export function useCreateFeatureFlag() {
  const queryClient = useQueryClient()
  return useFlagMutation(async (environmentId, body: NewFeatureFlag) => {
    const flag = await request<FeatureFlag>(settingsPath, { method: 'POST', environmentId, body })
    // One of this slug may have been here before, and was deleted.
    queryClient.removeQueries({
      predicate: ({ queryKey: [, kind, slug] }) => kind === 'feature-flag' && slug === flag.slug,
    })
    return flag
  })
}

export function useUpdateFeatureFlag(slug: string) {
  return useFlagMutation((environmentId, body: FeatureFlagChanges) =>
    request<FeatureFlag>(`${settingsPath}/${slug}`, { method: 'PUT', environmentId, body }),
  )
}

export function useSetFlagEnabled(slug: string) {
  return useFlagMutation((environmentId, isEnabled: boolean) =>
    request<FeatureFlag>(`/feature-flags/${slug}/${isEnabled ? 'enable' : 'disable'}`, {
      method: 'PUT',
      environmentId,
    }),
  )
}

function useFlagMutation<Variables>(
  send: (environmentId: string, variables: Variables) => Promise<FeatureFlag>,
) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (variables: Variables) => send(environmentId, variables),
    onSuccess: (flag) => {
      queryClient.setQueryData(flagQuery(environmentId, flag.slug).queryKey, flag)
      return queryClient.invalidateQueries({ queryKey: [environmentId, 'feature-flags'] })
    },
  })
}

export function useDeleteFeatureFlag(slug: string) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => request<null>(`${settingsPath}/${slug}`, { method: 'DELETE', environmentId }),
    // It is gone in every environment. Its own page is still on screen: that would only find it gone.
    onSuccess: () =>
      void queryClient.invalidateQueries({
        predicate: ({ queryKey: [, kind] }) => kind === 'feature-flags',
      }),
  })
}

const targetsKey = (environmentId: string, slug: string) => [
  ...flagQuery(environmentId, slug).queryKey,
  'targets',
]

export function useFlagTargets(slug: string, { before, after }: Cursor) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [...targetsKey(environmentId, slug), { before, after }],
    queryFn: ({ signal }) =>
      request<List<FeatureFlagTarget>>(`${settingsPath}/${slug}/targets`, {
        environmentId,
        query: { limit: targetsPerPage, before, after },
        signal,
      }),
    placeholderData: (previous, query) =>
      query?.queryKey[2] === slug ? keepPreviousData(previous) : undefined,
  })
}

/** Adds whoever `find` tells the id of. */
export function useAddFlagTarget() {
  return useTargetMutation(
    async (
      environmentId,
      { slug, find }: { slug: string; find: (environmentId: string) => Promise<string> },
    ) => {
      const id = await find(environmentId)
      await request<null>(`/feature-flags/${slug}/targets/${id}`, {
        method: 'POST',
        environmentId,
      })
    },
  )
}

export function useRemoveFlagTarget(slug: string) {
  return useTargetMutation((environmentId, { id }: FeatureFlagTarget) =>
    request<null>(`/feature-flags/${slug}/targets/${id}`, { method: 'DELETE', environmentId }),
  )
}

function useTargetMutation<Variables, Result>(
  send: (environmentId: string, variables: Variables) => Promise<Result>,
) {
  const environmentId = useEnvironment().id
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (variables: Variables) => send(environmentId, variables),
    onSuccess: () =>
      Promise.all(
        ['feature-flag', 'feature-flags'].map((kind) =>
          queryClient.invalidateQueries({ queryKey: [environmentId, kind] }),
        ),
      ),
  })
}
