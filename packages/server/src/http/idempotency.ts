import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { addSeconds } from '../config/clock.ts'
import { createSealer } from '../crypto/sealer.ts'
import type { Deps } from '../deps.ts'
import {
  idempotencyKeyReused,
  idempotentRequestInProgress,
  invalidRequestParameters,
} from '../errors/errors.ts'
import { type Claim, claim, find, keepAnswer, releaseClaim } from './idempotent-requests.ts'

const keptSeconds = 24 * 3600
/** Longer than SDKs go on asking for an answer that was lost. */
const keptSecondsOfSuccess = 60
/** No request takes this long: whoever claimed the key is gone, without an answer. */
const abandonedAfterSeconds = 60
const longestKey = 255
/** How long a repetition waits for the first answer, about five seconds in all. */
const pausesMilliseconds = [10, 20, 40, 80, 160, 320, 640, 1280, 2560]

/**
 * A POST with an `Idempotency-Key` happens once: whoever sends it again, after an answer that was
 * lost on its way, gets that answer for a day. SDKs send such a key with every POST. What failed in
 * the server is not kept, so that a repetition tries again.
 */
export function answerOnce(app: FastifyInstance, deps: Deps): void {
  const claims = new WeakMap<FastifyRequest, Claim>()

  // After validation: what is refused there has done nothing, and is refused again.
  app.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key']
    if (request.method !== 'POST' || typeof key !== 'string' || key === '') return
    const claimed = describe(request, request.environment.id, key, deps.clock.now())
    const isFirst = await claimFor(deps, claimed, keptSeconds)
    if (!isFirst) return repeatAnswer(deps, claimed, reply)
    claims.set(request, claimed)
  })

  app.addHook('onSend', async (request, reply, payload) => {
    const claimed = claims.get(request)
    if (!claimed) return
    const status = reply.statusCode
    const body = typeof payload === 'string' ? payload : ''
    deps.background('An answer could not be kept for repetitions of its request.', async () =>
      status >= 500 || status === 429
        ? releaseClaim(deps.db, claimed)
        : keepAnswer(deps.db, claimed, {
            status,
            sealed: deps.sealer.seal('idempotent-answer', body),
          }),
    )
  })
}

/**
 * As {@link answerOnce}, for work whose answer nobody may read who could not ask for it: it is sealed
 * under what the request itself says, and kept for a minute. Only a success is: what was refused is
 * refused again. Around it is a seal of ours, as around every sealed value: a backup proves them all.
 */
export async function succeedOnce<T>(
  deps: Deps,
  request: FastifyRequest,
  environmentId: string,
  work: () => Promise<T>,
): Promise<T> {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || key === '') return work()
  const claimed = describe(request, environmentId, key, deps.clock.now())
  const sealer = createSealer(`${key}\n${JSON.stringify(request.body)}`)
  if (!(await claimFor(deps, claimed, keptSecondsOfSuccess))) {
    const answer = await waitForAnswer(deps, claimed)
    if (!answer) return succeedOnce(deps, request, environmentId, work)
    const inner = deps.sealer.unseal('idempotent-answer', answer.sealed)
    return JSON.parse(sealer.unseal('idempotent-answer', inner))
  }
  try {
    const answer = await work()
    const inner = sealer.seal('idempotent-answer', JSON.stringify(answer))
    const sealed = deps.sealer.seal('idempotent-answer', inner)
    deps.background('An answer could not be kept for repetitions of its request.', () =>
      keepAnswer(deps.db, claimed, { status: 200, sealed }),
    )
    return answer
  } catch (error) {
    deps.background('A key could not be given back to repetitions of its request.', () =>
      releaseClaim(deps.db, claimed),
    )
    throw error
  }
}

const claimFor = (deps: Deps, claimed: Claim, seconds: number) =>
  claim(deps.db, claimed, {
    expiresAt: addSeconds(claimed.claimedAt, seconds),
    abandonedBefore: addSeconds(claimed.claimedAt, -abandonedAfterSeconds),
  })

function describe(request: FastifyRequest, environmentId: string, key: string, now: Date): Claim {
  if (key.length > longestKey) {
    const message = `An Idempotency-Key has ${longestKey} characters at most.`
    const code = 'invalid_idempotency_key'
    throw invalidRequestParameters([{ code, message, field: 'Idempotency-Key' }])
  }
  return {
    environmentId,
    keyHash: hash(`${request.method} ${request.url}\n${key}`),
    bodyHash: hash(JSON.stringify(request.body ?? null)),
    claimedAt: now,
  }
}

const hash = (text: string) => createHash('sha256').update(text).digest()

async function repeatAnswer(deps: Deps, claimed: Claim, reply: FastifyReply): Promise<unknown> {
  const answer = await waitForAnswer(deps, claimed)
  // The first request failed in the server. Whoever repeats it once more carries it out.
  if (!answer) throw idempotentRequestInProgress()
  const body = deps.sealer.unseal('idempotent-answer', answer.sealed)
  reply.status(answer.status).header('idempotent-replayed', 'true')
  if (body !== '') reply.type('application/json; charset=utf-8')
  return reply.send(body === '' ? undefined : body)
}

/** The answer to the request that has the key; null when it was let go of. */
async function waitForAnswer(
  deps: Deps,
  claimed: Claim,
): Promise<{ status: number; sealed: string } | null> {
  for (const pause of pausesMilliseconds) {
    const known = await find(deps.db, claimed)
    if (!known) return null
    if (!known.bodyHash.equals(claimed.bodyHash)) throw idempotencyKeyReused()
    const { status, answerSealed: sealed } = known
    if (status !== null && sealed !== null) return { status, sealed }
    await sleep(pause)
  }
  throw idempotentRequestInProgress()
}
