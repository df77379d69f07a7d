import type { KeyObject } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { signAccessToken } from './access-token.ts'
import { formatRefreshToken, hashSecret } from './refresh-token.ts'

/** One rotating statement and one signature. */
export function refresh(app: FastifyInstance, pool: pg.Pool, key: KeyObject): void {
  app.post<{ Body: { refresh_token: string } }>('/refresh', async (request, reply) => {
    const [sessionId = '', secret = '', generation] = request.body.refresh_token.split('.')
    const { rows } = await pool.query({
      name: 'rotate-session',
      text: `update sessions set generation = generation + 1, refreshed_at = now()
              where id = $1 and generation = $2 and secret_hash = $3 and expires_at > now()
             returning user_id, generation`,
      values: [sessionId, Number(generation), hashSecret(secret)],
    })
    const [session] = rows
    if (!session) return reply.status(400).send({ message: 'Invalid refresh token.' })
    return {
      access_token: await signAccessToken(key, session.user_id, sessionId),
      refresh_token: formatRefreshToken(sessionId, secret, session.generation),
    }
  })
}
