import { setTimeout as wait } from 'node:timers/promises'
import { CommandError } from '../command/command-error.ts'
import type { Connection } from '../connection/connection.ts'
import type { PlatformEvent } from './event-line.ts'

interface EventFilter {
  /** All of them when it is empty. */
  events: string[]
  organization: string | undefined
  /** ISO 8601. */
  since: string | undefined
}

interface WirePage {
  data: PlatformEvent[]
  list_metadata: { before: string | null; after: string | null }
}

const pageSize = 100
const longestPauseSeconds = 30

export function readEvents(
  { call }: Connection,
  { events, organization, since }: EventFilter,
  page: { after?: string; limit: number; order: 'asc' | 'desc' },
): Promise<WirePage> {
  return call<WirePage>('GET', '/events', {
    query: {
      ...page,
      events: events.length > 0 ? events.join(',') : undefined,
      organization_id: organization,
      range_start: since,
    },
  })
}

interface Following {
  filter: EventFilter
  /** ID of the last event that was seen; everything that comes from now on when there is none yet. */
  after: string | undefined
  intervalSeconds: number
  signal: AbortSignal
  /** The platform does not answer; it is asked again, from where it was. */
  onLost(why: string): void
  onFoundAgain(): void
}

/** Every event after the cursor, as they come, until the signal. None is left out, and none comes twice. */
export async function* followEvents(
  connection: Connection,
  { filter, after, intervalSeconds, signal, onLost, onFoundAgain }: Following,
): AsyncGenerator<PlatformEvent> {
  let cursor = after
  let failures = 0
  while (!signal.aborted) {
    try {
      const page = { limit: pageSize, order: 'asc', ...(cursor && { after: cursor }) } as const
      const { data } = await readEvents(connection, filter, page)
      if (failures > 0) onFoundAgain()
      failures = 0
      yield* data
      cursor = data.at(-1)?.id ?? cursor
      if (data.length === pageSize) continue
    } catch (error) {
      if (signal.aborted) return
      if (!mayPass(error)) throw error
      if (failures === 0) onLost((error as Error).message)
      failures += 1
    }
    const pause = Math.min(intervalSeconds * 2 ** failures, longestPauseSeconds)
    await wait(pause * 1000, undefined, { signal }).catch(() => {})
  }
}

/** What another try may mend: a network or a platform that is away, busy or broken for a while. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof CommandError)) return error instanceof TypeError
  const { status } = (error.details ?? {}) as { status?: number }
  const isAway = ['server_unreachable', 'server_timeout', 'not_a_platform'].includes(error.code)
  return isAway || status === 429 || (status !== undefined && status >= 500)
}
