import { plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const emailVerificationEvent = shape({
  object: plain<'email_verification'>(),
  id: string,
  userId: string,
  email: string,
  /** ISO 8601. */
  expiresAt: string,
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})

/** An email verification as events tell of it: without the code. */
export type EmailVerificationEvent = Value<typeof emailVerificationEvent>
/** `EmailVerificationEvent` as the wire carries it. */
export type EmailVerificationEventResponse = Wire<typeof emailVerificationEvent>

export const emailVerification = shape({ ...emailVerificationEvent.fields, code: string })

/** A code that proves an email address. It ends when it is used or expires. */
export type EmailVerification = Value<typeof emailVerification>
/** `EmailVerification` as the wire carries it. */
export type EmailVerificationResponse = Wire<typeof emailVerification>

/** Who is sent a code. */
export interface SendVerificationEmailOptions {
  userId: string
}

export const verifyEmailOptions = shape({ code: string })
/** The code that a user was sent. */
export type VerifyEmailOptions = Value<typeof verifyEmailOptions> & { userId: string }
/** `VerifyEmailOptions` as the wire carries it. */
export type SerializedVerifyEmailOptions = Wire<typeof verifyEmailOptions>
