import { nullable, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const authenticationEventSso = shape({
  connectionId: string,
  organizationId: string,
  sessionId: optional(string),
})

/** The connection through which a user signed in. */
export type AuthenticationEventSso = Value<typeof authenticationEventSso>
/** `AuthenticationEventSso` as the wire carries it. */
export type AuthenticationEventSsoResponse = Wire<typeof authenticationEventSso>

export const authenticationEvent = shape({
  email: nullable(string),
  error: optional(plain<{ code: string; message: string }>()),
  ipAddress: nullable(string),
  sso: optional(authenticationEventSso),
  status: plain<'failed' | 'succeeded'>(),
  type: plain<'sso' | 'password' | 'oauth' | 'mfa' | 'magic_auth' | 'email_verification'>(),
  userAgent: nullable(string),
  userId: nullable(string),
})

/** A sign-in that succeeded or failed, as events tell of it. */
export type AuthenticationEvent = Value<typeof authenticationEvent>
/** `AuthenticationEvent` as the wire carries it. */
export type AuthenticationEventResponse = Wire<typeof authenticationEvent>

export const authenticationRadarRiskDetectedEvent = shape({
  authMethod: string,
  action: plain<'signup' | 'login'>(),
  control: nullable(string),
  blocklistType: nullable(string),
  ipAddress: nullable(string),
  userAgent: nullable(string),
  userId: string,
  email: string,
})

/** A sign-up or sign-in that looked risky, as events tell of it. */
export type AuthenticationRadarRiskDetectedEventData = Value<
  typeof authenticationRadarRiskDetectedEvent
>
/** `AuthenticationRadarRiskDetectedEventData` as the wire carries it. */
export type AuthenticationRadarRiskDetectedEventResponseData = Wire<
  typeof authenticationRadarRiskDetectedEvent
>
