import type { WebhookDelivery, WebhookDeliveryDetails } from '../../api/types.ts'

type Status = WebhookDelivery['status']

export const deliveryStates: Record<
  Status,
  { name: string; color: 'gray' | 'green' | 'orange' | 'red' }
> = {
  pending: { name: 'Pending', color: 'orange' },
  succeeded: { name: 'Delivered', color: 'green' },
  failed: { name: 'Failed', color: 'red' },
}

export const deliveryStatuses = Object.keys(deliveryStates) as Status[]

type Attempt = WebhookDeliveryDetails['attempts'][number]

/** How an attempt ended, in two words: its status, or that there was no answer. */
export const answerOf = ({ response_status }: Attempt) =>
  response_status === null ? 'No answer' : `HTTP ${response_status}`

export const isReceived = ({ response_status }: Attempt) =>
  response_status !== null && response_status >= 200 && response_status < 300

/** A body as people read it: JSON with its structure, anything else as it is. */
export function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}

export function eventCountWords(count: number): string {
  if (count === 0) return 'No events'
  return count === 1 ? '1 event' : `${count} events`
}

/** "340 ms", "2.4 s". */
export function durationWords(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds} ms` : `${(milliseconds / 1_000).toFixed(1)} s`
}
