import { createHmac } from 'node:crypto'
import http from 'node:http'
import type { FastifyInstance } from 'fastify'
import type pg from 'pg'

const secret = 'whsec_reference'

interface Order {
  url: string
  count: number
  /** Under way at the same time. */
  atOnce: number
}

/** One signature, one request and one statement that notes it, for each of many deliveries. */
export function deliverWebhooks(app: FastifyInstance, pool: pg.Pool): void {
  const agent = new http.Agent({ keepAlive: true })
  app.post<{ Body: Order }>('/deliver', async ({ body: { url, count, atOnce } }) => {
    const { rows } = await pool.query<{ id: number; body: string }>(
      `insert into deliveries (body)
       select $1 from generate_series(1, $2) returning id, body`,
      [payload, count],
    )
    const lanes = Array.from({ length: atOnce }, async () => {
      for (let row = rows.pop(); row; row = rows.pop()) {
        await post(agent, url, row.body)
        await pool.query({
          name: 'note-delivery',
          text: 'update deliveries set delivered_at = now() where id = $1',
          values: [row.id],
        })
      }
    })
    await Promise.all(lanes)
    return { delivered: count }
  })
}

/** As long as the event of a new user. */
const payload = JSON.stringify({
  object: 'event',
  id: 'event_01EHZNVPK3SFK441A1RGBFSHRT',
  event: 'user.created',
  data: { object: 'user', id: 'user_01E4ZCR3C56J083X43JQXF3JK5', filling: 'x'.repeat(320) },
  created_at: '2026-01-15T12:00:00.000Z',
  context: {},
})

function post(agent: http.Agent, url: string, body: string): Promise<void> {
  const timestamp = Date.now()
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')
  return new Promise((resolve, reject) => {
    const request = http.request(url, {
      method: 'POST',
      agent,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'workos-signature': `t=${timestamp}, v1=${signature}`,
      },
    })
    request.on('error', reject)
    request.on('response', (response) => response.resume().on('end', resolve))
    request.end(body)
  })
}
