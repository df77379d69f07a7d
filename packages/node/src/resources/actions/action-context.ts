import { absentWhenNull, optional, orNull, plain, string, variants } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import { organization } from '../organizations/organization.ts'
import type { AuthenticationMethod } from '../user-management/authentication.ts'
import { invitation } from '../user-management/invitation.ts'
import { organizationMembership } from '../user-management/organization-membership.ts'
import { user } from '../user-management/user.ts'

const attempt = {
  id: string,
  authenticationMethod: optional(plain<AuthenticationMethod>()),
  ipAddress: optional(string),
  userAgent: optional(string),
  deviceFingerprint: optional(string),
}

export const authenticationActionContext = shape({
  ...attempt,
  object: plain<'authentication_action_context'>(),
  user,
  organization: absentWhenNull(organization),
  organizationMembership: absentWhenNull(organizationMembership),
  issuer: optional(string),
})

/** A user is about to be signed in. */
export type AuthenticationActionContext = Value<typeof authenticationActionContext>
export type AuthenticationActionPayload = Wire<typeof authenticationActionContext>

export const userData = shape({
  object: plain<'user_data'>(),
  email: string,
  name: orNull(string),
  firstName: string,
  lastName: string,
})

/** What is known of a person who is no user yet. */
export type UserData = Value<typeof userData>
/** `UserData` as the wire carries it. */
export type UserDataPayload = Wire<typeof userData>

export const userRegistrationActionContext = shape({
  ...attempt,
  object: plain<'user_registration_action_context'>(),
  userData,
  invitation: absentWhenNull(invitation),
})

/** A person is about to become a user. */
export type UserRegistrationActionContext = Value<typeof userRegistrationActionContext>
/** `UserRegistrationActionContext` as the wire carries it. */
export type UserRegistrationActionPayload = Wire<typeof userRegistrationActionContext>

export const actionContext = variants('object', {
  authentication_action_context: authenticationActionContext,
  user_registration_action_context: userRegistrationActionContext,
})

/** What the application is asked to decide about. */
export type ActionContext = Value<typeof actionContext>
/** `ActionContext` as the wire carries it. */
export type ActionPayload = Wire<typeof actionContext>
