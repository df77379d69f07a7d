import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { apiKey } from '../servers/latchkey.ts'
import { median, rounded } from '../statistics.ts'
import type { Contestants, Effort, Line } from './figure.ts'

const bar = { ratio_at_least: 0.7 }
/** Each gets every event, so that few events make many deliveries. */
const endpoints = 40
const events = 100
/** What Latchkey has under way at the same time, at most. */
const atOnce = 256

/**
 * Deliveries a second, from the first that arrives to the last, with the receiver in this process.
 * The reference notes each with one statement; Latchkey claims them, so that several processes can
 * share them, and keeps a log of every attempt.
 */
export async function webhookDeliveries(
  { latchkey, reference }: Contestants,
  effort: Effort,
): Promise<Line> {
  const receiver = await startReceiver()
  const count = endpoints * events
  const rates = { latchkey: [] as number[], reference: [] as number[] }
  try {
    const ids = await makeEndpoints(latchkey.origin, receiver.url)
    for (let round = 0; round < effort.rounds; round++) {
      const arrived = receiver.expect(count)
      await makeUsers(latchkey.origin, round, events)
      rates.latchkey.push(await arrived)
      const noted = receiver.expect(count)
      await call(reference.origin, '', 'POST', '/deliver', { url: receiver.url, count, atOnce })
      rates.reference.push(await noted)
    }
    for (const id of ids) await call(latchkey.origin, apiKey, 'DELETE', `/webhook_endpoints/${id}`)
  } finally {
    receiver.close()
  }
  const ratios = rates.latchkey.map((rate, round) => rate / (rates.reference[round] ?? 0))
  const ratio = rounded(median(ratios))
  return {
    figure: 'webhook-deliveries',
    unit: 'deliveries per second',
    latchkey: { rate: rounded(median(rates.latchkey)) },
    reference: { rate: rounded(median(rates.reference)) },
    ratio,
    bar,
    met: ratio >= bar.ratio_at_least,
    rounds: effort.rounds,
    deliveries: count,
    endpoints,
  }
}

/** An endpoint that answers at once and counts. */
async function startReceiver() {
  let arrivals: number[] = []
  let expected = 0
  let done: (rate: number) => void = () => {}
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(204).end()
      arrivals.push(performance.now())
      if (arrivals.length < expected) return
      const [first = 0] = arrivals
      done(((arrivals.length - 1) / ((arrivals.at(-1) ?? 0) - first)) * 1000)
    })
  }).listen(0, 'localhost')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://localhost:${port}/`,
    /** Resolves with the rate a second at which so many arrived. */
    expect(count: number): Promise<number> {
      arrivals = []
      expected = count
      return new Promise((resolve) => {
        done = resolve
      })
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function makeEndpoints(origin: string, url: string): Promise<string[]> {
  const ids: string[] = []
  for (let number = 0; number < endpoints; number++) {
    const body = { endpoint_url: `${url}${number}`, events: ['user.created'] }
    const made = (await call(origin, apiKey, 'POST', '/webhook_endpoints', body)) as { id: string }
    ids.push(made.id)
  }
  return ids
}

async function makeUsers(origin: string, round: number, count: number): Promise<void> {
  const make = (index: number) =>
    call(origin, apiKey, 'POST', '/user_management/users', {
      email: `webhook-${round}-${index}@example.com`,
    })
  await Promise.all(Array.from({ length: count }, (_, index) => make(index)))
}

async function call(
  origin: string,
  key: string,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(origin + path, {
    method,
    headers: {
      ...(key ? { authorization: `Bearer ${key}` } : {}),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    body: body ? JSON.stringify(body) : null,
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path}: ${text}`)
  return text ? JSON.parse(text) : undefined
}
