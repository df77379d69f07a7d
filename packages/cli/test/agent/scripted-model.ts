import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { anthropic } from './protocols/anthropic.ts'
import { chatCompletions } from './protocols/chat-completions.ts'
import { google } from './protocols/google.ts'
import { mistral } from './protocols/mistral.ts'
import { openai } from './protocols/openai.ts'
import type { Protocol } from './protocols/protocol.ts'

/** A tool that the model calls, and with what. */
export type Call = [tool: string, input: unknown]

/** One answer of the model: calls, words, or what a server does that is none. */
export type Turn =
  | Call[]
  | string
  | { status: number; body?: string | object; headers?: Record<string, string> }
  | 'hang up'
  | 'never answer'

export interface ScriptedModel {
  /** Without a path: each provider's protocol is where its own server has it. */
  url: string
  /** Every request as it arrived: where it went, its headers and its body. */
  requests: { path: string; headers: IncomingMessage['headers']; body: string }[]
  /** What the tools answered, in order, as the last request tells it. */
  answers(): string[]
}

const protocols = [anthropic, openai, google, mistral, chatCompletions]

/**
 * A server that plays a model: it answers with these turns, one after another, and then with the last
 * one for ever. It speaks as each of the providers does, and refuses what that one would refuse.
 */
export async function startScriptedModel(turns: Turn[]): Promise<ScriptedModel> {
  const requests: ScriptedModel['requests'] = []
  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    const body = await text(request)
    requests.push({ path, headers: request.headers, body })
    const turn = turns[Math.min(requests.length, turns.length) - 1] ?? ''
    if (turn === 'never answer') return
    if (turn === 'hang up') request.socket.destroy()
    else send(response, answerTo(path, body, turn, requests.length))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answers() {
      const { path = '', body = '{}' } = requests.at(-1) ?? {}
      return protocolAt(path)?.toolAnswers(JSON.parse(body)) ?? []
    },
  }
}

interface Answer {
  status: number
  body?: string | object
  headers?: Record<string, string>
}

function answerTo(path: string, body: string, turn: Turn, number: number): Answer {
  if (typeof turn === 'object' && !Array.isArray(turn)) return turn
  const protocol = protocolAt(path)
  if (!protocol) return { status: 404 }
  const calls = (Array.isArray(turn) ? turn : []).map(([name, input], at) => ({
    id: idOf(number, at),
    name,
    input,
  }))
  const words = typeof turn === 'string' ? turn : ''
  return (
    protocol.refusal?.(JSON.parse(body)) ?? { status: 200, body: protocol.answer({ words, calls }) }
  )
}

const protocolAt = (path: string): Protocol | undefined =>
  protocols.find(({ serves }) => serves(path))

/** Nine letters and digits, as Mistral wants it. */
const idOf = (number: number, at: number) =>
  `call${String(number).padStart(3, '0')}${String(at).padStart(2, '0')}`

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  const type = typeof body === 'object' ? { 'content-type': 'application/json' } : {}
  response
    .writeHead(status, { ...type, ...headers })
    .end(typeof body === 'object' ? JSON.stringify(body) : body)
}
