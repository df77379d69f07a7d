import { setTimeout as sleep } from 'node:timers/promises'
import { addSeconds } from '../../config/clock.ts'
import type { Deps } from '../../deps.ts'
import type { Event } from '../events/event.ts'
import { claimSeconds, deliver, type Outcome } from './deliver.ts'
import { followEveryEnvironment } from './follow-events.ts'
import * as store from './stores/webhook-deliveries.ts'
import { findPayloads } from './webhook-delivery.ts'

/** How often it looks for events, and for deliveries whose pause is over. */
const tickMilliseconds = 500
/** What ends within this is recorded together, and what has room within it is claimed together. */
const pauseMilliseconds = 10
/** Deliveries that one endpoint is sent at the same time, by this process. */
const widestLane = 16
/** All of them together. */
const atOnce = 256
/** While outcomes cannot be recorded, no more than these are sent: all of them would come again. */
const mostUnrecorded = 1_024

/** One endpoint's way out. A failure leaves it one delivery at a time, successes widen it again. */
interface Lane {
  underWay: number
  width: number
}

/**
 * Makes deliveries of events and carries them out. Every endpoint has a lane of its own, so one that
 * is slow or dead holds up nobody else. Any number of processes may do this at once: who claims a
 * delivery has it alone, and when that process dies the claim runs out. The moments are the server's
 * own, so the development clock moves pauses too.
 *
 * Making, claiming and recording go on side by side, so that deliveries are sent meanwhile.
 */
export function startWebhookDispatcher(deps: Deps): { stop(): Promise<void> } {
  const lanes = new Map<string, Lane>()
  const underWay = new Set<Promise<void>>()
  const ended: Outcome[] = []

  const makeDeliveries = async () => {
    if (!(await followEveryEnvironment(deps))) return
    claiming.wake()
    // What happens seldom comes alone: the rest of it need not wait for a tick.
    making.wake()
  }

  const recordWhatEnded = async () => {
    const outcomes = [...ended]
    if (outcomes.length === 0) return
    await store.recordOutcomes(deps.db, outcomes, deps.clock.now())
    // Others have ended meanwhile, behind these.
    ended.splice(0, outcomes.length)
  }

  const sendWhatIsDue = async () => {
    const now = deps.clock.now()
    const claimed = await store.claimDue(deps.db, {
      now,
      claimedUntil: addSeconds(now, claimSeconds),
      limit: Math.min(atOnce - underWay.size, mostUnrecorded - ended.length),
      laneWidth: widestLane,
      free: [...lanes].map(([id, lane]) => ({ id, free: lane.width - lane.underWay })),
    })
    const payloads = await findPayloads(deps, claimed)
    for (const delivery of claimed) {
      const sent = send(delivery, payloads.get(delivery.id) ?? null)
      underWay.add(sent)
      sent.finally(() => {
        underWay.delete(sent)
        recording.wake()
        claiming.wake()
      })
    }
  }

  const send = async (delivery: store.ClaimedDelivery, event: Event | null) => {
    const id = delivery.webhookEndpointId
    const lane = lanes.get(id) ?? { underWay: 0, width: widestLane }
    lanes.set(id, lane)
    lane.underWay++
    try {
      const outcome = await deliver(deps, delivery, event)
      ended.push(outcome)
      const isReceived = outcome.next.status === 'succeeded'
      lane.width = isReceived ? Math.min(widestLane, lane.width * 2) : 1
    } catch (error) {
      deps.log.error({ error, webhookDelivery: delivery.id }, 'A webhook could not be sent.')
    } finally {
      lane.underWay--
      if (lane.underWay === 0 && lane.width === widestLane) lanes.delete(id)
    }
  }

  const making = repeat(deps, makeDeliveries)
  const claiming = repeat(deps, sendWhatIsDue)
  const recording = repeat(deps, recordWhatEnded)
  return {
    /** Waits for what is under way, which ends within the time that an attempt may take. */
    async stop() {
      await Promise.all([making.stop(), claiming.stop()])
      await Promise.all(underWay)
      await recording.stop()
      await recordWhatEnded()
    },
  }
}

/** Does the work again and again: when it is woken, and when nobody woke it for a tick. */
function repeat(deps: Deps, work: () => Promise<void>) {
  let isStopping = false
  let wake = () => {}

  const run = async () => {
    while (!isStopping) {
      const woken = new Promise<void>((resolve) => {
        wake = resolve
      })
      const timer = setTimeout(() => wake(), tickMilliseconds)
      try {
        await work()
      } catch (error) {
        deps.log.warn({ error }, 'Webhooks could not be looked after. They are tried again.')
      }
      await sleep(pauseMilliseconds)
      await woken
      clearTimeout(timer)
    }
  }

  const running = run()
  return {
    wake: () => wake(),
    stop() {
      isStopping = true
      wake()
      return running
    },
  }
}
