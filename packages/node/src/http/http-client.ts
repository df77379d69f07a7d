import { type Deadline, startDeadline } from './deadline.ts'
import { mergeHeaders } from './headers.ts'
import { HttpClientError, ParseError } from './http-client-error.ts'
import { HttpClientResponse, parseBody } from './http-client-response.ts'
import { assertNoDotSegments } from './path.ts'
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
  /** Sends a GET, without a body. */
  get(path: string, options: RequestOptions): any
  /** Sends a POST. The body is JSON, or a form where it is `URLSearchParams`. */
  post<Entity = any>(path: string, entity: Entity, options: RequestOptions): any
  /** Sends a PUT with a body like that of `post`. */
  put<Entity = any>(path: string, entity: Entity, options: RequestOptions): any
  /** Sends a DELETE, without a body. */
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

  /** Sends a PATCH with a body like that of `post`. */
  patch<Entity>(path: string, entity: Entity, options: RequestOptions) {
    return this.#send('PATCH', path, entity, options)
  }

  delete(path: string, options: RequestOptions) {
    return this.#send('DELETE', path, undefined, options)
  }

  /** Sends a DELETE with a body like that of `post`. */
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
    const body = isForm ? entity : JSON.stringify(entity ?? undefined)
    const contentType = isForm
      ? 'application/x-www-form-urlencoded;charset=utf-8'
      : 'application/json'
    const sent = mergeHeaders(
      { Accept: 'application/json, text/plain, */*', 'Content-Type': contentType },
      this.options.headers,
      headers,
    )
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
    const deadline = startDeadline(this.options.timeout ?? defaultTimeoutMilliseconds)
    let response: Response | undefined
    try {
      response = await this.#fetch(url, { ...request, signal: deadline.signal })
      if (!response.ok) throw await refusalOf(response)
    } catch (failure) {
      deadline.end()
      throw deadline.explain(failure, response)
    }
    return new HttpClientResponse(response, bodyBy(deadline, response))
  }
}

async function refusalOf(response: Response) {
  const data = parseBody(await response.text(), response)
  const { status, statusText, headers } = response
  return new HttpClientError(statusText, { status, headers, data })
}

/** The deadline goes on until the body has arrived. */
function bodyBy(deadline: Deadline, response: Response): Promise<string> {
  const body = response
    .text()
    .catch((failure) => {
      throw deadline.explain(failure, response)
    })
    .finally(deadline.end)
  // Who deletes something does not read what is answered, nor need they know that it broke off.
  body.catch(() => undefined)
  return body
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
  assertNoDotSegments(path)
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
