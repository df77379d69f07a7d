/** How far back the log of events is read. Without one, as far as it goes. */
export const eventRanges = ['hour', 'day', 'week', 'custom'] as const
export type EventRange = (typeof eventRanges)[number]

export const rangeNames: Record<EventRange, string> = {
  hour: 'Last hour',
  day: 'Last 24 hours',
  week: 'Last 7 days',
  custom: 'Between…',
}

const hours = { hour: 1, day: 24, week: 7 * 24 }

/** The moments between which events are asked for, as the API takes them. */
export function momentsOf(
  { range, from, to }: { range?: EventRange; from?: string; to?: string },
  now: Date,
): { range_start?: string; range_end?: string } {
  if (!range) return {}
  if (range === 'custom') return { range_start: from, range_end: to }
  return { range_start: new Date(now.getTime() - hours[range] * 3600_000).toISOString() }
}

/** A moment as a field for local date and time has it, and back. Empty when there is none. */
export function localFieldOf(iso: string | undefined): string {
  const moment = new Date(iso ?? '')
  if (Number.isNaN(moment.getTime())) return ''
  const local = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

export function isoOfLocalField(value: string): string | undefined {
  const moment = new Date(value)
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString()
}
