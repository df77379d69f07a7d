import type { PaginationOptions } from '../../http/auto-paginatable.ts'
import type { PostOptions } from '../../http/request-options.ts'
import { nullable, optional, orNull, plain, string, variants } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export interface OrganizationOwner {
  type: 'organization'
  /** ID of the organization, `org_…`. */
  id: string
}

const userOwner = shape({
  type: plain<'user'>(),
  id: string,
  /** The organization in which the user acts with this key. */
  organizationId: string,
})

export const apiKey = shape({
  object: plain<'api_key'>(),
  id: string,
  owner: variants('type', { organization: plain<OrganizationOwner>(), user: userOwner }),
  name: string,
  /** Enough of the value to recognize it by. */
  obfuscatedValue: string,
  /** ISO 8601, or null for a key that nobody has used yet. */
  lastUsedAt: nullable(string),
  /** Slugs of permissions. */
  permissions: plain<string[]>(),
  createdAt: string,
  updatedAt: string,
})

/** A key with which a customer of the application calls the API of the application. */
export type ApiKey = Value<typeof apiKey>
/** An API key as the wire carries it. */
export type SerializedApiKey = Wire<typeof apiKey>

export const createdApiKey = shape({
  ...apiKey.fields,
  owner: plain<OrganizationOwner>(),
  /** The key itself. It is shown this once. */
  value: string,
})

/** A new API key, with its value. */
export type CreatedApiKey = Value<typeof createdApiKey>
/** A new API key as the wire carries it. */
export type SerializedCreatedApiKey = Wire<typeof createdApiKey>

export const apiKeyValidation = shape({
  apiKey: orNull(apiKey),
  /** The agent registration that the key was made for, where it was made for one. */
  agentRegistrationId: optional(string),
})

/** Which key a value belongs to. `apiKey` is null for a value that is none. */
export type ValidateApiKeyResponse = Value<typeof apiKeyValidation>
/** The same answer as the wire carries it. */
export type SerializedValidateApiKeyResponse = Wire<typeof apiKeyValidation>

/** The value to look up. */
export interface ValidateApiKeyOptions {
  value: string
}

/** Whose API keys to list. */
export interface ListOrganizationApiKeysOptions extends PaginationOptions {
  organizationId: string
}

export const createOrganizationApiKeyOptions = shape({
  name: string,
  /** Slugs of permissions. */
  permissions: optional(plain<string[]>()),
})
/** An API key for an organization. */
export type CreateOrganizationApiKeyOptions = Value<typeof createOrganizationApiKeyOptions> & {
  organizationId: string
}
/** The body that creates an API key. */
export type SerializedCreateOrganizationApiKeyOptions = Wire<typeof createOrganizationApiKeyOptions>
/** What the request that creates an API key may say beside its body. */
export interface CreateOrganizationApiKeyRequestOptions
  extends Pick<PostOptions, 'idempotencyKey'> {}
