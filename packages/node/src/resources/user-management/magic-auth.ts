import { absentWhenNull, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const magicAuthEvent = shape({
  object: plain<'magic_auth'>(),
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

/** A Magic Auth code as events tell of it: without the code. */
export type MagicAuthEvent = Value<typeof magicAuthEvent>
/** `MagicAuthEvent` as the wire carries it. */
export type MagicAuthEventResponse = Wire<typeof magicAuthEvent>

export const magicAuth = shape({ ...magicAuthEvent.fields, code: string })

/** A code that signs a user in once. It ends when it is used or expires. */
export type MagicAuth = Value<typeof magicAuth>
/** `MagicAuth` as the wire carries it. */
export type MagicAuthResponse = Wire<typeof magicAuth>

export const createdMagicAuth = shape({
  ...magicAuth.fields,
  /** Names the assessment of this attempt in the sign-in that follows. */
  radarAuthAttemptId: absentWhenNull(string),
})
/** A Magic Auth code that was just created. */
export type CreateMagicAuthResponse = Value<typeof createdMagicAuth>
/** `CreateMagicAuthResponse` as the wire carries it. */
export type CreateMagicAuthResponseResponse = Wire<typeof createdMagicAuth>

export const createMagicAuthOptions = shape({
  email: string,
  invitationToken: optional(string),
  ipAddress: optional(string),
  userAgent: optional(string),
  radarAuthAttemptId: optional(string),
  signalsId: optional(string),
})
/** Who is to sign in, and where the attempt comes from. */
export type CreateMagicAuthOptions = Value<typeof createMagicAuthOptions>
/** `CreateMagicAuthOptions` as the wire carries it. */
export type SerializedCreateMagicAuthOptions = Wire<typeof createMagicAuthOptions>
