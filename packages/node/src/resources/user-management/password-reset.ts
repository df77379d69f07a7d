import { plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const passwordResetEvent = shape({
  object: plain<'password_reset'>(),
  id: string,
  userId: string,
  email: string,
  /** ISO 8601. */
  expiresAt: string,
  /** ISO 8601. */
  createdAt: string,
})

/** A password reset as events tell of it: without the token. */
export type PasswordResetEvent = Value<typeof passwordResetEvent>
/** `PasswordResetEvent` as the wire carries it. */
export type PasswordResetEventResponse = Wire<typeof passwordResetEvent>

export const passwordReset = shape({
  ...passwordResetEvent.fields,
  passwordResetToken: string,
  /** Where the user chooses the new password. */
  passwordResetUrl: string,
})

/** A token that lets a user choose a new password. It ends when it is used or expires. */
export type PasswordReset = Value<typeof passwordReset>
/** `PasswordReset` as the wire carries it. */
export type PasswordResetResponse = Wire<typeof passwordReset>

export const createPasswordResetOptions = shape({ email: string })
/** Who is to choose a new password. */
export type CreatePasswordResetOptions = Value<typeof createPasswordResetOptions>
/** `CreatePasswordResetOptions` as the wire carries it. */
export type SerializedCreatePasswordResetOptions = Wire<typeof createPasswordResetOptions>

export const resetPasswordOptions = shape({ token: string, newPassword: string })
/** The token of a password reset, and the new password. */
export type ResetPasswordOptions = Value<typeof resetPasswordOptions>
/** `ResetPasswordOptions` as the wire carries it. */
export type SerializedResetPasswordOptions = Wire<typeof resetPasswordOptions>
