import { WorkOS as OfficialWorkOS } from '@workos-inc/node'
import { expect, vi } from 'vitest'
import { WorkOS } from '../src/index.ts'

/** What a server answers: a status and a body, and headers where they matter. */
export interface Answer {
  status?: number
  body?: unknown
  headers?: Record<string, string>
}

/** One call of a method, driven through both SDKs against the same answers. */
export interface Case {
  /** What is special about this call, as the end of a sentence: "with every option". */
  title: string
  // biome-ignore lint/suspicious/noExplicitAny: the same call is made on two clients that only agree by name.
  call: (sdk: any) => unknown
  /** Given in turn; the last one again for every further request. An empty 200 when left out. */
  answers?: Answer[]
  /** How the clients are made. With an API key and a client ID when left out. */
  options?: Record<string, unknown>
}

/** Every public method of a resource of the official SDK, so that none can be forgotten. */
export type CasesOf<Resource> = {
  [Method in keyof Resource as Resource[Method] extends (...args: never[]) => unknown
    ? Method
    : never]: Case[]
}

export interface Outcome {
  requests: SentRequest[]
  /** The value, as JSON and with its class, or the exception, by name and with everything it carries. */
  result?: unknown
  exception?: unknown
}

export interface SentRequest {
  method: string
  url: string
  authorization: string | null
  contentType: string | null
  hasBody: boolean
  hasIdempotencyKey: boolean
  idempotencyKey: string | null
  body: unknown
}

const confidential = {
  apiKey: 'sk_test_parity',
  clientId: 'client_parity',
  apiHostname: 'api.example.com',
  maxRetries: 0,
}

/** Runs a case on the official SDK and on ours, and expects the same requests and the same outcome. */
export async function expectSameOutcome({ call, answers, options }: Case) {
  const official = await outcome(OfficialWorkOS, call, answers, options)
  const ours = await outcome(WorkOS, call, answers, options)
  expect(ours).toEqual(official)
}

/** A client of either SDK. */
export type Sdk = new (options: never) => unknown

/** What one SDK asks for and returns. */
export async function outcome(
  Sdk: Sdk,
  call: Case['call'],
  answers: Answer[] = [],
  options: Record<string, unknown> = {},
): Promise<Outcome> {
  const requests: SentRequest[] = []
  const fetchFn = async (url: string, init: RequestInit) => {
    requests.push(sentRequest(url, init))
    return toResponse(answerTo(requests.length, answers))
  }
  const sdk = new Sdk({ ...confidential, ...options, fetchFn } as never)
  const timers = withoutPauses()
  try {
    return { requests, result: comparable(await call(sdk)) }
  } catch (exception) {
    return { requests, exception: comparableException(exception as Error) }
  } finally {
    timers.mockRestore()
  }
}

/** What the nth request is answered, from 1 on. */
export function answerTo(nth: number, answers: Answer[] = []): Answer {
  return answers[nth - 1] ?? answers.at(-1) ?? {}
}

/** The official SDK waits between two pages of a list. The tests do not. */
function withoutPauses() {
  const pauseMilliseconds = 350
  const { setTimeout } = globalThis
  return vi
    .spyOn(globalThis, 'setTimeout')
    .mockImplementation((callback, delay) =>
      setTimeout(callback, delay === pauseMilliseconds ? 0 : delay),
    )
}

function sentRequest(url: string, init: RequestInit): SentRequest {
  const headers = new Headers(init.headers)
  const idempotencyKey = headers.get('Idempotency-Key')
  return {
    method: init.method ?? 'GET',
    url: inOrder(url),
    authorization: headers.get('Authorization'),
    contentType: headers.get('Content-Type'),
    hasBody: Boolean(init.body),
    hasIdempotencyKey: idempotencyKey !== null,
    // A generated key is another one each time.
    idempotencyKey: idempotencyKey?.startsWith('retry-') ? 'retry-…' : idempotencyKey,
    body: bodyOf(init.body),
  }
}

/** Parameters of a query mean the same in any order. */
function inOrder(address: string) {
  const url = new URL(address)
  url.searchParams.sort()
  return url.toString()
}

function bodyOf(body: RequestInit['body']) {
  if (!body) return null
  if (body instanceof URLSearchParams) return [...body].sort()
  return JSON.parse(body as string)
}

function toResponse({ status = 200, body = {}, headers = {} }: Answer) {
  if (status === 204) return new Response(null, { status, headers })
  const json = { 'Content-Type': 'application/json; charset=utf-8' }
  return Response.json(body, { status, headers: { ...json, ...headers } })
}

/** Values as JSON, lists as their items: what an application reads of them. */
function comparable(value: unknown): unknown {
  if (value === undefined) return undefined
  if (value !== null && typeof value === 'object' && 'autoPagination' in value) {
    const { object, data, listMetadata, options } = value as Record<string, unknown>
    return JSON.parse(JSON.stringify({ object, data, listMetadata, options }))
  }
  return JSON.parse(JSON.stringify(value))
}

/** Wording is our own; names, statuses, codes and data are what applications decide by. */
function comparableException(exception: Error) {
  const { name, ...carried } = exception as Error & Record<string, unknown>
  const { message: _message, requestID: _requestID, stack: _stack, cause, ...rest } = carried
  return {
    name: exception.name,
    cause: cause instanceof Error ? cause.name : cause,
    ...(JSON.parse(JSON.stringify(rest)) as object),
  }
}
