import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { addSeconds } from '../config/clock.ts'
import type { Deps } from '../deps.ts'
import {
  idempotencyKeyReused,
  idempotentRequestInProgress,
  invalidRequestParameters,
} from '../errors/errors.ts'
import { type Claim, claim, find, keepAnswer, releaseClaim } from './idempotent-requests.ts'

const keptSeconds = 24 * 3600
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
    const claimed = describe(request, key, deps.clock.now())
    const isFirst = await claim(deps.db, claimed, {
      expiresAt: addSeconds(claimed.claimedAt, keptSeconds),
      abandonedBefore: addSeconds(claimed.claimedAt, -abandonedAfterSeconds),
    })
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

function describe(request: FastifyRequest, key: string, now: Date): Claim {
  if (key.length > longestKey) {
    const message = `An Idempotency-Key has ${longestKey} characters at most.`
    const code = 'invalid_idempotency_key'
    throw invalidRequestParameters([{ code, message, field: 'Idempotency-Key' }])
  }
  return {
    environmentId: request.environment.id,
    keyHash: hash(`${request.method} ${request.url}\n${key}`),
    bodyHash: hash(JSON.stringify(request.body ?? null)),
    claimedAt: now,
  }
}

const hash = (text: string) => createHash('sha256').update(text).digest()

async function repeatAnswer(deps: Deps, claimed: Claim, reply: FastifyReply): Promise<unknown> {
  for (const pause of pausesMilliseconds) {
    const known = await find(deps.db, claimed)
    // The first request failed in the server. Whoever repeats it once more carries it out.
    if (!known) break
    if (!known.bodyHash.equals(claimed.bodyHash)) throw idempotencyKeyReused()
    if (known.status !== null && known.answerSealed !== null) {
      const body = deps.sealer.unseal('idempotent-answer', known.answerSealed)
      reply.status(known.status).header('idempotent-replayed', 'true')
      if (body !== '') reply.type('application/json; charset=utf-8')
      return reply.send(body === '' ? undefined : body)
    }
    await sleep(pause)
  }
  throw idempotentRequestInProgress()
}
