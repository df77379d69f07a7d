import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import type { List, PlatformEvent, WebhookDelivery } from '../../api/types.ts'
import type { Cursor } from '../../components/pager.tsx'
import type { EventsSearch } from '../../router.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { momentsOf } from './event-range.ts'

const eventsPerPage = 30
const refreshSeconds = 3

/** The newest events first. The first page follows what happens for as long as it is live. */
export function useEvents(search: EventsSearch, isLive: boolean) {
  const environmentId = useEnvironment().id
  const { before, after, ...filter } = search
  return useQuery({
    queryKey: [environmentId, 'events', filter, { before, after }],
    queryFn: async ({ signal }) => {
      const query = {
        limit: eventsPerPage,
        events: filter.names?.join(','),
        organization_id: filter.organization,
        ...momentsOf(filter, new Date()),
        ...towards({ before, after }),
      }
      const list: List<PlatformEvent> = await request('/events', { environmentId, query, signal })
      return query.order === 'asc' ? turnedRound(list) : list
    },
    placeholderData: (previous, query) =>
      query?.queryKey[0] === environmentId ? keepPreviousData(previous) : undefined,
    refetchInterval: isLive ? refreshSeconds * 1000 : false,
    refetchOnWindowFocus: isLive,
    staleTime: isLive ? 0 : Number.POSITIVE_INFINITY,
  })
}

/**
 * The API takes a range and `after` only one without the other, but a range and `before`: so older
 * events are what comes before the cursor in the order of occurrence, and newer ones need no range
 * to begin with.
 */
function towards({ before, after }: Cursor) {
  if (after) return { order: 'asc' as const, before: after }
  if (before) return { order: 'asc' as const, after: before, range_start: undefined }
  return { order: 'desc' as const }
}

const turnedRound = ({ data, list_metadata, object }: List<PlatformEvent>) => ({
  object,
  data: data.toReversed(),
  list_metadata: { before: list_metadata.after, after: list_metadata.before },
})

export function useEvent(eventId: string) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'event', eventId],
    queryFn: ({ signal }) =>
      request<PlatformEvent>(`/dashboard/api/events/${eventId}`, { environmentId, signal }),
    // What happened does not change any more.
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Where an event went. Some of it may still be on its way. */
export function useDeliveriesOfEvent(eventId: string) {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [environmentId, 'webhook-deliveries', { eventId }],
    queryFn: ({ signal }) =>
      request<{ data: WebhookDelivery[] }>(`/dashboard/api/events/${eventId}/webhook_deliveries`, {
        environmentId,
        signal,
      }),
    select: ({ data }) => data,
    refetchInterval: ({ state }) =>
      state.data?.data.some(({ status }) => status === 'pending') ? refreshSeconds * 1000 : false,
  })
}

/** Every published name. They come with the server, so they stay as they are. */
export function useEventNames(path: 'event_names' | 'webhook_event_names' = 'event_names') {
  const environmentId = useEnvironment().id
  return useQuery({
    queryKey: [path],
    queryFn: ({ signal }) =>
      request<{ data: string[] }>(`/dashboard/api/${path}`, { environmentId, signal }),
    select: ({ data }) => data,
    staleTime: Number.POSITIVE_INFINITY,
  })
}
