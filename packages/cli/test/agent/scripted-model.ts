import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** A tool that the model calls, and with what. */
export type Call = [tool: string, input: unknown]

/** One answer of the model: calls, words, or what a server does that is none. */
export type Turn =
  | Call[]
  | string
  | { status: number; body?: string; headers?: Record<string, string> }
  | 'hang up'
  | 'never answer'

export interface ScriptedModel {
  /** Without a path: OpenAI's protocol is at `/v1`. */
  url: string
  /** Every request as it arrived: its headers and its body. */
  requests: { headers: IncomingMessage['headers']; body: string }[]
  /** What the tools answered, in order, as the last request tells it. */
  answers(): string[]
}

/** What the model uses up with each answer. */
const usage = { input: 900, output: 100 }

/**
 * A server that plays a model: it answers with these turns, one after another, and then with the last
 * one for ever. It speaks OpenAI's chat completions and responses, and Anthropic's messages.
 */
export async function startScriptedModel(turns: Turn[]): Promise<ScriptedModel> {
  const requests: ScriptedModel['requests'] = []
  const server = createServer(async (request, response) => {
    const body = await text(request)
    requests.push({ headers: request.headers, body })
    const turn = turns[Math.min(requests.length, turns.length) - 1] ?? ''
    answer(request, response, turn, requests.length)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answers: () => answersIn(JSON.parse(requests.at(-1)?.body ?? '{}')),
  }
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  turn: Turn,
  number: number,
): void {
  if (turn === 'never answer') return
  if (turn === 'hang up') {
    request.socket.destroy()
    return
  }
  if (!Array.isArray(turn) && typeof turn === 'object') {
    response.writeHead(turn.status, turn.headers).end(turn.body)
    return
  }
  const [words, calls] = typeof turn === 'string' ? [turn, []] : ['', turn]
  const named = calls.map(([name, input], at) => ({ id: `call_${number}_${at}`, name, input }))
  const form = Object.entries(forms).find(([path]) => request.url?.endsWith(path))?.[1]
  if (!form) {
    response.writeHead(404).end()
    return
  }
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify(form(words, named)))
}

type NamedCall = { id: string; name: string; input: unknown }
const asText = (input: unknown) => (typeof input === 'string' ? input : JSON.stringify(input))

const forms: Record<string, (words: string, calls: NamedCall[]) => object> = {
  '/chat/completions': (words, calls) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 0,
    model: 'scripted',
    choices: [
      {
        index: 0,
        finish_reason: calls.length > 0 ? 'tool_calls' : 'stop',
        message: {
          role: 'assistant',
          content: words,
          tool_calls: calls.map(({ id, name, input }) => ({
            id,
            type: 'function',
            function: { name, arguments: asText(input) },
          })),
        },
      },
    ],
    usage: {
      prompt_tokens: usage.input,
      completion_tokens: usage.output,
      total_tokens: usage.input + usage.output,
    },
  }),
  '/messages': (words, calls) => ({
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'scripted',
    stop_reason: calls.length > 0 ? 'tool_use' : 'end_turn',
    content: [
      ...(words ? [{ type: 'text', text: words }] : []),
      ...calls.map(({ id, name, input }) => ({ type: 'tool_use', id, name, input })),
    ],
    usage: { input_tokens: usage.input, output_tokens: usage.output },
  }),
  '/responses': (words, calls) => ({
    id: 'resp_1',
    object: 'response',
    created_at: 0,
    model: 'scripted',
    status: 'completed',
    output: [
      ...(words
        ? [
            {
              type: 'message',
              id: 'msg_1',
              role: 'assistant',
              status: 'completed',
              content: [{ type: 'output_text', text: words, annotations: [] }],
            },
          ]
        : []),
      ...calls.map(({ id, name, input }) => ({
        type: 'function_call',
        id: `fc_${id}`,
        call_id: id,
        name,
        arguments: asText(input),
        status: 'completed',
      })),
    ],
    usage: { input_tokens: usage.input, output_tokens: usage.output },
  }),
}

/** The answers of tools in a request, whichever protocol it is in. */
// biome-ignore lint/suspicious/noExplicitAny: three protocols, read where they agree.
function answersIn({ messages = [], input = [] }: any): string[] {
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  return [...messages, ...input].flatMap((message: any) => {
    if (message.role === 'tool') return [message.content]
    if (message.type === 'function_call_output') return [message.output]
    if (message.role !== 'user' || !Array.isArray(message.content)) return []
    return message.content
      .filter(({ type }: { type: string }) => type === 'tool_result')
      .map(({ content }: { content: unknown }) =>
        Array.isArray(content) ? content[0].text : content,
      )
  })
}
