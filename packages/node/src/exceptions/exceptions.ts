import type { UnprocessableEntityError } from '../http/http-client-error.ts'

/** What every refusal of the server carries. */
export interface RequestException {
  readonly status: number
  readonly message: string
  /** The `X-Request-ID` of the answer, to be named when you ask for help. */
  readonly requestID: string
}

/** Everything that the server said. */
export interface WorkOSErrorData {
  code?: string
  message?: string
  [key: string]: unknown
}

/** A refusal that no other exception describes. */
export class GenericServerException extends Error implements RequestException {
  override readonly name: string = 'GenericServerException'
  readonly code: string | undefined
  readonly status: number
  readonly rawData: WorkOSErrorData
  readonly requestID: string

  constructor(
    status: number,
    message: string | undefined,
    rawData: WorkOSErrorData,
    requestID: string,
  ) {
    super(message || 'The request could not be completed.')
    this.status = status
    this.rawData = rawData
    this.requestID = requestID
    this.code = rawData.code
  }
}

/** 400 with a code and a list of what is wrong. */
export class BadRequestException extends Error implements RequestException {
  readonly status = 400
  override readonly name = 'BadRequestException'
  readonly code?: string
  readonly errors?: unknown[]
  readonly requestID: string

  constructor(about: { code?: string; errors?: unknown[]; message?: string; requestID: string }) {
    super(about.message || 'Bad request')
    this.requestID = about.requestID
    if (about.code) this.code = about.code
    if (about.errors) this.errors = about.errors
  }
}

/** 401: the API key or the access token is missing, wrong or revoked. */
export class UnauthorizedException extends Error implements RequestException {
  readonly status = 401
  override readonly name = 'UnauthorizedException'
  readonly requestID: string

  constructor(requestID: string) {
    super('Could not authorize the request. Maybe your API key is invalid?')
    this.requestID = requestID
  }
}

/** 404: no such thing in the environment of the API key. */
export class NotFoundException extends Error implements RequestException {
  readonly status = 404
  override readonly name = 'NotFoundException'
  readonly code?: string
  readonly requestID: string

  constructor(about: { code?: string; message?: string; path: string; requestID: string }) {
    super(about.message ?? `The requested path '${about.path}' could not be found.`)
    this.code = about.code
    this.requestID = about.requestID
  }
}

/** 409: the change does not go with what is there. */
export class ConflictException extends Error implements RequestException {
  readonly status = 409
  override readonly name = 'ConflictException'
  readonly requestID: string
  readonly code?: string

  constructor(about: { error?: string; message?: string; requestID: string; code?: string }) {
    const { error, message } = about
    super(message || (error ? `Error: ${error}` : 'A conflict has occurred on the server.'))
    this.requestID = about.requestID
    this.code = about.code
  }
}

/** 422: the values do not have the required form. The message lists the codes. */
export class UnprocessableEntityException extends Error implements RequestException {
  readonly status = 422
  override readonly name = 'UnprocessableEntityException'
  readonly code?: string
  readonly requestID: string

  constructor(about: {
    code?: string
    error?: string
    errors?: UnprocessableEntityError[]
    message?: string
    requestID: string
  }) {
    const { error, errors, message } = about
    const told = message || (error ? `Error: ${error}` : 'Unprocessable entity')
    super(errors ? unmet(errors) : told)
    this.requestID = about.requestID
    if (about.code) this.code = about.code
  }
}

function unmet(errors: UnprocessableEntityError[]) {
  const requirement = errors.length === 1 ? 'requirement' : 'requirements'
  const codes = errors.map(({ code }) => `\t${code}\n`).join('')
  return `The following ${requirement} must be met:\n${codes}`
}

/** 429: too many requests. `retryAfter` says in how many seconds to try again. */
export class RateLimitExceededException extends GenericServerException {
  override readonly name = 'RateLimitExceededException'
  /** Seconds, or null where the server does not say. */
  readonly retryAfter: number | null

  constructor(message: string, requestID: string, retryAfter: number | null) {
    super(429, message, {}, requestID)
    this.retryAfter = retryAfter
  }
}

/** A refusal in the form of OAuth 2.0 (RFC 6749 §5.2), such as `invalid_grant`. */
export class OauthException extends Error implements RequestException {
  override readonly name = 'OauthException'
  readonly status: number
  readonly requestID: string
  readonly error: string | undefined
  readonly errorDescription: string | undefined
  readonly rawData: unknown

  constructor(
    status: number,
    requestID: string,
    error: string | undefined,
    errorDescription: string | undefined,
    rawData: unknown,
  ) {
    super(oauthMessage(error, errorDescription))
    this.status = status
    this.requestID = requestID
    this.error = error
    this.errorDescription = errorDescription
    this.rawData = rawData
  }
}

function oauthMessage(error?: string, description?: string) {
  if (error && description) return `Error: ${error}\nError Description: ${description}`
  return error ? `Error: ${error}` : 'An error has occurred.'
}

/** The signature of a webhook or an action does not fit: its secret, its body or its age. */
export class SignatureVerificationException extends Error {
  override readonly name = 'SignatureVerificationException'

  constructor(message: string) {
    super(message || 'Signature verification failed.')
  }
}

/** The client was made without an API key, and this method needs one. */
export class ApiKeyRequiredException extends Error {
  readonly status = 403
  override readonly name = 'ApiKeyRequiredException'
  readonly path: string

  constructor(path: string) {
    super(
      `API key required for "${path}". On a server, pass one: new WorkOS('sk_…'), or set WORKOS_API_KEY. ` +
        'An application without a secret signs people in with authenticateWithCodeAndVerifier() and authenticateWithRefreshToken().',
    )
    this.path = path
  }
}

/** No API key where one is needed. */
export class NoApiKeyProvidedException extends Error {
  readonly status = 500
  override readonly name = 'NoApiKeyProvidedException'

  constructor() {
    super('Missing API key. Pass it to the constructor, new WorkOS("sk_…"), or set WORKOS_API_KEY.')
  }
}
