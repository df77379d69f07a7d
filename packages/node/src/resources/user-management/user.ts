import { pagination } from '../../http/auto-paginatable.ts'
import {
  absentWhenNull,
  boolean,
  metadata,
  nullable,
  optional,
  orNull,
  plain,
  string,
  withDefault,
} from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const user = shape({
  object: plain<'user'>(),
  id: string,
  email: string,
  emailVerified: boolean,
  /** The full name. */
  name: orNull(string),
  firstName: nullable(string),
  lastName: nullable(string),
  profilePictureUrl: nullable(string),
  /** ISO 8601. */
  lastSignInAt: nullable(string),
  /** BCP 47. */
  locale: nullable(string),
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
  /** The application's own id of the user. */
  externalId: withDefault(string, () => null),
  metadata: withDefault(metadata, () => ({})),
})

/** A person who can sign in. */
export type User = Value<typeof user>
/** `User` as the wire carries it. */
export type UserResponse = Wire<typeof user>

/** What a call answers that has done something for a user. */
export const answerWithUser = shape({ user })

export const createdUser = shape({
  ...user.fields,
  /** Names the assessment of this sign-up in the sign-in that follows. */
  radarAuthAttemptId: absentWhenNull(string),
})
/** A user who was just created. */
export type CreateUserResponse = Value<typeof createdUser>
/** `CreateUserResponse` as the wire carries it. */
export type CreateUserResponseResponse = Wire<typeof createdUser>

/** How a password was hashed where the user comes from. */
export type PasswordHashType = 'bcrypt' | 'firebase-scrypt' | 'ssha' | 'scrypt' | 'argon2'

export const createUserOptions = shape({
  email: string,
  password: optional(string),
  passwordHash: optional(string),
  passwordHashType: optional(plain<PasswordHashType>()),
  name: optional(string),
  firstName: optional(string),
  lastName: optional(string),
  emailVerified: optional(boolean),
  externalId: optional(string),
  metadata: optional(metadata),
  ipAddress: optional(string),
  userAgent: optional(string),
  signalsId: optional(string),
})
/** What is known of a new user. */
export type CreateUserOptions = Value<typeof createUserOptions>
/** `CreateUserOptions` as the wire carries it. */
export type SerializedCreateUserOptions = Wire<typeof createUserOptions>

export const userChanges = shape({
  email: optional(string),
  name: optional(string),
  firstName: optional(string),
  lastName: optional(string),
  emailVerified: optional(boolean),
  password: optional(string),
  passwordHash: optional(string),
  passwordHashType: optional(plain<PasswordHashType>()),
  externalId: optional(string),
  locale: optional(string),
  /** A key with null is removed. */
  metadata: optional(plain<Record<string, string | null>>()),
})
/** A user, and what is to change about them. */
export type UpdateUserOptions = Value<typeof userChanges> & { userId: string }
/** `UpdateUserOptions` as the wire carries it. */
export type SerializedUpdateUserOptions = Wire<typeof userChanges>

export const passwordChange = shape({ password: string })
/** @deprecated A password is changed with `UpdateUserOptions`. */
/** A user, and the password that they are to have. */
export type UpdateUserPasswordOptions = Value<typeof passwordChange> & { userId: string }
/** @deprecated A password is changed with `SerializedUpdateUserOptions`. */
/** `UpdateUserPasswordOptions` as the wire carries it. */
export type SerializedUpdateUserPasswordOptions = Wire<typeof passwordChange>

export const listUsersOptions = shape({
  ...pagination,
  email: optional(string),
  /** Only members of this organization. */
  organizationId: optional(string),
})
/** Which users are listed. */
export type ListUsersOptions = Value<typeof listUsersOptions>
/** `ListUsersOptions` as the wire carries it. */
export type SerializedListUsersOptions = Wire<typeof listUsersOptions>
