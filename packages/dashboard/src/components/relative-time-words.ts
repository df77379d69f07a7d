const steps: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
]

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** "3 minutes ago", "in 2 days". Under a minute either way is "just now" or "in a moment". */
export function relativeTimeWords(moment: Date, now: Date): string {
  const seconds = (moment.getTime() - now.getTime()) / 1000
  const step = steps.find(([, size]) => Math.abs(seconds) >= size)
  if (!step) return seconds > 0 ? 'in a moment' : 'just now'
  const [unit, size] = step
  return relative.format(Math.trunc(seconds / size), unit)
}

const absolute = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'long' })

/** "Aug 14, 2026, 9:31:07 AM GMT+2", in the reader's own time zone. */
export function absoluteTimeWords(moment: Date): string {
  return absolute.format(moment)
}
