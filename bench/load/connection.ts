import { connect } from 'node:net'

/**
 * One keep-alive connection that asks, waits for the answer and asks again. It reads just enough
 * HTTP/1.1 for servers that always name the length of their answers, and costs next to nothing:
 * what the generator burns on a shared processor is taken from both servers and makes them look
 * more alike than they are.
 */
export interface Connection {
  /** Resolves with the body; rejects when the answer is no success or the connection breaks. */
  ask(request: string): Promise<string>
  close(): void
}

export async function openConnection(origin: string): Promise<Connection> {
  const { hostname, port } = new URL(origin)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true })
  let received = ''
  let waiting: { resolve(body: string): void; reject(error: Error): void } | undefined

  const fail = (error: Error) => {
    waiting?.reject(error)
    waiting = undefined
  }
  socket.setEncoding('latin1')
  socket.on('error', fail)
  socket.on('close', () => fail(new Error(`${origin} closed a connection under load.`)))
  socket.on('data', (chunk: string) => {
    received += chunk
    const body = takeAnswer()
    if (body === undefined || !waiting) return
    const { resolve, reject } = waiting
    waiting = undefined
    if (body instanceof Error) reject(body)
    else resolve(body)
  })

  /** The body of the answer, once all of it is there. */
  function takeAnswer(): string | Error | undefined {
    const headEnd = received.indexOf('\r\n\r\n')
    if (headEnd < 0) return undefined
    const head = received.slice(0, headEnd)
    const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
    if (length === undefined) return new Error(`An answer without a length:\n${head}`)
    const bodyEnd = headEnd + 4 + Number(length)
    if (received.length < bodyEnd) return undefined
    const body = received.slice(headEnd + 4, bodyEnd)
    received = received.slice(bodyEnd)
    return head.startsWith('HTTP/1.1 200') ? body : new Error(`Not a success:\n${head}\n\n${body}`)
  }

  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('error', reject)
  })
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request, 'latin1')
      }),
    close: () => socket.destroy(),
  }
}
