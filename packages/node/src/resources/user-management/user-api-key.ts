import { pagination } from '../../http/auto-paginatable.ts'
import type { PostOptions } from '../../http/request-options.ts'
import { date, nullable, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const userApiKey = shape({
  object: plain<'api_key'>(),
  id: string,
  owner: shape({ type: plain<'user'>(), id: string, organizationId: string }),
  name: string,
  /** The key with all but its ends hidden, to be told from others. */
  obfuscatedValue: string,
  /** ISO 8601. */
  lastUsedAt: nullable(string),
  /** ISO 8601. Null where the key does not expire. */
  expiresAt: nullable(string),
  permissions: plain<string[]>(),
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})

/** An API key with which a user acts in one organization. */
export type UserApiKey = Value<typeof userApiKey>
/** `UserApiKey` as the wire carries it. */
export type SerializedUserApiKey = Wire<typeof userApiKey>

export const userApiKeyWithValue = shape({
  ...userApiKey.fields,
  /** The key itself. It is told once, when it is created. */
  value: string,
})
/** An API key that was just created. */
export type UserApiKeyWithValue = Value<typeof userApiKeyWithValue>
/** `UserApiKeyWithValue` as the wire carries it. */
export type SerializedUserApiKeyWithValue = Wire<typeof userApiKeyWithValue>

export const createUserApiKeyOptions = shape({
  name: string,
  organizationId: string,
  permissions: optional(plain<string[]>()),
  expiresAt: optional(date),
})
/** What a new API key is for, and how long it lasts. */
export type CreateUserApiKeyOptions = Value<typeof createUserApiKeyOptions>
/** `CreateUserApiKeyOptions` as the wire carries it. */
export type SerializedCreateUserApiKeyOptions = Wire<typeof createUserApiKeyOptions>
/** How the request for an API key is sent. */
export type CreateUserApiKeyRequestOptions = Pick<PostOptions, 'idempotencyKey'>

export const listUserApiKeysOptions = shape({ ...pagination, organizationId: optional(string) })
/** Which API keys of a user are listed. */
export type ListUserApiKeysOptions = Value<typeof listUserApiKeysOptions>
/** `ListUserApiKeysOptions` as the wire carries it. */
export type SerializedListUserApiKeysOptions = Wire<typeof listUserApiKeysOptions>
