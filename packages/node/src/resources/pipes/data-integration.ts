import type { PaginationOptions } from '../../http/auto-paginatable.ts'
import {
  boolean,
  date,
  list,
  metadata,
  named,
  optional,
  orNull,
  plain,
  string,
} from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import type {
  ConnectedAccountAuthMethod,
  ConnectedAccountConnectionRole,
} from './connected-account.ts'

/** Whose accounts are connected: each user's own, or one that an organization shares. */
export const PipesOwnership = {
  User: 'user',
  Organization: 'organization',
} as const
export type PipesOwnership = (typeof PipesOwnership)[keyof typeof PipesOwnership]

/** Whether the settings are such that accounts can be connected. */
export const DataIntegrationState = {
  Valid: 'valid',
  Invalid: 'invalid',
  Requested: 'requested',
} as const
export type DataIntegrationState = (typeof DataIntegrationState)[keyof typeof DataIntegrationState]

/** Whose OAuth application the provider knows. */
export const DataIntegrationCredentialType = {
  /** The environment's own. */
  Custom: 'custom',
  /** Each organization brings its own. */
  Organization: 'organization',
} as const
export type DataIntegrationCredentialType =
  (typeof DataIntegrationCredentialType)[keyof typeof DataIntegrationCredentialType]

/** Where a token request to the provider carries the client's ID and secret. */
export const DataIntegrationCustomProviderAuthenticateVia = {
  RequestBody: 'request_body',
  BasicAuthHeader: 'basic_auth_header',
} as const
export type DataIntegrationCustomProviderAuthenticateVia =
  (typeof DataIntegrationCustomProviderAuthenticateVia)[keyof typeof DataIntegrationCustomProviderAuthenticateVia]

export const dataIntegrationCredential = shape({
  type: plain<DataIntegrationCredentialType>(),
  clientId: orNull(string),
  /** The last four characters. */
  redactedClientSecret: orNull(string),
})

/** The OAuth application of a data integration. Its fields are null where organizations bring theirs. */
export type DataIntegrationCredential = Value<typeof dataIntegrationCredential>
/** `DataIntegrationCredential` as the wire carries it. */
export type DataIntegrationCredentialResponse = Wire<typeof dataIntegrationCredential>

export const dataIntegrationInstallation = shape({
  id: string,
  connectionRole: plain<ConnectedAccountConnectionRole>(),
  accountIdentifier: orNull(string),
  accountDisplayName: orNull(string),
  userId: orNull(string),
  organizationId: orNull(string),
  apiKeyLast4: named('api_key_last_4', orNull(string)),
})

/** The API key that came with a new data integration, and whose it is. */
export type DataIntegrationInstallation = Value<typeof dataIntegrationInstallation>
/** `DataIntegrationInstallation` as the wire carries it. */
export type DataIntegrationInstallationResponse = Wire<typeof dataIntegrationInstallation>

export const dataIntegrationCustomProvider = shape({
  name: string,
  authorizationUrl: orNull(string),
  tokenUrl: orNull(string),
  refreshTokenUrl: orNull(string),
  pkceEnabled: boolean,
  requestScopeSeparator: string,
  scopesRequired: boolean,
  clientSecretRequired: boolean,
  additionalAuthorizationParameters: metadata,
  tokenBodyContentType: string,
  authenticateVia: plain<DataIntegrationCustomProviderAuthenticateVia>(),
})

/** How to reach a provider that is not built in. */
export type DataIntegrationCustomProvider = Value<typeof dataIntegrationCustomProvider>
/** `DataIntegrationCustomProvider` as the wire carries it. */
export type DataIntegrationCustomProviderResponse = Wire<typeof dataIntegrationCustomProvider>

export const dataIntegration = shape({
  object: plain<'data_integration'>(),
  id: string,
  /** Name of the provider, such as `github`. */
  slug: string,
  integrationType: string,
  ownership: optional(plain<PipesOwnership>()),
  description: orNull(string),
  enabled: boolean,
  state: plain<DataIntegrationState>(),
  /** Null for those of the provider. */
  scopes: orNull(list(string)),
  /** To be registered with the provider. Empty where accounts are connected without OAuth. */
  redirectUri: string,
  authMethods: optional(plain<ConnectedAccountAuthMethod[]>()),
  /** Null where accounts are connected without an OAuth application. */
  credentials: orNull(dataIntegrationCredential),
  /** Only in the answer to a creation with an API key. */
  installation: optional(orNull(dataIntegrationInstallation)),
  /** What this provider needs to know, such as the `account` of Snowflake. */
  config: optional(metadata),
  /** Null for a provider that is built in. */
  customProvider: orNull(dataIntegrationCustomProvider),
  createdAt: date,
  updatedAt: date,
})

/** A provider, such as GitHub, that accounts can be connected to. */
export type DataIntegration = Value<typeof dataIntegration>
/** `DataIntegration` as the wire carries it. */
export type DataIntegrationResponse = Wire<typeof dataIntegration>

/** Which data integrations are listed. */
export interface ListDataIntegrationsOptions extends PaginationOptions {
  ownership?: PipesOwnership
}

/** Names one data integration. */
export interface GetDataIntegrationOptions {
  slug: string
}
