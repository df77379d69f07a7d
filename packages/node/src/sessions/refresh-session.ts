import { AuthenticationException } from '../exceptions/authentication-exception.ts'
import {
  ConflictException,
  GenericServerException,
  OauthException,
  RateLimitExceededException,
} from '../exceptions/exceptions.ts'
import { ParseError } from '../http/http-client-error.ts'
import type { AuthenticationResponse } from '../resources/user-management/authentication.ts'
import type { AuthenticateWithSessionCookieSuccessResponse } from './session-data.ts'

/** Why a session was not refreshed. */
export const RefreshSessionFailureReason = {
  INVALID_SESSION_COOKIE: 'invalid_session_cookie',
  NO_SESSION_COOKIE_PROVIDED: 'no_session_cookie_provided',
  /** The refresh token is used up, revoked or expired. */
  INVALID_GRANT: 'invalid_grant',
  MFA_ENROLLMENT: 'mfa_enrollment',
  SSO_REQUIRED: 'sso_required',
  RATE_LIMIT_EXCEEDED: 'rate_limit_exceeded',
  TIMEOUT: 'timeout',
  SERVER_ERROR: 'server_error',
  NETWORK_ERROR: 'network_error',
} as const
export type RefreshSessionFailureReason =
  (typeof RefreshSessionFailureReason)[keyof typeof RefreshSessionFailureReason]

type Reasons = typeof RefreshSessionFailureReason

/** The session is over, and the user has to sign in again. */
export type TerminalRefreshSessionFailureReason = Reasons[
  | 'INVALID_SESSION_COOKIE'
  | 'NO_SESSION_COOKIE_PROVIDED'
  | 'INVALID_GRANT'
  | 'MFA_ENROLLMENT'
  | 'SSO_REQUIRED']

/** The session may well go on: keep it and try again later. */
export type RetryableRefreshSessionFailureReason = Reasons[
  | 'RATE_LIMIT_EXCEEDED'
  | 'TIMEOUT'
  | 'SERVER_ERROR'
  | 'NETWORK_ERROR']

/** The session is over. */
export type RefreshSessionTerminalFailedResponse = {
  authenticated: false
  reason: TerminalRefreshSessionFailureReason
  retryable: false
}

/** The session could not be refreshed now. */
export type RefreshSessionRetryableFailedResponse = {
  authenticated: false
  reason: RetryableRefreshSessionFailureReason
  retryable: true
  /** Seconds, where the server says how long to wait. */
  retryAfter?: number
  /** What went wrong, for the logs. */
  error?: unknown
}

/** The session was not refreshed; `retryable` tells whether it may be later. */
export type RefreshSessionFailedResponse =
  | RefreshSessionTerminalFailedResponse
  | RefreshSessionRetryableFailedResponse

/** Who is signed in from now on, and the cookie that says so. */
export type RefreshSessionSuccessResponse = Omit<
  AuthenticateWithSessionCookieSuccessResponse,
  'accessToken'
> & {
  authenticated: true
  session?: AuthenticationResponse
  /** The new value of the cookie. */
  sealedSession?: string
}

/** How a refresh ended. */
export type RefreshSessionResponse = RefreshSessionFailedResponse | RefreshSessionSuccessResponse

/**
 * What the failure of a refresh means for the session. Undefined for what is neither its end nor an
 * outage, such as a wrong API key.
 */
export function refreshFailure(error: unknown): RefreshSessionFailedResponse | undefined {
  if (error instanceof OauthException && error.error === 'invalid_grant') return ended(error.error)
  if (error instanceof AuthenticationException) {
    const { code } = error
    if (code === 'mfa_enrollment' || code === 'sso_required') return ended(code)
  }
  const reason = outage(error)
  if (!reason) return undefined
  const retryAfter = error instanceof RateLimitExceededException ? error.retryAfter : null
  return {
    authenticated: false,
    reason,
    retryable: true,
    retryAfter: retryAfter ?? undefined,
    error,
  }
}

function ended(reason: TerminalRefreshSessionFailureReason): RefreshSessionFailedResponse {
  return { authenticated: false, reason, retryable: false }
}

function outage(error: unknown): RetryableRefreshSessionFailureReason | undefined {
  // The same exchange is under way elsewhere, and its outcome is there soon.
  if (error instanceof ConflictException) {
    return error.code === 'idempotent_request_in_progress' ? 'server_error' : undefined
  }
  const status = statusOf(error)
  if (status !== undefined) {
    if (status === 429) return 'rate_limit_exceeded'
    // The client gave up waiting.
    if (status === 408) return 'timeout'
    return status >= 500 ? 'server_error' : undefined
  }
  const isNetworkFailure = [error, causeOf(error)].some((failure) => failure instanceof TypeError)
  return isNetworkFailure ? 'network_error' : undefined
}

/** An outage is often told by a proxy, whose page is no JSON. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof OauthException || error instanceof GenericServerException) {
    return error.status
  }
  const cause = causeOf(error)
  return cause instanceof ParseError ? cause.rawStatus : undefined
}

function causeOf(error: unknown): unknown {
  return (error as Error | undefined)?.cause
}
