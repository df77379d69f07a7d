/** What the server says of a request that it refuses. Fields that it does not know are kept. */
export interface WorkOSResponseError {
  code?: string
  error_description?: string
  error?: string
  errors?: UnprocessableEntityError[]
  message: string
  [key: string]: unknown
}

/** A field of the request that is not as required. */
export interface UnprocessableEntityError {
  field: string
  code: string
}

/** An answer with a status that is no success, before it is told by name (`exceptions/`). */
export class HttpClientError<T = unknown> extends Error {
  override readonly name = 'HttpClientError'
  readonly response: { status: number; headers: Headers; data: T }

  constructor(message: string, response: { status: number; headers: Headers; data: T }) {
    super(message)
    this.response = response
  }
}

/** An answer that says it is JSON and is not, such as the error page of a proxy. */
export class ParseError extends Error {
  override readonly name = 'ParseError'
  readonly status = 500
  readonly rawBody: string
  readonly rawStatus: number
  readonly rawHeaders: Headers | undefined
  readonly requestID: string

  constructor(about: {
    message: string
    rawBody: string
    rawStatus: number
    requestID: string
    rawHeaders?: Headers
  }) {
    super(about.message)
    this.rawBody = about.rawBody
    this.rawStatus = about.rawStatus
    this.rawHeaders = about.rawHeaders
    this.requestID = about.requestID
  }
}
