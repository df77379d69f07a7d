import { type KeyObject, randomBytes, randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { verify } from '@node-rs/argon2'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { signAccessToken } from './access-token.ts'
import { formatRefreshToken, hashSecret } from './refresh-token.ts'

/** Reads one user, verifies the password, writes one session in one statement, signs one token. */
export function passwordSignIn(app: FastifyInstance, pool: pg.Pool, key: KeyObject): void {
  const inTurn = createTurns(availableParallelism())
  app.post<{ Body: { email: string; password: string } }>('/sign-in', async (request, reply) => {
    const { email, password } = request.body
    const { rows } = await pool.query({
      name: 'find-user',
      text: 'select id, email, password_hash from users where email = $1',
      values: [email],
    })
    const [user] = rows
    if (!user || !(await inTurn(() => verify(user.password_hash, password)))) {
      return reply.status(401).send({ message: 'Wrong address or password.' })
    }
    const sessionId = randomUUID()
    const secret = randomBytes(16).toString('base64url')
    const [accessToken] = await Promise.all([
      signAccessToken(key, user.id, sessionId),
      pool.query({
        name: 'start-session',
        text: 'insert into sessions (id, user_id, secret_hash) values ($1, $2, $3)',
        values: [sessionId, user.id, hashSecret(secret)],
      }),
    ])
    return {
      user: { id: user.id, email: user.email },
      access_token: accessToken,
      refresh_token: formatRefreshToken(sessionId, secret, 0),
    }
  })
}

/** At most so many at once, as Latchkey does it; everybody else waits in line. */
function createTurns(concurrency: number) {
  const waiting: (() => void)[] = []
  let running = 0
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running === concurrency) await new Promise<void>((resume) => waiting.push(resume))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
