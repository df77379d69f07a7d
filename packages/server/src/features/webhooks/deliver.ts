import { addSeconds } from '../../config/clock.ts'
import { signatureHeader } from '../../crypto/payload-signature.ts'
import type { Deps } from '../../deps.ts'
import { OutgoingError } from '../../http/guarded-client.ts'
import type { Event } from '../events/event.ts'
import type * as store from './stores/webhook-deliveries.ts'
import type { WebhookDelivery, WebhookDeliveryAttempt } from './webhook-delivery.ts'
import { toWebhookBody } from './wire.ts'

const timeoutMilliseconds = 10_000
const keptAnswerBytes = 1_024

/** Longer than an attempt can take: whoever claimed a delivery has it alone until then. */
export const claimSeconds = 60

/** After the first attempt. */
const furtherAttempts = 6
const pauseFactor = 4

/**
 * The pause before the next attempt, or null after the last. Each is four times the one before: in
 * production from three minutes to two days, three days together; in staging, where somebody sits
 * and waits, from one second to a quarter of an hour.
 */
export function pauseAfter(failures: number, isProduction: boolean): number | null {
  if (failures > furtherAttempts) return null
  return (isProduction ? 190 : 1) * pauseFactor ** (failures - 1)
}

/** What came of a claimed delivery, to be recorded. */
export interface Outcome {
  claimed: store.ClaimedDelivery
  /** Null where there was nothing to send: the event is no longer kept. */
  attempt: WebhookDeliveryAttempt | null
  next: { status: WebhookDelivery['status']; failures: number; nextAttemptAt: Date }
}

/** One attempt. */
export async function deliver(
  deps: Deps,
  claimed: store.ClaimedDelivery,
  event: Event | null,
): Promise<Outcome> {
  const { failures } = claimed
  if (!event) {
    const next = { status: 'failed' as const, failures, nextAttemptAt: deps.clock.now() }
    return { claimed, attempt: null, next }
  }
  const attempt = await send(deps, claimed, toWebhookBody(event))
  return { claimed, attempt, next: nextState(deps, claimed, attempt) }
}

async function send(
  deps: Deps,
  claimed: store.ClaimedDelivery,
  body: string,
): Promise<WebhookDeliveryAttempt> {
  const attemptedAt = deps.clock.now()
  const startedAt = performance.now()
  const took = () => Math.round(performance.now() - startedAt)
  const secret = deps.sealer.unseal('webhook-secret', claimed.secretSealed)
  try {
    const answer = await deps.outgoing.send({
      url: claimed.endpointUrl,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'workos-signature': signatureHeader(secret, deps.clock.wallNow(), body),
      },
      body,
      timeoutMilliseconds,
      longestAnswerBytes: keptAnswerBytes,
    })
    return {
      attemptedAt,
      durationMilliseconds: took(),
      responseStatus: answer.status,
      // No column can hold a NUL, and whoever answers may send one.
      responseBody: answer.body.toString('utf8').replaceAll('\0', ''),
      error: null,
    }
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error
    const none = { responseStatus: null, responseBody: null }
    return { attemptedAt, durationMilliseconds: took(), ...none, error: error.message }
  }
}

function nextState(
  deps: Deps,
  { failures, isProduction }: store.ClaimedDelivery,
  { responseStatus }: WebhookDeliveryAttempt,
): Outcome['next'] {
  const now = deps.clock.now()
  const isReceived = responseStatus !== null && responseStatus >= 200 && responseStatus < 300
  if (isReceived) return { status: 'succeeded', failures, nextAttemptAt: now }
  const pauseSeconds = pauseAfter(failures + 1, isProduction)
  return {
    status: pauseSeconds === null ? 'failed' : 'pending',
    failures: failures + 1,
    nextAttemptAt: addSeconds(now, pauseSeconds ?? 0),
  }
}
