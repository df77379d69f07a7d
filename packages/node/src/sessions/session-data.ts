import type {
  AuthenticationResponse,
  Impersonator,
} from '../resources/user-management/authentication.ts'
import type { User } from '../resources/user-management/user.ts'

/** What of a sign-in is sealed into a cookie. */
export type SessionCookieData = Pick<
  AuthenticationResponse,
  | 'accessToken'
  | 'authenticationMethod'
  | 'impersonator'
  | 'organizationId'
  | 'refreshToken'
  | 'user'
>

/** The claims of an access token that tell about the session. */
export interface UserManagementAccessToken {
  /** Names the session. */
  sid: string
  org_id?: string
  role?: string
  roles?: string[]
  permissions?: string[]
  entitlements?: string[]
  feature_flags?: string[]
}

/** The cookie of a request and what opens it. */
export interface AuthenticateWithSessionCookieOptions {
  sessionData: string
  /** At least 32 characters. `WORKOS_COOKIE_PASSWORD` when left out. */
  cookiePassword?: string | string[]
}

/** Why a cookie signs nobody in. */
export const AuthenticateWithSessionCookieFailureReason = {
  /** The access token has expired, or no key of the environment has signed it. */
  INVALID_JWT: 'invalid_jwt',
  /** No cookie password opens it, or there is no access token in it. */
  INVALID_SESSION_COOKIE: 'invalid_session_cookie',
  NO_SESSION_COOKIE_PROVIDED: 'no_session_cookie_provided',
} as const
export type AuthenticateWithSessionCookieFailureReason =
  (typeof AuthenticateWithSessionCookieFailureReason)[keyof typeof AuthenticateWithSessionCookieFailureReason]

/** Nobody is signed in. */
export type AuthenticateWithSessionCookieFailedResponse = {
  authenticated: false
  reason: AuthenticateWithSessionCookieFailureReason
}

/** Who is signed in, and what the access token says of it. */
export type AuthenticateWithSessionCookieSuccessResponse = {
  authenticated: true
  accessToken: string
  authenticationMethod: AuthenticationResponse['authenticationMethod']
  sessionId: string
  organizationId?: string
  role?: string
  roles?: string[]
  permissions?: string[]
  entitlements?: string[]
  featureFlags?: string[]
  user: User
  impersonator?: Impersonator
}
