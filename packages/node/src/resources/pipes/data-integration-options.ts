import { boolean, list, metadata, nullable, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import type { ConnectedAccountAuthMethod } from './connected-account.ts'
import type {
  DataIntegrationCredentialType,
  DataIntegrationCustomProviderAuthenticateVia,
  GetDataIntegrationOptions,
  PipesOwnership,
} from './data-integration.ts'

export const dataIntegrationCredentialsInput = shape({
  type: plain<DataIntegrationCredentialType>(),
  /** Required for `custom`. */
  clientId: optional(string),
  /** Required for `custom`. */
  clientSecret: optional(string),
})

/** The OAuth application of a data integration, with its secret. */
export type DataIntegrationCredentialsInput = Value<typeof dataIntegrationCredentialsInput>
/** `DataIntegrationCredentialsInput` as the wire carries it. */
export type DataIntegrationCredentialsInputResponse = Wire<typeof dataIntegrationCredentialsInput>

export const apiKeyInstallation = shape({
  secret: string,
  userId: string,
  organizationId: optional(string),
})

/** An API key of the provider, for one user. */
export type ApiKeyInstallation = Value<typeof apiKeyInstallation>
/** `ApiKeyInstallation` as the wire carries it. */
export type ApiKeyInstallationResponse = Wire<typeof apiKeyInstallation>

const providerDetails = {
  refreshTokenUrl: optional(nullable(string)),
  /** True when left out. */
  pkceEnabled: optional(boolean),
  /** A space when left out. */
  requestScopeSeparator: optional(string),
  /** Whether an account needs at least one scope. False when left out. */
  scopesRequired: optional(boolean),
  /** True when left out. */
  clientSecretRequired: optional(boolean),
  additionalAuthorizationParameters: optional(metadata),
  tokenBodyContentType: optional(string),
  authenticateVia: optional(plain<DataIntegrationCustomProviderAuthenticateVia>()),
  /** Required for OAuth. */
  authorizationUrl: optional(string),
  /** Required unless accounts are connected by API keys. */
  tokenUrl: optional(string),
}

export const customProviderDefinition = shape({ name: string, ...providerDetails })

/** How to reach a provider that is not built in. */
export type CustomProviderDefinition = Value<typeof customProviderDefinition>
/** `CustomProviderDefinition` as the wire carries it. */
export type CustomProviderDefinitionResponse = Wire<typeof customProviderDefinition>

export const updateCustomProviderDefinition = shape({ name: optional(string), ...providerDetails })

/** Only what is given changes. */
export type UpdateCustomProviderDefinition = Value<typeof updateCustomProviderDefinition>
/** `UpdateCustomProviderDefinition` as the wire carries it. */
export type UpdateCustomProviderDefinitionResponse = Wire<typeof updateCustomProviderDefinition>

const settings = {
  description: optional(nullable(string)),
  enabled: optional(boolean),
  /** Null for those of the provider. */
  scopes: optional(nullable(list(string))),
  /** Required for OAuth. */
  credentials: optional(dataIntegrationCredentialsInput),
  apiKey: optional(apiKeyInstallation),
}

export const createDataIntegration = shape({
  ...settings,
  /** Slug of a built-in provider, or a new one that `customProvider` describes. */
  provider: string,
  /** `user` when left out. Never changes. */
  ownership: optional(plain<PipesOwnership>()),
  /** OAuth when left out. */
  authMethods: optional(plain<ConnectedAccountAuthMethod[]>()),
  /** What this provider needs to know, such as the `account` of Snowflake. */
  config: optional(metadata),
  customProvider: optional(customProviderDefinition),
})

/** A data integration to be. */
export type CreateDataIntegration = Value<typeof createDataIntegration>
/** `CreateDataIntegration` as the wire carries it. */
export type CreateDataIntegrationResponse = Wire<typeof createDataIntegration>

export const updateDataIntegration = shape({
  ...settings,
  customProvider: optional(updateCustomProviderDefinition),
})

/** What is left out stays. */
export type UpdateDataIntegration = Value<typeof updateDataIntegration>
/** `UpdateDataIntegration` as the wire carries it. */
export type UpdateDataIntegrationResponse = Wire<typeof updateDataIntegration>

/** What changes of one data integration. */
export type UpdateDataIntegrationOptions = UpdateDataIntegration & GetDataIntegrationOptions
