import {
  boolean,
  date,
  list,
  metadata,
  nullable,
  optional,
  orNull,
  plain,
  string,
  variants,
} from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import type { PipesOwnership } from './data-integration.ts'

/** Why there is no credential. */
export const DataIntegrationCredentialsResponseError = {
  /** Nobody has connected an account. */
  NotInstalled: 'not_installed',
  /** The person has to allow access again. */
  NeedsReauthorization: 'needs_reauthorization',
} as const
export type DataIntegrationCredentialsResponseError =
  (typeof DataIntegrationCredentialsResponseError)[keyof typeof DataIntegrationCredentialsResponseError]

/** So that a field of the other variants can be read before it is known which one this is. */
const absent = optional(plain<undefined>())

const held = {
  object: plain<'credential'>(),
  /** The access token or the API key. */
  value: string,
  /** What the provider needs to know of this account. Without secrets. */
  config: optional(metadata),
}

const token = {
  /** ISO 8601. Null where it does not expire. */
  expiresAt: nullable(string),
  scopes: list(string),
  /** Scopes of the data integration that the token lacks. */
  missingScopes: list(string),
}

const vendedCredential = variants('auth_method', {
  oauth: shape({ ...held, authMethod: plain<'oauth'>(), ...token, metadata: absent }),
  api_key: shape({
    ...held,
    authMethod: plain<'api_key'>(),
    expiresAt: absent,
    scopes: absent,
    missingScopes: absent,
    metadata: absent,
  }),
  client_credentials: shape({
    ...held,
    authMethod: plain<'client_credentials'>(),
    ...token,
    /** What the provider said beside the token, such as the URL of an instance. */
    metadata: plain<Record<string, unknown>>(),
  }),
})

/** What a request to the provider is authenticated with. */
export type DataIntegrationVendedCredential = Value<typeof vendedCredential>
/** `DataIntegrationVendedCredential` as the wire carries it. */
export type DataIntegrationVendedCredentialResponse = Wire<typeof vendedCredential>

export const credentialsAnswer = variants('active', {
  true: shape({ active: plain<true>(), credential: vendedCredential, error: absent }),
  false: shape({
    active: plain<false>(),
    error: plain<DataIntegrationCredentialsResponseError>(),
    credential: absent,
  }),
})

/** The credential of an account, or why there is none. */
export type DataIntegrationCredentialsResponse = Value<typeof credentialsAnswer>
/** `DataIntegrationCredentialsResponse` as the wire carries it. */
export type DataIntegrationCredentialsResponseWire = Wire<typeof credentialsAnswer>

export const accessToken = shape({
  object: plain<'access_token'>(),
  accessToken: string,
  /** Null where it does not expire. */
  expiresAt: orNull(date),
  scopes: list(string),
  /** Scopes of the data integration that the token lacks. */
  missingScopes: list(string),
})

/** An OAuth access token of the provider. */
export type AccessToken = Value<typeof accessToken>
/** `AccessToken` as the wire carries it. */
export type SerializedAccessToken = Wire<typeof accessToken>

export const accessTokenAnswer = variants('active', {
  true: shape({ active: plain<true>(), accessToken }),
  false: shape({
    active: plain<false>(),
    error: plain<DataIntegrationCredentialsResponseError>(),
  }),
})

/** The access token of an account, or why there is none. */
export type DataIntegrationAccessTokenResponse = Value<typeof accessTokenAnswer>
/** `DataIntegrationAccessTokenResponse` as the wire carries it. */
export type DataIntegrationAccessTokenResponseWire = Wire<typeof accessTokenAnswer>

const request = {
  /** The member who acts for it where an organization is the owner. */
  userId: string,
  /** The account, where there are several. */
  connectedAccountId: optional(string),
  /** `user` when left out. */
  connectionOwner: optional(plain<PipesOwnership>()),
  /** True to see all accounts. Only the compatibility connection is seen when left out. */
  supportsMultipleConnections: optional(boolean),
}

export const credentialRequest = shape({ ...request, organizationId: optional(string) })

/** Whose credential is asked for. */
export type DataIntegrationsVendCredentialsRequest = Value<typeof credentialRequest>
/** `DataIntegrationsVendCredentialsRequest` as the wire carries it. */
export type DataIntegrationsVendCredentialsRequestResponse = Wire<typeof credentialRequest>

/** Whose credential is asked for, and at which provider. */
export type CreateDataIntegrationCredentialOptions = DataIntegrationsVendCredentialsRequest & {
  slug: string
}

export const accessTokenRequest = shape({ ...request, organizationId: optional(nullable(string)) })

/** Whose access token is asked for. */
export type DataIntegrationsGetUserTokenRequest = Value<typeof accessTokenRequest>
/** `DataIntegrationsGetUserTokenRequest` as the wire carries it. */
export type DataIntegrationsGetUserTokenRequestResponse = Wire<typeof accessTokenRequest>

/** Whose access token is asked for, and at which provider. */
export type GetAccessTokenOptions = DataIntegrationsGetUserTokenRequest & {
  /** Slug of the provider, such as `github`. */
  provider: string
}

/** The options of a former `getAccessToken`. */
export interface CreateDataIntegrationTokenOptions {
  slug: string
  userId: string
  organizationId?: string
}
