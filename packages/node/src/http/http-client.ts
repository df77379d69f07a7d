import { HttpClientError, ParseError } from './http-client-error.ts'
import { retryDelayMilliseconds } from './retry-delay.ts'

/** Headers of a request by name. */
export type RequestHeaders = Record<string, string | number | string[]>
/** A header of an answer, or several of one name. */
export type ResponseHeaderValue = string | string[]
/** Headers of an answer by name. */
export type ResponseHeaders = Record<string, ResponseHeaderValue>

/** What one request may say beside its path and body. */
export type RequestOptions = {
  // biome-ignore lint/suspicious/noExplicitAny: whatever a query string can carry.
  params?: Record<string, any>
  headers?: RequestHeaders
  /** Retries of this request, in place of the client's own number. `0` for none. */
  maxRetries?: number
}

/** The answer to a request. */
export interface HttpClientResponseInterface {
  getStatusCode: () => number
  getHeaders: () => ResponseHeaders
  getRawResponse: () => unknown
  // biome-ignore lint/suspicious/noExplicitAny: the caller knows what it asked for.
  toJSON: () => Promise<any | null>
}

/** What sends the requests of a client. */
export interface HttpClientInterface {
  // biome-ignore-start lint/suspicious/noExplicitAny: open to any implementation.
  get(path: string, options: RequestOptions): any
  post<Entity = any>(path: string, entity: Entity, options: RequestOptions): any
  put<Entity = any>(path: string, entity: Entity, options: RequestOptions): any
  delete(path: string, options: RequestOptions): any
  // biome-ignore-end lint/suspicious/noExplicitAny: open to any implementation.
}

/** How requests are sent. */
export interface HttpClientOptions extends RequestInit {
  /** Milliseconds until a request is given up. 60,000 when left out. */
  timeout?: number
  /** How often a request that may succeed later is sent again. 3 when left out. */
  maxRetries?: number
}

const defaultTimeoutMilliseconds = 60_000
const defaultMaxRetries = 3
const retriedStatuses = new Set([408, 429, 500, 502, 503, 504])

/** Sends requests to one host and sends again what may succeed later. */
export class HttpClient implements HttpClientInterface {
  readonly baseURL: string
  readonly options: HttpClientOptions
  readonly #fetch: typeof fetch

  constructor(baseURL: string, options: HttpClientOptions = {}, fetchFn?: typeof fetch) {
    this.baseURL = baseURL
    this.options = options
    const chosen = fetchFn ?? globalThis.fetch
    if (!chosen) {
      throw new Error('This runtime has no fetch function. Pass one as the option fetchFn.')
    }
    this.#fetch = chosen.bind(globalThis)
  }

  get(path: string, options: RequestOptions) {
    return this.#send('GET', path, undefined, options)
  }

  post<Entity>(path: string, entity: Entity, options: RequestOptions) {
    return this.#send('POST', path, entity, options)
  }

  put<Entity>(path: string, entity: Entity, options: RequestOptions) {
    return this.#send('PUT', path, entity, options)
  }

  patch<Entity>(path: string, entity: Entity, options: RequestOptions) {
    return this.#send('PATCH', path, entity, options)
  }

  delete(path: string, options: RequestOptions) {
    return this.#send('DELETE', path, undefined, options)
  }

  deleteWithBody<Entity>(path: string, entity: Entity, options: RequestOptions) {
    return this.#send('DELETE', path, entity, options)
  }

  async #send(
    method: string,
    path: string,
    entity: unknown,
    { params, headers, maxRetries = this.options.maxRetries ?? defaultMaxRetries }: RequestOptions,
  ): Promise<HttpClientResponseInterface> {
    const url = resourceUrl(this.baseURL, path, params)
    const isForm = entity instanceof URLSearchParams
    const body = isForm ? entity : (JSON.stringify(entity) ?? '')
    const sent: RequestHeaders = {
      Accept: 'application/json, text/plain, */*',
      'Content-Type': isForm
        ? 'application/x-www-form-urlencoded;charset=utf-8'
        : 'application/json',
      ...(this.options.headers as RequestHeaders | undefined),
      ...headers,
    }
    // The same key on every try, so that a change that was applied is not applied again.
    if (method === 'POST' && maxRetries > 0 && !hasHeader(sent, 'idempotency-key')) {
      sent['Idempotency-Key'] = `retry-${crypto.randomUUID()}`
    }
    const request: RequestInit = {
      method,
      headers: sent as HeadersInit,
      // Without a body, some runtimes send a second Content-Length.
      body: body || (method === 'GET' || method === 'DELETE' ? undefined : ''),
    }
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#sendOnce(url, request)
      } catch (failure) {
        if (attempt > maxRetries || !mayPass(failure)) throw failure
        await wait(retryDelayMilliseconds(attempt, retryAfterOf(failure)))
      }
    }
  }

  async #sendOnce(url: string, request: RequestInit) {
    const timeout = this.options.timeout ?? defaultTimeoutMilliseconds
    const limit = new AbortController()
    const timer = setTimeout(() => limit.abort(), timeout)
    try {
      const response = await this.#fetch(url, { ...request, signal: limit.signal })
      if (!response.ok) throw await refusalOf(response)
      return new HttpClientResponse(response)
    } catch (failure) {
      if (!(failure instanceof Error) || failure.name !== 'AbortError') throw failure
      throw new HttpClientError(`Request timeout after ${timeout}ms`, {
        status: 408,
        headers: new Headers(),
        data: { error: 'Request timeout' },
      })
    } finally {
      clearTimeout(timer)
    }
  }
}

class HttpClientResponse implements HttpClientResponseInterface {
  readonly #response: Response

  constructor(response: Response) {
    this.#response = response
  }

  getStatusCode() {
    return this.#response.status
  }

  getHeaders(): ResponseHeaders {
    return Object.fromEntries(this.#response.headers)
  }

  getRawResponse() {
    return this.#response
  }

  async toJSON() {
    const isJson = this.#response.headers.get('content-type')?.includes('application/json')
    if (!isJson) return null
    return parseBody(await this.#response.text(), this.#response)
  }
}

async function refusalOf(response: Response) {
  const data = parseBody(await response.text(), response)
  const { status, statusText, headers } = response
  return new HttpClientError(statusText, { status, headers, data })
}

function parseBody(rawBody: string, { status, headers }: Response) {
  try {
    return JSON.parse(rawBody)
  } catch (failure) {
    throw new ParseError({
      message: (failure as Error).message,
      rawBody,
      rawStatus: status,
      rawHeaders: headers,
      requestID: headers.get('X-Request-ID') ?? '',
    })
  }
}

/** A network failure is a TypeError of fetch; everything else says its status. */
function mayPass(failure: unknown) {
  if (failure instanceof HttpClientError) return retriedStatuses.has(failure.response.status)
  // A proxy's error page is no JSON, and may pass all the same.
  if (failure instanceof ParseError) return retriedStatuses.has(failure.rawStatus)
  return failure instanceof TypeError
}

function retryAfterOf(failure: unknown) {
  if (failure instanceof HttpClientError) return failure.response.headers.get('Retry-After')
  if (failure instanceof ParseError) return failure.rawHeaders?.get('Retry-After')
}

function resourceUrl(baseURL: string, path: string, params?: Record<string, unknown>) {
  const query = queryString(params)
  return new URL(query ? `${path}?${query}` : path, baseURL).toString()
}

/** Leaves out what has no value. A list is joined by commas. */
function queryString(params: Record<string, unknown> = {}) {
  const given = Object.entries(params).filter(
    ([, value]) => value !== null && value !== undefined && value !== '',
  )
  return new URLSearchParams(given as [string, string][]).toString()
}

function hasHeader(headers: RequestHeaders, name: string) {
  return Object.keys(headers).some((key) => key.toLowerCase() === name)
}

function wait(milliseconds: number) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
