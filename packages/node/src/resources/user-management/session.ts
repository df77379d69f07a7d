import type { PaginationOptions } from '../../http/auto-paginatable.ts'
import { nullable, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import { impersonator } from './authentication.ts'

/** How a user signed in, as sessions tell it. */
export type AuthMethod =
  | 'cross_app_auth'
  | 'external_auth'
  | 'impersonation'
  | 'magic_code'
  | 'migrated_session'
  | 'oauth'
  | 'passkey'
  | 'password'
  | 'sso'
  | 'unknown'

/** Whether a session goes on, and why it does not. */
export type SessionStatus = 'active' | 'expired' | 'revoked'

export const session = shape({
  object: plain<'session'>(),
  id: string,
  userId: string,
  ipAddress: nullable(string),
  userAgent: nullable(string),
  organizationId: optional(string),
  impersonator: optional(impersonator),
  authMethod: plain<AuthMethod>(),
  status: plain<SessionStatus>(),
  /** ISO 8601. */
  expiresAt: string,
  /** ISO 8601. */
  endedAt: nullable(string),
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})

/** A user is signed in on a device. It ends when it expires, is revoked or the user signs out. */
export type Session = Value<typeof session>
/** `Session` as the wire carries it. */
export type SessionResponse = Wire<typeof session>

/** Which sessions of a user are listed. */
export interface ListSessionsOptions extends PaginationOptions {}
/** `ListSessionsOptions` as the wire carries it. */
export interface SerializedListSessionsOptions extends PaginationOptions {}

export const revokeSessionOptions = shape({ sessionId: string })
/** Which session ends. */
export type RevokeSessionOptions = Value<typeof revokeSessionOptions>
/** `RevokeSessionOptions` as the wire carries it. */
export type SerializedRevokeSessionOptions = Wire<typeof revokeSessionOptions>

/** The body of the request that revokes a session. */
export const serializeRevokeSessionOptions = revokeSessionOptions.write

/** Which session ends, and where the browser goes then. */
export interface LogoutURLOptions {
  /** The claim `sid` of the access token. */
  sessionId: string
  /** One of the sign-out redirects of the environment. */
  returnTo?: string
}
