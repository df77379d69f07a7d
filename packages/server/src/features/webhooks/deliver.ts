import { addSeconds } from '../../config/clock.ts'
import { signatureHeader } from '../../crypto/payload-signature.ts'
import type { Deps } from '../../deps.ts'
import { OutgoingError } from '../../http/guarded-client.ts'
import type { Event } from '../events/event.ts'
import * as store from './stores/webhook-deliveries.ts'
import type { WebhookDeliveryAttempt } from './webhook-delivery.ts'
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

/** One attempt, from the signature to the row that tells of it. Says whether it was received. */
export async function deliver(
  deps: Deps,
  claimed: store.ClaimedDelivery,
  event: Event | null,
): Promise<boolean> {
  if (!event) {
    await store.giveUp(deps.db, claimed, deps.clock.now())
    return false
  }
  const attempt = await send(deps, claimed, toWebhookBody(event))
  const { responseStatus } = attempt
  const isReceived = responseStatus !== null && responseStatus >= 200 && responseStatus < 300
  await store.recordAttempt(deps.db, claimed, attempt, next(deps, claimed, isReceived))
  return isReceived
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

function next(deps: Deps, claimed: store.ClaimedDelivery, isReceived: boolean): store.NextState {
  const now = deps.clock.now()
  if (isReceived)
    return { status: 'succeeded', failures: claimed.failures, nextAttemptAt: now, now }
  const failures = claimed.failures + 1
  const pauseSeconds = pauseAfter(failures, claimed.isProduction)
  return pauseSeconds === null
    ? { status: 'failed', failures, nextAttemptAt: now, now }
    : { status: 'pending', failures, nextAttemptAt: addSeconds(now, pauseSeconds), now }
}
