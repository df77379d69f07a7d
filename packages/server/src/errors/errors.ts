/**
 * Every refusal of the product. Domain code throws one of these; the class decides the body
 * (`http/error-handler.ts`), because the published API answers in two envelopes:
 * `{code, message, errors?}` and OAuth's `{error, error_description}`.
 */

/** One reason among several, as listed in `errors` of a refusal. */
export interface ErrorDetail {
  code: string
  message: string
  field?: string
  [extra: string]: unknown
}

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string | undefined,
    message: string,
    readonly details: { errors?: ErrorDetail[]; [extra: string]: unknown } = {},
  ) {
    super(message)
  }
}

export class OAuthError extends Error {
  constructor(
    readonly error: string,
    readonly description: string,
    readonly details: Record<string, unknown> = {},
    readonly status = 400,
  ) {
    super(description)
  }
}

/** A limit was met. The rule is named so that a person can look it up. */
export class RateLimitError extends Error {
  readonly status = 429
  readonly retryAfterSeconds: number
  constructor(
    readonly rule: { name: string; limit: number; windowSeconds: number },
    windowEndsAt: Date,
    now: Date,
  ) {
    const milliseconds = windowEndsAt.getTime() - now.getTime()
    const seconds = Math.max(1, Math.ceil(milliseconds / 1000))
    super(`Too many requests (${rule.name}). Try again in ${seconds} seconds.`)
    this.retryAfterSeconds = seconds
  }
}

/** The server cannot take this work now, and says when to ask again. */
export class OverloadedError extends Error {
  readonly status = 503
  readonly retryAfterSeconds = 2
}

/** A refusal shown to a person in a browser, where no application can be told (RFC 6749 §4.1.2.1). */
export interface WayOn {
  text: string
  url: string
}

export class PageError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    message: string,
    readonly nextSteps: string[] = [],
    readonly detail?: string,
    /** Where the person can go on, in place of going back to the application. */
    readonly wayOn?: WayOn,
  ) {
    super(message)
  }
}

export const idempotencyKeyReused = () =>
  invalidRequestParameters([
    {
      code: 'idempotency_key_reused',
      message:
        'This Idempotency-Key was sent with another body. Send a new key with a new request.',
      field: 'Idempotency-Key',
    },
  ])
export const idempotentRequestInProgress = () =>
  new ApiError(
    409,
    'idempotent_request_in_progress',
    'The first request with this Idempotency-Key is not answered yet. Send it again in a moment.',
  )

export const unauthorized = () => new ApiError(401, undefined, 'Unauthorized')

export const notFound = (thing: string, id: string) =>
  new ApiError(404, 'entity_not_found', `${thing} not found: '${id}'.`)

export const invalidRequestParameters = (errors: ErrorDetail[]) =>
  new ApiError(422, 'invalid_request_parameters', 'Validation failed.', { errors })

export const invalidMetadata = (limit: number) =>
  new ApiError(400, 'invalid_metadata', `Metadata has ${limit} pairs at most.`)

export const unknownOrganization = (id: string) =>
  invalidRequestParameters([
    {
      code: 'organization_not_found',
      message: `Organization not found: '${id}'.`,
      field: 'organization_id',
    },
  ])

export const passwordStrengthError = (errors: ErrorDetail[]) =>
  new ApiError(400, 'password_strength_error', 'Password does not meet strength requirements.', {
    errors: errors.map((error) => ({ ...error, field: 'password' })),
  })

export const invalidPasswordHash = (message: string) =>
  new ApiError(400, 'invalid_password_hash', message)

export const invalidCredentials = (email: string) =>
  new ApiError(400, 'invalid_credentials', `Invalid credentials for '${email}'.`)

export const emailVerificationRequired = (data: {
  pending_authentication_token: string
  email: string
  email_verification_id: string
}) =>
  new ApiError(
    403,
    'email_verification_required',
    'Email ownership must be verified before authentication.',
    data,
  )

export const mfaEnrollment = (data: { pending_authentication_token: string; user: object }) =>
  new ApiError(403, 'mfa_enrollment', 'The user must enroll in MFA to finish authenticating.', data)

export const mfaChallenge = (data: {
  pending_authentication_token: string
  authentication_factors: { id: string; type: string }[]
  user: object
}) =>
  new ApiError(
    403,
    'mfa_challenge',
    'The user must complete an MFA challenge to finish authenticating.',
    data,
  )

export const organizationSelectionRequired = (data: {
  pending_authentication_token: string
  organizations: { id: string; name: string }[]
  user: object
}) =>
  new ApiError(
    403,
    'organization_selection_required',
    'The user must choose an organization to finish their authentication.',
    data,
  )

export const invalidPendingAuthenticationToken = () =>
  new ApiError(
    400,
    'invalid_pending_authentication_token',
    'The pending authentication token is invalid or has expired.',
  )

export const invalidOneTimeCode = () =>
  new ApiError(400, 'invalid_one_time_code', 'Invalid one-time code.')
export const oneTimeCodeExpired = (email: string) =>
  new ApiError(400, 'one_time_code_expired', `One-time code for '${email}' has expired.`)
export const oneTimeCodePreviouslyUsed = () =>
  new ApiError(400, 'one_time_code_previously_used', 'This one-time code was already used.')
export const oneTimeCodeTooManyAttempts = () =>
  new ApiError(
    400,
    'one_time_code_too_many_attempts',
    'Too many attempts for this one-time code. Request a new one.',
  )

export const emailAlreadyVerified = () =>
  new ApiError(400, 'email_already_verified', 'The email of this user is already verified.')

export const invalidRequest = (description: string) =>
  new OAuthError('invalid_request', description)
export const missingParameter = (name: string) =>
  invalidRequest(`Missing required parameter: ${name}`)
export const invalidClient = () =>
  new OAuthError('invalid_client', 'Invalid client ID or client secret.')
export const unauthorizedClient = (description: string) =>
  new OAuthError('unauthorized_client', description)
export const invalidGrant = (description: string) => new OAuthError('invalid_grant', description)
export const invalidCode = (code: string) =>
  invalidGrant(`The code '${code}' has expired or is invalid.`)
export const deviceError = (
  error: 'authorization_pending' | 'slow_down' | 'access_denied' | 'expired_token',
  description: string,
) => new OAuthError(error, description)
/** The session of a refresh token is over or never was: whoever keeps the token may forget it. */
export class SessionOverError extends OAuthError {
  constructor(description: string) {
    super('invalid_grant', description)
  }
}
export const organizationNotFound = (id: string) =>
  new OAuthError('organization_not_found', `Organization not found: '${id}'.`)
export const organizationMembershipNotFound = (organizationId: string) =>
  new OAuthError(
    'organization_membership_not_found',
    `The user is no active member of the organization '${organizationId}'.`,
  )
/** As an OAuth error: a session cannot enroll, so the person has to sign in to the organization. */
export const mfaRequiredByOrganization = (organizationId: string) =>
  new OAuthError(
    'mfa_enrollment',
    `The organization '${organizationId}' requires a second factor. Sign in to it anew to prove one.`,
  )
export const signUpNotAllowed = () =>
  new OAuthError('sign_up_not_allowed', 'Sign-up is not enabled for this environment.')
export const authenticationMethodNotAllowed = (method: string) =>
  new OAuthError(
    'authentication_method_not_allowed',
    `Signing in with ${method} is not enabled for this environment.`,
  )
export const invitationInvalid = () =>
  new OAuthError(
    'invitation_invalid',
    'The invitation has expired, was accepted or revoked, or never was. Ask for a new one.',
  )
export const invitationCannotBeUsedForEmail = (email: string) =>
  new OAuthError(
    'invitation_cannot_be_used_for_email',
    `The invitation is for another address than '${email}'.`,
  )
