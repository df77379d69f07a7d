import { boolean, metadata, nullable, plain, string, withDefault } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const user = shape({
  object: plain<'user'>(),
  id: string,
  email: string,
  emailVerified: boolean,
  firstName: nullable(string),
  lastName: nullable(string),
  profilePictureUrl: nullable(string),
  lastSignInAt: nullable(string),
  locale: nullable(string),
  createdAt: string,
  updatedAt: string,
  externalId: withDefault(nullable(string), () => null),
  metadata: withDefault(metadata, () => ({})),
})

/** A person who can sign in. */
export type User = Value<typeof user>
export type UserResponse = Wire<typeof user>
