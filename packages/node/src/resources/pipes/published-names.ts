/**
 * The published SDK is generated with a name of its own for each use of a shape, so one shape has
 * several. All of them are here; in our own code each has one.
 */
export {
  ConnectedAccountAuthMethod as CreateDataIntegrationAuthMethods,
  ConnectedAccountAuthMethod as DataIntegrationAuthMethods,
  ConnectedAccountAuthMethod as DataIntegrationsListResponseDataAuthMethods,
  ConnectedAccountAuthMethod as DataIntegrationsListResponseDataConnectedAccountAuthMethod,
  ConnectedAccountConnectionRole as DataIntegrationInstallationConnectionRole,
  ConnectedAccountConnectionRole as DataIntegrationsListResponseDataConnectedAccountConnectionRole,
  type ConnectedAccountInput as ConnectedAccountDto,
  type ConnectedAccountInputResponse as ConnectedAccountDtoResponse,
  ConnectedAccountInputState as CreateConnectedAccountState,
  ConnectedAccountInputState as CreateOrganizationConnectedAccountState,
  ConnectedAccountInputState as OrganizationConnectedAccountState,
  ConnectedAccountState as DataIntegrationsListResponseDataConnectedAccountState,
} from './connected-account.ts'
export type {
  GetOrganizationConnectedAccountOptions as DeleteOrganizationConnectedAccountOptions,
  GetUserConnectedAccountOptions as DeleteUserConnectedAccountOptions,
} from './connected-account-options.ts'
export {
  type AccessToken as DataIntegrationAccessTokenResponseAccessToken,
  DataIntegrationCredentialsResponseError as DataIntegrationAccessTokenResponseError,
  type DataIntegrationVendedCredential as DataIntegrationCredentialsResponseCredential,
  type DataIntegrationVendedCredentialResponse as DataIntegrationCredentialsResponseCredentialResponse,
  type SerializedAccessToken as DataIntegrationAccessTokenResponseAccessTokenResponse,
} from './credential.ts'
export {
  DataIntegrationCredentialType as DataIntegrationCredentialsInputType,
  DataIntegrationCredentialType as DataIntegrationCredentialsType,
  DataIntegrationCustomProviderAuthenticateVia as CustomProviderDefinitionAuthenticateVia,
  DataIntegrationCustomProviderAuthenticateVia as UpdateCustomProviderDefinitionAuthenticateVia,
  type GetDataIntegrationOptions as DeleteDataIntegrationOptions,
  type GetDataIntegrationOptions as DeleteOrganizationDataIntegrationOptions,
  type GetDataIntegrationOptions as GetOrganizationDataIntegrationOptions,
  PipesOwnership as CreateDataIntegrationOwnership,
  PipesOwnership as DataIntegrationOwnership,
  PipesOwnership as DataIntegrationsCreateApiKeyConnectionRequestConnectionOwner,
  PipesOwnership as DataIntegrationsCreateClientCredentialsConnectionRequestConnectionOwner,
  PipesOwnership as DataIntegrationsGetDataIntegrationAuthorizeUrlRequestConnectionOwner,
  PipesOwnership as DataIntegrationsGetUserTokenRequestConnectionOwner,
  PipesOwnership as DataIntegrationsListResponseDataConnectionOwner,
  PipesOwnership as DataIntegrationsUpsertApiKeyRequestConnectionOwner,
  PipesOwnership as DataIntegrationsUpsertClientCredentialsRequestConnectionOwner,
  PipesOwnership as DataIntegrationsVendCredentialsRequestConnectionOwner,
} from './data-integration.ts'
export type {
  CreateDataIntegration as CreateDataIntegrationOptions,
  DataIntegrationCredentialsInput as DataIntegrationCredentialsDto,
  DataIntegrationCredentialsInputResponse as DataIntegrationCredentialsDtoResponse,
  UpdateDataIntegrationOptions as UpdateOrganizationDataIntegrationOptions,
} from './data-integration-options.ts'
