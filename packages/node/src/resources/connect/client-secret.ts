import { date, list, orNull, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

const clientSecret = shape({
  object: plain<'connect_application_secret'>(),
  id: string,
  /** The last characters. */
  secretHint: string,
  lastUsedAt: orNull(date),
  createdAt: date,
  updatedAt: date,
})

/** A secret of an application, without the secret itself. */
export type ApplicationCredentialsListItem = Value<typeof clientSecret>
/** `ApplicationCredentialsListItem` as the wire carries it. */
export type ApplicationCredentialsListItemResponse = Wire<typeof clientSecret>

export const clientSecrets = list(clientSecret)

export const newClientSecret = shape({
  ...clientSecret.fields,
  /** Shown only in this answer. */
  secret: string,
})

/** A new secret of an application, in the clear. */
export type NewConnectApplicationSecret = Value<typeof newClientSecret>
/** `NewConnectApplicationSecret` as the wire carries it. */
export type NewConnectApplicationSecretResponse = Wire<typeof newClientSecret>

/** Nothing can be said of a new secret yet. */
export type CreateApplicationSecret = object
/** `CreateApplicationSecret` as the wire carries it. */
export type CreateApplicationSecretResponse = object

/** Names one secret. */
export interface DeleteClientSecretOptions {
  /** ID of the secret. */
  id: string
}
