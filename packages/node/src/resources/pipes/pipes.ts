import type { AutoPaginatable } from '../../http/auto-paginatable.ts'
import { path } from '../../http/path.ts'
import { Resource } from '../resource.ts'
import {
  type ConnectedAccount,
  connectedAccount,
  connectedAccountInput,
  createConnectedAccount,
  createOrganizationConnectedAccount,
  organizationConnectedAccount,
} from './connected-account.ts'
import {
  type CreateOrganizationConnectedAccountOptions,
  type CreateUserConnectedAccountOptions,
  connectionQuery,
  type GetOrganizationConnectedAccountOptions,
  type GetUserConnectedAccountOptions,
  type UpdateOrganizationConnectedAccountOptions,
  type UpdateUserConnectedAccountOptions,
} from './connected-account-options.ts'
import {
  type AuthorizeDataIntegrationOptions,
  authorizationRequest,
  authorizationUrl,
  type CreateDataIntegrationApiKeyOptions,
  type CreateDataIntegrationClientCredentialOptions,
  createApiKeyConnection,
  createClientCredentialsConnection,
  type DataIntegrationAuthorizeUrlResponse,
  type UpdateDataIntegrationApiKeyOptions,
  type UpdateDataIntegrationClientCredentialsOptions,
  upsertApiKey,
  upsertClientCredentials,
} from './connection-request.ts'
import {
  accessTokenAnswer,
  accessTokenRequest,
  type CreateDataIntegrationCredentialOptions,
  credentialRequest,
  credentialsAnswer,
  type DataIntegrationAccessTokenResponse,
  type DataIntegrationCredentialsResponse,
  type GetAccessTokenOptions,
} from './credential.ts'
import {
  type DataIntegration,
  dataIntegration,
  type GetDataIntegrationOptions,
  type ListDataIntegrationsOptions,
} from './data-integration.ts'
import {
  type CreateDataIntegration,
  createDataIntegration,
  type UpdateDataIntegrationOptions,
  updateDataIntegration,
} from './data-integration-options.ts'
import {
  type DataIntegrationsListResponse,
  dataProviders,
  type ListOrganizationDataProvidersOptions,
  type ListUserDataProvidersOptions,
} from './data-provider.ts'

/** Accounts of users and organizations at other providers, such as GitHub, and access to them. */
export class Pipes extends Resource {
  /**
   * Lists data integrations, of users and of organizations, newest first.
   *
   * @throws {UnprocessableEntityException} for a limit outside 1 to 100.
   * @example
   * const integrations = await workos.pipes.listDataIntegrations({ ownership: 'user' })
   */
  async listDataIntegrations(
    options?: ListDataIntegrationsOptions,
  ): Promise<AutoPaginatable<DataIntegration, ListDataIntegrationsOptions>> {
    return this.list('/data-integrations', dataIntegration, options)
  }

  /**
   * Makes it possible to connect accounts to a provider: one that is built in, or a custom one.
   *
   * @throws {ConflictException} for a provider that has a data integration of this ownership.
   * @example
   * await workos.pipes.createDataIntegration({
   *   provider: 'github',
   *   enabled: true,
   *   credentials: { type: 'custom', clientId: 'Iv1.…', clientSecret: '…' },
   * })
   */
  async createDataIntegration(options: CreateDataIntegration): Promise<DataIntegration> {
    const body = createDataIntegration.write(options)
    return this.post('/data-integrations', body, dataIntegration)
  }

  /**
   * Reads the data integration to which users connect their accounts.
   *
   * @throws {NotFoundException} for a provider without one.
   * @example
   * const { enabled } = await workos.pipes.getDataIntegration({ slug: 'github' })
   */
  async getDataIntegration({ slug }: GetDataIntegrationOptions): Promise<DataIntegration> {
    return this.get(path`/data-integrations/${slug}`, dataIntegration)
  }

  /**
   * Changes what is given of the data integration of users, and leaves the rest.
   *
   * @throws {NotFoundException} for a provider without one.
   * @example
   * await workos.pipes.updateDataIntegration({ slug: 'github', scopes: ['repo'] })
   */
  async updateDataIntegration({
    slug,
    ...changes
  }: UpdateDataIntegrationOptions): Promise<DataIntegration> {
    const body = updateDataIntegration.write(changes)
    return this.put(path`/data-integrations/${slug}`, body, dataIntegration)
  }

  /**
   * Deletes the data integration of users with every account connected to it.
   *
   * @throws {NotFoundException} for a provider without one.
   * @example
   * await workos.pipes.deleteDataIntegration({ slug: 'github' })
   */
  async deleteDataIntegration({ slug }: GetDataIntegrationOptions): Promise<void> {
    return this.workos.delete(path`/data-integrations/${slug}`)
  }

  /**
   * Connects another account by an API key of the provider.
   *
   * @throws {NotFoundException} with the code `multiple_connections_unavailable` where there may be
   *   only one. `updateDataIntegrationApiKey` renews it.
   * @example
   * await workos.pipes.createDataIntegrationApiKey({
   *   slug: 'openai', userId: 'user_01…', secret: 'sk-…', connectionIntent: 'add',
   * })
   */
  async createDataIntegrationApiKey({
    slug,
    ...connection
  }: CreateDataIntegrationApiKeyOptions): Promise<ConnectedAccount> {
    const body = createApiKeyConnection.write(connection)
    return this.post(path`/data-integrations/${slug}/api-key`, body, connectedAccount)
  }

  /**
   * Connects an account by an API key of the provider, or gives it a new key.
   *
   * @throws {NotFoundException} for a provider, user or account that is not there.
   * @example
   * await workos.pipes.updateDataIntegrationApiKey({
   *   slug: 'openai', userId: 'user_01…', secret: 'sk-…',
   * })
   */
  async updateDataIntegrationApiKey({
    slug,
    ...connection
  }: UpdateDataIntegrationApiKeyOptions): Promise<ConnectedAccount> {
    const body = upsertApiKey.write(connection)
    return this.put(path`/data-integrations/${slug}/api-key`, body, connectedAccount)
  }

  /**
   * Asks for the URL where a person allows access to an account.
   *
   * @throws {BadRequestException} for a missing value of `config`.
   * @throws {NotFoundException} for a provider without a data integration.
   * @example
   * const { url } = await workos.pipes.authorizeDataIntegration({
   *   slug: 'github', userId: 'user_01…', returnTo: 'https://example.com/settings',
   * })
   */
  async authorizeDataIntegration({
    slug,
    ...request
  }: AuthorizeDataIntegrationOptions): Promise<DataIntegrationAuthorizeUrlResponse> {
    const body = authorizationRequest.write(request)
    return this.post(path`/data-integrations/${slug}/authorize`, body, authorizationUrl)
  }

  /**
   * Connects another account by client credentials of the provider.
   *
   * @throws {NotFoundException} with the code `multiple_connections_unavailable` where there may be
   *   only one. `updateDataIntegrationClientCredentials` renews it.
   * @example
   * await workos.pipes.createDataIntegrationClientCredential({
   *   slug: 'salesforce',
   *   userId: 'user_01…',
   *   clientId: '…',
   *   clientSecret: '…',
   *   connectionIntent: 'add',
   * })
   */
  async createDataIntegrationClientCredential({
    slug,
    ...connection
  }: CreateDataIntegrationClientCredentialOptions): Promise<ConnectedAccount> {
    const body = createClientCredentialsConnection.write(connection)
    return this.post(path`/data-integrations/${slug}/client-credentials`, body, connectedAccount)
  }

  /**
   * Connects an account by client credentials of the provider, or gives it new ones.
   *
   * @throws {NotFoundException} for a provider, user or account that is not there.
   * @example
   * await workos.pipes.updateDataIntegrationClientCredentials({
   *   slug: 'salesforce', userId: 'user_01…', clientId: '…', clientSecret: '…',
   * })
   */
  async updateDataIntegrationClientCredentials({
    slug,
    ...connection
  }: UpdateDataIntegrationClientCredentialsOptions): Promise<ConnectedAccount> {
    const body = upsertClientCredentials.write(connection)
    return this.put(path`/data-integrations/${slug}/client-credentials`, body, connectedAccount)
  }

  /**
   * Gets what requests to the provider are authenticated with: an access token that has not expired,
   * or the API key. `active` is false where there is none, and `error` says why.
   *
   * @throws {ConflictException} where several accounts fit and none was chosen.
   * @example
   * const { credential } = await workos.pipes.createDataIntegrationCredential({
   *   slug: 'github', userId: 'user_01…',
   * })
   */
  async createDataIntegrationCredential({
    slug,
    ...request
  }: CreateDataIntegrationCredentialOptions): Promise<DataIntegrationCredentialsResponse> {
    const body = credentialRequest.write(request)
    return this.post(path`/data-integrations/${slug}/credentials`, body, credentialsAnswer)
  }

  /**
   * Reads the data integration to which organizations connect their accounts.
   *
   * @throws {NotFoundException} for a provider without one.
   * @example
   * const { enabled } = await workos.pipes.getOrganizationDataIntegration({ slug: 'github' })
   */
  async getOrganizationDataIntegration({
    slug,
  }: GetDataIntegrationOptions): Promise<DataIntegration> {
    return this.get(path`/data-integrations/${slug}/organization`, dataIntegration)
  }

  /**
   * Changes what is given of the data integration of organizations, and leaves the rest.
   *
   * @throws {NotFoundException} for a provider without one.
   * @example
   * await workos.pipes.updateOrganizationDataIntegration({ slug: 'github', enabled: true })
   */
  async updateOrganizationDataIntegration({
    slug,
    ...changes
  }: UpdateDataIntegrationOptions): Promise<DataIntegration> {
    const body = updateDataIntegration.write(changes)
    return this.put(path`/data-integrations/${slug}/organization`, body, dataIntegration)
  }

  /**
   * Deletes the data integration of organizations with every account connected to it.
   *
   * @throws {NotFoundException} for a provider without one.
   * @example
   * await workos.pipes.deleteOrganizationDataIntegration({ slug: 'github' })
   */
  async deleteOrganizationDataIntegration({ slug }: GetDataIntegrationOptions): Promise<void> {
    return this.workos.delete(path`/data-integrations/${slug}/organization`)
  }

  /**
   * Gets an OAuth access token of the provider that has not expired. `active` is false where there is
   * none, and `error` says why.
   *
   * @throws {ConflictException} where several accounts fit and none was chosen.
   * @example
   * const answer = await workos.pipes.getAccessToken({ provider: 'github', userId: 'user_01…' })
   * if (answer.active) console.log(answer.accessToken.missingScopes)
   */
  async getAccessToken({
    provider,
    ...request
  }: GetAccessTokenOptions): Promise<DataIntegrationAccessTokenResponse> {
    const body = accessTokenRequest.write(request)
    return this.post(path`/data-integrations/${provider}/token`, body, accessTokenAnswer)
  }

  /**
   * Reads the account that an organization connected to a provider.
   *
   * @throws {NotFoundException} where no account is connected.
   * @throws {ConflictException} where several accounts fit and none was chosen.
   * @example
   * const { state } = await workos.pipes.getOrganizationConnectedAccount({
   *   organizationId: 'org_01…', slug: 'github',
   * })
   */
  async getOrganizationConnectedAccount({
    organizationId,
    slug,
    ...choice
  }: GetOrganizationConnectedAccountOptions): Promise<ConnectedAccount> {
    const query = connectionQuery.write(choice)
    return this.get(accountOfOrganization(organizationId, slug), connectedAccount, { query })
  }

  /**
   * Takes over tokens that an organization gave to the application elsewhere.
   *
   * @throws {ConflictException} where an account is connected.
   * @example
   * await workos.pipes.createOrganizationConnectedAccount({
   *   organizationId: 'org_01…', slug: 'github', userId: 'user_01…', accessToken: 'gho_…',
   * })
   */
  async createOrganizationConnectedAccount({
    organizationId,
    slug,
    ...account
  }: CreateOrganizationConnectedAccountOptions): Promise<ConnectedAccount> {
    const body = createOrganizationConnectedAccount.write(account)
    return this.post(accountOfOrganization(organizationId, slug), body, connectedAccount)
  }

  /**
   * Changes the tokens, scopes or state of an account of an organization.
   *
   * @throws {NotFoundException} where no account is connected.
   * @example
   * await workos.pipes.updateOrganizationConnectedAccount({
   *   organizationId: 'org_01…', slug: 'github', userId: 'user_01…', state: 'needs_reauthorization',
   * })
   */
  async updateOrganizationConnectedAccount({
    organizationId,
    slug,
    ...changes
  }: UpdateOrganizationConnectedAccountOptions): Promise<ConnectedAccount> {
    const body = organizationConnectedAccount.write(changes)
    const query = connectionQuery.write(changes)
    return this.put(accountOfOrganization(organizationId, slug), body, connectedAccount, { query })
  }

  /**
   * Forgets an account of an organization with its tokens. The provider is not told.
   *
   * @throws {NotFoundException} where no account is connected.
   * @throws {ConflictException} where several accounts fit and none was chosen.
   * @example
   * await workos.pipes.deleteOrganizationConnectedAccount({
   *   organizationId: 'org_01…', slug: 'github',
   * })
   */
  async deleteOrganizationConnectedAccount({
    organizationId,
    slug,
    ...choice
  }: GetOrganizationConnectedAccountOptions): Promise<void> {
    const query = connectionQuery.write(choice)
    return this.workos.delete(accountOfOrganization(organizationId, slug), query)
  }

  /**
   * Lists the providers that organizations can connect to, with the accounts of one of them.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @example
   * const { data } = await workos.pipes.listOrganizationDataProviders({ organizationId: 'org_01…' })
   */
  async listOrganizationDataProviders({
    organizationId,
    ...choice
  }: ListOrganizationDataProvidersOptions): Promise<DataIntegrationsListResponse> {
    const query = connectionQuery.write(choice)
    return this.get(path`/organizations/${organizationId}/data_providers`, dataProviders, { query })
  }

  /**
   * Reads the account that a user connected to a provider.
   *
   * @throws {NotFoundException} where no account is connected.
   * @throws {ConflictException} where several accounts fit and none was chosen.
   * @example
   * const { state } = await workos.pipes.getUserConnectedAccount({
   *   userId: 'user_01…', slug: 'github',
   * })
   */
  async getUserConnectedAccount({
    userId,
    slug,
    ...choice
  }: GetUserConnectedAccountOptions): Promise<ConnectedAccount> {
    const query = connectionQuery.write(choice)
    return this.get(accountOfUser(userId, slug), connectedAccount, { query })
  }

  /**
   * Takes over tokens that a user gave to the application elsewhere.
   *
   * @throws {ConflictException} where an account is connected.
   * @example
   * await workos.pipes.createUserConnectedAccount({
   *   userId: 'user_01…', slug: 'github', accessToken: 'gho_…', scopes: ['repo'],
   * })
   */
  async createUserConnectedAccount({
    userId,
    slug,
    organizationId,
    ...account
  }: CreateUserConnectedAccountOptions): Promise<ConnectedAccount> {
    const body = createConnectedAccount.write(account)
    const query = connectionQuery.write({ organizationId })
    return this.post(accountOfUser(userId, slug), body, connectedAccount, { query })
  }

  /**
   * Changes the tokens, scopes or state of an account of a user.
   *
   * @throws {NotFoundException} where no account is connected.
   * @example
   * await workos.pipes.updateUserConnectedAccount({
   *   userId: 'user_01…', slug: 'github', state: 'needs_reauthorization',
   * })
   */
  async updateUserConnectedAccount({
    userId,
    slug,
    ...changes
  }: UpdateUserConnectedAccountOptions): Promise<ConnectedAccount> {
    const body = connectedAccountInput.write(changes)
    const query = connectionQuery.write(changes)
    return this.put(accountOfUser(userId, slug), body, connectedAccount, { query })
  }

  /**
   * Forgets an account of a user with its tokens. The provider is not told.
   *
   * @throws {NotFoundException} where no account is connected.
   * @throws {ConflictException} where several accounts fit and none was chosen.
   * @example
   * await workos.pipes.deleteUserConnectedAccount({ userId: 'user_01…', slug: 'github' })
   */
  async deleteUserConnectedAccount({
    userId,
    slug,
    ...choice
  }: GetUserConnectedAccountOptions): Promise<void> {
    const query = connectionQuery.write(choice)
    return this.workos.delete(accountOfUser(userId, slug), query)
  }

  /**
   * Lists the providers of the environment with the accounts of one user.
   *
   * @throws {NotFoundException} for an id that is no user's.
   * @example
   * const { data } = await workos.pipes.listUserDataProviders({ userId: 'user_01…' })
   */
  async listUserDataProviders({
    userId,
    ...choice
  }: ListUserDataProvidersOptions): Promise<DataIntegrationsListResponse> {
    const query = connectionQuery.write(choice)
    return this.get(path`/user_management/users/${userId}/data_providers`, dataProviders, { query })
  }
}

function accountOfOrganization(organizationId: string, slug: string) {
  return path`/organizations/${organizationId}/connected_accounts/${slug}`
}

function accountOfUser(userId: string, slug: string) {
  return path`/user_management/users/${userId}/connected_accounts/${slug}`
}
