import { pagination } from '../../http/auto-paginatable.ts'
import { nullable, number, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import type { Locale } from './locale.ts'

export const invitationEvent = shape({
  object: plain<'invitation'>(),
  id: string,
  email: string,
  state: plain<'pending' | 'accepted' | 'expired' | 'revoked'>(),
  /** ISO 8601. */
  acceptedAt: nullable(string),
  /** ISO 8601. */
  revokedAt: nullable(string),
  /** ISO 8601. */
  expiresAt: string,
  /** Null where it invites to the application alone. */
  organizationId: nullable(string),
  inviterUserId: nullable(string),
  acceptedUserId: nullable(string),
  /** The role in the organization. */
  roleSlug: nullable(string),
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})

/** An invitation as events tell of it: without the token. */
export type InvitationEvent = Value<typeof invitationEvent>
/** `InvitationEvent` as the wire carries it. */
export type InvitationEventResponse = Wire<typeof invitationEvent>

export const invitation = shape({
  ...invitationEvent.fields,
  token: string,
  /** Where the invited person accepts. */
  acceptInvitationUrl: string,
})

/**
 * An email that asks a person to join, an organization where it names one. It ends when it is
 * accepted, revoked or expires.
 */
export type Invitation = Value<typeof invitation>
/** `Invitation` as the wire carries it. */
export type InvitationResponse = Wire<typeof invitation>

export const listInvitationsOptions = shape({
  ...pagination,
  email: optional(string),
  organizationId: optional(string),
})
/** Which invitations are listed. */
export type ListInvitationsOptions = Value<typeof listInvitationsOptions>
/** `ListInvitationsOptions` as the wire carries it. */
export type SerializedListInvitationsOptions = Wire<typeof listInvitationsOptions>

export const sendInvitationOptions = shape({
  email: string,
  organizationId: optional(string),
  expiresInDays: optional(number),
  inviterUserId: optional(string),
  roleSlug: optional(string),
  /** Language of the email. */
  locale: optional(plain<Locale>()),
})
/** Who is invited, and where to. */
export type SendInvitationOptions = Value<typeof sendInvitationOptions>
/** `SendInvitationOptions` as the wire carries it. */
export type SerializedSendInvitationOptions = Wire<typeof sendInvitationOptions>

export const resendInvitationOptions = shape({
  /** Language of the email. */
  locale: optional(plain<Locale>()),
})
/** How an invitation is sent again. */
export type ResendInvitationOptions = Value<typeof resendInvitationOptions>
/** `ResendInvitationOptions` as the wire carries it. */
export type SerializedResendInvitationOptions = Wire<typeof resendInvitationOptions>
