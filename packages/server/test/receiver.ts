import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  path: string
  headers: IncomingHttpHeaders
  body: string
}

export interface Receiver {
  url: string
  received: Received[]
  /** What it answers from now on: a status, or one made from the request; it may take its time. */
  answer(how: number | Answer): void
  close(): Promise<void>
}

type Answer = (request: Received) => AnswerOf | Promise<AnswerOf>
type AnswerOf = number | { status: number; body: string }

/** An application's endpoint that notes what it is sent. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  let answer: Answer = () => 200
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { url: path = '', headers } = request
    const one = { path, headers, body: Buffer.concat(chunks).toString() }
    received.push(one)
    const given = await answer(one)
    const { status, body } = typeof given === 'number' ? { status: given, body: '' } : given
    response.writeHead(status).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    answer(how) {
      answer = typeof how === 'number' ? () => how : how
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
