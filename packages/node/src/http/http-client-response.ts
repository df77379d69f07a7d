import type { HttpClientResponseInterface, ResponseHeaders } from './http-client.ts'
import { ParseError } from './http-client-error.ts'

/** An answer whose body is on its way. */
export class HttpClientResponse implements HttpClientResponseInterface {
  readonly #response: Response
  readonly #body: Promise<string>

  constructor(response: Response, body: Promise<string>) {
    this.#response = response
    this.#body = body
  }

  getStatusCode(): number {
    return this.#response.status
  }

  getHeaders(): ResponseHeaders {
    return Object.fromEntries(this.#response.headers)
  }

  getRawResponse(): Response {
    return this.#response
  }

  /** Null where the answer is no JSON. */
  async toJSON() {
    const body = await this.#body
    const isJson = this.#response.headers.get('content-type')?.includes('application/json')
    return isJson ? parseBody(body, this.#response) : null
  }
}

export function parseBody(rawBody: string, { status, headers }: Response) {
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
