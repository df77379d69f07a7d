const longestRetryAfterMilliseconds = 60_000
const firstDelayMilliseconds = 750
const longestDelayMilliseconds = 8_000

/**
 * How long to wait before a request is sent again, in milliseconds: as long as the server says, at
 * most a minute; else a time that grows with each try and is different for each client.
 */
export function retryDelayMilliseconds(attempt: number, retryAfter?: string | null): number {
  return parseRetryAfter(retryAfter) ?? backOff(attempt)
}

function backOff(attempt: number) {
  const delay = Math.min(firstDelayMilliseconds * 1.5 ** attempt, longestDelayMilliseconds)
  return delay * (Math.random() + 0.5)
}

/** RFC 9110 §10.2.3: seconds, or a date. */
function parseRetryAfter(value: string | null | undefined) {
  const text = value?.trim()
  if (!text) return undefined
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, longestRetryAfterMilliseconds)
  const remaining = Date.parse(text) - Date.now()
  if (Number.isNaN(remaining)) return undefined
  return Math.min(Math.max(remaining, 0), longestRetryAfterMilliseconds)
}
