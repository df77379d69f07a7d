import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import type { Email, EmailWithContent, List } from '../../api/types.ts'
import { useEnvironment } from '../../session/environment.ts'

const emailsPerPage = 30
const refreshSeconds = 4

/** The newest emails first. The list refreshes itself while it is looked at. */
export function useEmails(to: string | undefined) {
  const environmentId = useEnvironment().id
  return useInfiniteQuery({
    queryKey: [environmentId, 'emails', { to }],
    queryFn: ({ pageParam, signal }) =>
      request<List<Email>>('/dashboard/api/emails', {
        environmentId,
        query: { limit: emailsPerPage, after: pageParam, to },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (lastPage) => lastPage.list_metadata.after ?? undefined,
    select: ({ pages }) => pages.flatMap((page) => page.data),
    refetchInterval: refreshSeconds * 1000,
  })
}

export function useEmail(emailId: string) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'email', emailId],
    queryFn: ({ signal }) =>
      request<EmailWithContent>(`/dashboard/api/emails/${emailId}`, { environmentId, signal }),
    // Once a mail is sent or has failed for good, nothing about it changes any more.
    refetchInterval: ({ state }) =>
      state.data?.status === 'queued' ? refreshSeconds * 1000 : false,
  })
}
