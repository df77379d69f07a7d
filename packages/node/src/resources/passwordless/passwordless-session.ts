import { date, named, number, optional, plain, string } from '../../wire/fields.ts'
import { type Field, shape, type Value, type Wire } from '../../wire/shape.ts'

export const passwordlessSession = shape({
  id: string,
  email: string,
  // The published type of the wire says Date as well, for what is a timestamp in JSON.
  expiresAt: date as unknown as Field<Date>,
  /** The link that signs in, for applications that send it themselves. */
  link: string,
  object: plain<'passwordless_session'>(),
})

/** A sign-in by a link. */
export type PasswordlessSession = Value<typeof passwordlessSession>
/** A passwordless session as the wire carries it. */
export type PasswordlessSessionResponse = Wire<typeof passwordlessSession>

export const createPasswordlessSessionOptions = shape({
  type: plain<'MagicLink'>(),
  email: string,
  redirectURI: named('redirect_uri', optional(string)),
  /** Comes back with the user, unchanged. */
  state: optional(string),
  /** ID of the connection to sign in with. */
  connection: optional(string),
  /** Seconds. */
  expiresIn: optional(number),
})
/** Who is to sign in by a link, and where they come back to. */
export type CreatePasswordlessSessionOptions = Value<typeof createPasswordlessSessionOptions>
/** The body that creates a passwordless session. */
export type SerializedCreatePasswordlessSessionOptions = Wire<
  typeof createPasswordlessSessionOptions
>

/** Whether the link was sent. */
export interface SendSessionResponse {
  message?: string
  success?: boolean
}

export const sentSession = plain<SendSessionResponse>()
