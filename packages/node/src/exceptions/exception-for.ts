import { HttpClientError, type WorkOSResponseError } from '../http/http-client-error.ts'
import { AuthenticationException, isAuthenticationErrorData } from './authentication-exception.ts'
import {
  BadRequestException,
  ConflictException,
  GenericServerException,
  NotFoundException,
  OauthException,
  RateLimitExceededException,
  UnauthorizedException,
  UnprocessableEntityException,
} from './exceptions.ts'

/** The exception by which an application knows what went wrong with a request. */
export function exceptionFor(failure: unknown, path: string, baseURL: string): Error {
  if (failure instanceof HttpClientError) {
    return refusal(failure as HttpClientError<WorkOSResponseError>, path)
  }
  const message = isUnreachable(failure)
    ? `Nothing answers at ${baseURL}. Start Latchkey there with "npx latchkey", or say where it runs: set LATCHKEY_URL, or pass baseUrl or apiHostname, port and https to the constructor.`
    : `Unexpected error: ${failure}`
  return new Error(message, { cause: failure })
}

function refusal({ response }: HttpClientError<WorkOSResponseError>, path: string): Error {
  const { status, headers } = response
  const data = response.data ?? ({} as WorkOSResponseError)
  const { code, error, error_description: errorDescription, errors, message } = data
  const requestID = headers.get('X-Request-ID') ?? ''
  switch (status) {
    case 401:
      return new UnauthorizedException(requestID)
    case 404:
      return new NotFoundException({ code, message, path, requestID })
    case 409:
      return new ConflictException({ requestID, message, error, code })
    case 422:
      return new UnprocessableEntityException({ code, error, errors, message, requestID })
    case 429:
      return new RateLimitExceededException(
        message,
        requestID,
        secondsOf(headers.get('Retry-After')),
      )
  }
  const rawData = { ...data }
  if (isAuthenticationErrorData(rawData)) {
    return new AuthenticationException(status, rawData, requestID)
  }
  if (error || errorDescription) {
    return new OauthException(status, requestID, error, errorDescription, data)
  }
  if (code && errors) return new BadRequestException({ code, errors, message, requestID })
  return new GenericServerException(status, message, rawData, requestID)
}

/** Null for a date, which is allowed as well (RFC 9110 §10.2.3) and is no number of seconds. */
function secondsOf(retryAfter: string | null): number | null {
  const seconds = Number(retryAfter || Number.NaN)
  return Number.isFinite(seconds) ? seconds : null
}

/** The connection was refused or the name is unknown: there is no server, not a broken one. */
function isUnreachable(failure: unknown) {
  if (!(failure instanceof TypeError)) return false
  const cause = failure.cause as { code?: string; errors?: { code?: string }[] } | undefined
  const codes = [cause?.code, ...(cause?.errors ?? []).map(({ code }) => code)]
  return codes.some((code) => code === 'ECONNREFUSED' || code === 'ENOTFOUND')
}
