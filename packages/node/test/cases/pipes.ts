import type { WorkOS } from '@workos-inc/node'
import type { CasesOf } from '../both-sdks.ts'
import { one, page } from '../fixtures.ts'

const created = { created_at: '2026-01-15T12:00:00.000Z', updated_at: '2026-01-16T12:00:00.000Z' }

const integration = {
  object: 'data_integration',
  id: 'data_integration_01EHZNVPK3SFK441A1RGBFSHRT',
  slug: 'acme-docs',
  integration_type: 'acme-docs',
  ownership: 'user',
  description: 'The documents of Acme',
  enabled: true,
  state: 'valid',
  scopes: ['docs:read'],
  redirect_uri: 'https://api.example.com/data-integrations/callback',
  auth_methods: ['oauth', 'api_key'],
  credentials: { type: 'custom', client_id: 'docs_1', redacted_client_secret: 'c4f3', new: 1 },
  installation: {
    id: 'data_installation_1',
    connection_role: 'compatibility',
    account_identifier: 'ada@docs',
    account_display_name: 'Ada',
    user_id: 'user_1',
    organization_id: 'org_1',
    api_key_last_4: 'beef',
  },
  config: { accountRegion: 'eu' },
  custom_provider: {
    name: 'Acme Docs',
    authorization_url: 'https://docs.example.com/authorize',
    token_url: 'https://docs.example.com/token',
    refresh_token_url: 'https://docs.example.com/refresh',
    pkce_enabled: true,
    request_scope_separator: ' ',
    scopes_required: false,
    client_secret_required: true,
    additional_authorization_parameters: { accessType: 'offline' },
    token_body_content_type: 'application/json',
    authenticate_via: 'basic_auth_header',
  },
  a_field_of_tomorrow: true,
  ...created,
}

/** Everything that a server may leave out is left out, and the parts are as bare. */
const bareIntegration = {
  object: 'data_integration',
  id: 'data_integration_2',
  slug: 'github',
  integration_type: 'github',
  enabled: false,
  state: 'requested',
  redirect_uri: '',
  credentials: { type: 'organization' },
  installation: { id: 'data_installation_2', connection_role: 'standard' },
  custom_provider: { name: 'GitHub' },
  ...created,
}
const builtInIntegration = {
  ...bareIntegration,
  description: null,
  scopes: null,
  credentials: null,
  installation: null,
  custom_provider: null,
}

const account = {
  object: 'connected_account',
  id: 'data_installation_01EHZNVPK3SFK441A1RGBFSHRT',
  connection_role: 'compatibility',
  account_identifier: 'ada',
  account_display_name: 'Ada Lovelace',
  user_id: 'user_1',
  organization_id: 'org_1',
  scopes: ['repo'],
  auth_method: 'client_credentials',
  api_key_last_4: 'beef',
  client_id: 'client_1',
  client_secret_last_4: 'c4f3',
  config: { accountRegion: 'eu' },
  state: 'connected',
  a_field_of_tomorrow: true,
  ...created,
}
const bareAccount = {
  object: 'connected_account',
  id: 'data_installation_2',
  scopes: [],
  state: 'needs_reauthorization',
  ...created,
}

const provider = {
  object: 'data_provider',
  id: 'data_integration_1',
  name: 'GitHub',
  description: 'Reads your repositories',
  slug: 'github',
  integration_type: 'github',
  credentials_type: 'oauth2',
  scopes: ['repo'],
  auth_methods: ['oauth'],
  connection_owner: 'user',
  ownership: 'userland_user',
  connected_account: { ...account, userland_user_id: 'user_1' },
  connected_accounts: [{ ...account, userland_user_id: 'user_1' }, bareAccount],
  a_field_of_tomorrow: true,
  ...created,
}
/** The server says these twice. */
const olderNames = {
  integrationType: provider.integration_type,
  credentialsType: provider.credentials_type,
  createdAt: provider.created_at,
  updatedAt: provider.updated_at,
  connected_account: {
    ...provider.connected_account,
    userlandUserId: 'user_1',
    organizationId: null,
    createdAt: provider.created_at,
    updatedAt: provider.updated_at,
  },
}
const bareProvider = {
  object: 'data_provider',
  id: 'data_integration_2',
  name: 'Slack',
  slug: 'slack',
  integration_type: 'slack',
  credentials_type: 'oauth2',
  ownership: 'organization',
  ...created,
}
const providers = one({ object: 'list', data: [provider, bareProvider] })

const customProvider = {
  name: 'Acme Docs',
  authorizationUrl: 'https://docs.example.com/authorize',
  tokenUrl: 'https://docs.example.com/token',
  refreshTokenUrl: null,
  pkceEnabled: false,
  requestScopeSeparator: ',',
  scopesRequired: true,
  clientSecretRequired: false,
  additionalAuthorizationParameters: { accessType: 'offline' },
  tokenBodyContentType: 'application/json',
  authenticateVia: 'request_body',
}
const credentials = { type: 'custom', clientId: 'docs_1', clientSecret: 'secret' }
const apiKey = { secret: 'sk-12345', userId: 'user_1', organizationId: 'org_1' }
const changes = {
  slug: 'acme docs',
  description: 'The documents of Acme',
  enabled: true,
  scopes: ['docs:read'],
  credentials,
  apiKey,
  customProvider,
}
const owner = { userId: 'user_1', organizationId: 'org_1', connectionOwner: 'organization' }
const clientCredentials = { clientId: 'docs_1', clientSecret: 'secret', config: { myRegion: 'eu' } }
const renewal = { connectedAccountId: 'data_installation_1', connectionIntent: 'reauthorize' }
const choice = { supportsMultipleConnections: true, connectedAccountId: 'data_installation_1' }
const tokens = {
  accessToken: 'gho_1',
  refreshToken: 'ghr_1',
  expiresAt: new Date('2026-12-31T23:59:59Z'),
  scopes: ['repo'],
  state: 'needs_reauthorization',
}
const request = { ...owner, ...choice }
const ofUser = { userId: 'user/1', slug: 'github' }
const ofOrganization = { organizationId: 'org/1', slug: 'github' }

const taken = { status: 409, body: { message: 'Taken.', code: 'already_exists' } }
const notThere = { status: 404, body: { message: 'Not there.', code: 'entity_not_found' } }
const onlyOne = { status: 404, body: { message: 'No.', code: 'multiple_connections_unavailable' } }
const whichOne = { status: 409, body: { message: 'Which?', code: 'account_selection_required' } }

export const pipes: CasesOf<WorkOS['pipes']> = {
  listDataIntegrations: [
    {
      title: 'without options',
      call: (sdk) => sdk.pipes.listDataIntegrations(),
      answers: [page([integration, bareIntegration, builtInIntegration])],
    },
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.pipes.listDataIntegrations({
          ownership: 'organization',
          limit: 5,
          before: 'data_integration_9',
          after: 'data_integration_1',
          order: 'asc',
        }),
      answers: [page([])],
    },
    {
      title: 'and all of their pages',
      call: async (sdk) =>
        (await sdk.pipes.listDataIntegrations({ ownership: 'user' })).autoPagination(),
      answers: [page([]), page([integration], { after: 'two' }), page([bareIntegration])],
    },
  ],
  createDataIntegration: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.pipes.createDataIntegration({
          ...changes,
          provider: 'acme-docs',
          ownership: 'user',
          authMethods: ['oauth'],
          config: { accountRegion: 'eu' },
        }),
      answers: [one(integration)],
    },
    {
      title: 'with its provider only',
      call: (sdk) => sdk.pipes.createDataIntegration({ provider: 'github' }),
      answers: [one(bareIntegration)],
    },
    {
      title: 'with what each organization brings, and nothing said',
      call: (sdk) =>
        sdk.pipes.createDataIntegration({
          provider: 'github',
          description: null,
          scopes: null,
          credentials: { type: 'organization' },
          apiKey: { secret: 'sk-12345', userId: 'user_1' },
        }),
      answers: [one(builtInIntegration)],
    },
    {
      title: 'that is there',
      call: (sdk) => sdk.pipes.createDataIntegration({ provider: 'github' }),
      answers: [taken],
    },
  ],
  getDataIntegration: [
    {
      title: 'of a custom provider',
      call: (sdk) => sdk.pipes.getDataIntegration({ slug: 'acme/docs' }),
      answers: [one(integration)],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.pipes.getDataIntegration({ slug: 'slack' }),
      answers: [notThere],
    },
  ],
  updateDataIntegration: [
    {
      title: 'with every option',
      call: (sdk) => sdk.pipes.updateDataIntegration(changes),
      answers: [one(integration)],
    },
    {
      title: 'of one setting',
      call: (sdk) => sdk.pipes.updateDataIntegration({ slug: 'github', scopes: null }),
      answers: [one(bareIntegration)],
    },
    {
      title: 'of one part of a provider',
      call: (sdk) =>
        sdk.pipes.updateDataIntegration({ slug: 'docs', customProvider: { pkceEnabled: true } }),
      answers: [one(integration)],
    },
  ],
  deleteDataIntegration: [
    {
      title: 'by its slug',
      call: (sdk) => sdk.pipes.deleteDataIntegration({ slug: 'git hub' }),
      answers: [{ status: 204 }],
    },
  ],
  createDataIntegrationApiKey: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.pipes.createDataIntegrationApiKey({
          slug: 'open/ai',
          ...owner,
          secret: 'sk-12345',
          connectionIntent: 'add',
        }),
      answers: [one(account)],
    },
    {
      title: 'where there can be only one',
      call: (sdk) =>
        sdk.pipes.createDataIntegrationApiKey({
          slug: 'openai',
          userId: 'user_1',
          secret: 'sk-12345',
          connectionIntent: 'add',
        }),
      answers: [onlyOne],
    },
  ],
  updateDataIntegrationApiKey: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.pipes.updateDataIntegrationApiKey({
          slug: 'open/ai',
          ...owner,
          ...renewal,
          secret: 'sk-12345',
        }),
      answers: [one(account)],
    },
    {
      title: 'of a user',
      call: (sdk) =>
        sdk.pipes.updateDataIntegrationApiKey({
          slug: 'openai',
          userId: 'user_1',
          secret: 'sk-12345',
        }),
      answers: [one(bareAccount)],
    },
  ],
  authorizeDataIntegration: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.pipes.authorizeDataIntegration({
          slug: 'zen/desk',
          ...owner,
          returnTo: 'https://example.com/settings',
          config: { subDomain: 'acme' },
        }),
      answers: [one({ url: 'https://example.com/authorize', a_field_of_tomorrow: true })],
    },
    {
      title: 'of a user',
      call: (sdk) => sdk.pipes.authorizeDataIntegration({ slug: 'github', userId: 'user_1' }),
      answers: [one({ url: 'https://example.com/authorize' })],
    },
    {
      title: 'without a value that the provider needs',
      call: (sdk) => sdk.pipes.authorizeDataIntegration({ slug: 'zendesk', userId: 'user_1' }),
      answers: [
        {
          status: 400,
          body: { message: 'No.', code: 'invalid_config', errors: ['subdomain is required'] },
        },
      ],
    },
  ],
  createDataIntegrationClientCredential: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.pipes.createDataIntegrationClientCredential({
          slug: 'sales/force',
          ...owner,
          ...clientCredentials,
          connectionIntent: 'add',
        }),
      answers: [one(account)],
    },
    {
      title: 'where there can be only one',
      call: (sdk) =>
        sdk.pipes.createDataIntegrationClientCredential({
          slug: 'salesforce',
          userId: 'user_1',
          clientId: 'docs_1',
          clientSecret: 'secret',
          connectionIntent: 'add',
        }),
      answers: [onlyOne],
    },
  ],
  updateDataIntegrationClientCredentials: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.pipes.updateDataIntegrationClientCredentials({
          slug: 'sales/force',
          ...owner,
          ...renewal,
          ...clientCredentials,
        }),
      answers: [one(account)],
    },
    {
      title: 'of a user',
      call: (sdk) =>
        sdk.pipes.updateDataIntegrationClientCredentials({
          slug: 'salesforce',
          userId: 'user_1',
          clientId: 'docs_1',
          clientSecret: 'secret',
        }),
      answers: [one(bareAccount)],
    },
  ],
  createDataIntegrationCredential: [
    {
      title: 'of OAuth, with every option',
      call: (sdk) => sdk.pipes.createDataIntegrationCredential({ slug: 'git/hub', ...request }),
      answers: [
        one({
          active: true,
          credential: {
            object: 'credential',
            auth_method: 'oauth',
            value: 'gho_1',
            config: { accountRegion: 'eu' },
            expires_at: '2026-12-31T23:59:59.000Z',
            scopes: ['repo'],
            missing_scopes: [],
            a_field_of_tomorrow: true,
          },
        }),
      ],
    },
    {
      title: 'that is an API key',
      call: (sdk) =>
        sdk.pipes.createDataIntegrationCredential({ slug: 'openai', userId: 'user_1' }),
      answers: [
        one({
          active: true,
          credential: { object: 'credential', auth_method: 'api_key', value: 'sk-12345' },
        }),
      ],
    },
    {
      title: 'of client credentials',
      call: (sdk) =>
        sdk.pipes.createDataIntegrationCredential({ slug: 'salesforce', userId: 'user_1' }),
      answers: [
        one({
          active: true,
          credential: {
            object: 'credential',
            auth_method: 'client_credentials',
            value: '00D1',
            expires_at: null,
            scopes: [],
            missing_scopes: ['api'],
            metadata: { instance_url: 'https://acme.example.com' },
          },
        }),
      ],
    },
    {
      title: 'that nobody has given',
      call: (sdk) =>
        sdk.pipes.createDataIntegrationCredential({
          slug: 'github',
          userId: 'user_1',
          supportsMultipleConnections: false,
        }),
      answers: [one({ active: false, error: 'not_installed' })],
    },
    {
      title: 'of several accounts',
      call: (sdk) =>
        sdk.pipes.createDataIntegrationCredential({ slug: 'github', userId: 'user_1' }),
      answers: [whichOne],
    },
  ],
  getOrganizationDataIntegration: [
    {
      title: 'of a built-in provider',
      call: (sdk) => sdk.pipes.getOrganizationDataIntegration({ slug: 'git/hub' }),
      answers: [one(builtInIntegration)],
    },
  ],
  updateOrganizationDataIntegration: [
    {
      title: 'with every option',
      call: (sdk) => sdk.pipes.updateOrganizationDataIntegration(changes),
      answers: [one(integration)],
    },
    {
      title: 'of one setting',
      call: (sdk) =>
        sdk.pipes.updateOrganizationDataIntegration({ slug: 'github', enabled: false }),
      answers: [one(bareIntegration)],
    },
  ],
  deleteOrganizationDataIntegration: [
    {
      title: 'by its slug',
      call: (sdk) => sdk.pipes.deleteOrganizationDataIntegration({ slug: 'git hub' }),
      answers: [{ status: 204 }],
    },
  ],
  getAccessToken: [
    {
      title: 'with every option',
      call: (sdk) => sdk.pipes.getAccessToken({ provider: 'git/hub', ...request }),
      answers: [
        one({
          active: true,
          access_token: {
            object: 'access_token',
            access_token: 'gho_1',
            expires_at: '2026-12-31T23:59:59.000Z',
            scopes: ['repo'],
            missing_scopes: ['gist'],
            a_field_of_tomorrow: true,
          },
        }),
      ],
    },
    {
      title: 'that does not expire',
      call: (sdk) =>
        sdk.pipes.getAccessToken({ provider: 'github', userId: 'user_1', organizationId: null }),
      answers: [
        one({
          active: true,
          access_token: {
            object: 'access_token',
            access_token: 'gho_1',
            expires_at: null,
            scopes: [],
            missing_scopes: [],
          },
        }),
      ],
    },
    {
      title: 'that has to be allowed again',
      call: (sdk) => sdk.pipes.getAccessToken({ provider: 'github', userId: 'user_1' }),
      answers: [one({ active: false, error: 'needs_reauthorization' })],
    },
  ],
  getOrganizationConnectedAccount: [
    {
      title: 'with every option',
      call: (sdk) => sdk.pipes.getOrganizationConnectedAccount({ ...ofOrganization, ...choice }),
      answers: [one(account)],
    },
    {
      title: 'of one provider',
      call: (sdk) => sdk.pipes.getOrganizationConnectedAccount(ofOrganization),
      answers: [one(bareAccount)],
    },
  ],
  createOrganizationConnectedAccount: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.pipes.createOrganizationConnectedAccount({
          ...ofOrganization,
          ...tokens,
          userId: 'user_1',
          connectionIntent: 'add',
        }),
      answers: [one(account)],
    },
    {
      title: 'by a member, without tokens',
      call: (sdk) =>
        sdk.pipes.createOrganizationConnectedAccount({ ...ofOrganization, userId: 'user_1' }),
      answers: [one(bareAccount)],
    },
    {
      title: 'that is there',
      call: (sdk) =>
        sdk.pipes.createOrganizationConnectedAccount({ ...ofOrganization, userId: 'user_1' }),
      answers: [taken],
    },
  ],
  updateOrganizationConnectedAccount: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.pipes.updateOrganizationConnectedAccount({
          ...ofOrganization,
          ...choice,
          ...renewal,
          ...tokens,
          userId: 'user_1',
        }),
      answers: [one(account)],
    },
    {
      title: 'of its state',
      call: (sdk) =>
        sdk.pipes.updateOrganizationConnectedAccount({
          ...ofOrganization,
          userId: 'user_1',
          state: 'connected',
        }),
      answers: [one(bareAccount)],
    },
  ],
  deleteOrganizationConnectedAccount: [
    {
      title: 'with every option',
      call: (sdk) => sdk.pipes.deleteOrganizationConnectedAccount({ ...ofOrganization, ...choice }),
      answers: [{ status: 204 }],
    },
    {
      title: 'of several accounts',
      call: (sdk) => sdk.pipes.deleteOrganizationConnectedAccount(ofOrganization),
      answers: [whichOne],
    },
  ],
  listOrganizationDataProviders: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.pipes.listOrganizationDataProviders({
          organizationId: 'org/1',
          supportsMultipleConnections: true,
        }),
      answers: [providers],
    },
    {
      title: 'of one organization',
      call: (sdk) => sdk.pipes.listOrganizationDataProviders({ organizationId: 'org_1' }),
      answers: [one({ object: 'list', data: [] })],
    },
  ],
  getUserConnectedAccount: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.pipes.getUserConnectedAccount({ ...ofUser, ...choice, organizationId: 'org_1' }),
      answers: [one(account)],
    },
    {
      title: 'of one provider',
      call: (sdk) =>
        sdk.pipes.getUserConnectedAccount({ ...ofUser, supportsMultipleConnections: false }),
      answers: [one(bareAccount)],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.pipes.getUserConnectedAccount(ofUser),
      answers: [notThere],
    },
  ],
  createUserConnectedAccount: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.pipes.createUserConnectedAccount({
          ...ofUser,
          ...tokens,
          organizationId: 'org_1',
          connectionIntent: 'add',
        }),
      answers: [one(account)],
    },
    {
      title: 'without tokens',
      call: (sdk) => sdk.pipes.createUserConnectedAccount(ofUser),
      answers: [one(bareAccount)],
    },
  ],
  updateUserConnectedAccount: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.pipes.updateUserConnectedAccount({
          ...ofUser,
          ...choice,
          ...renewal,
          ...tokens,
          organizationId: 'org_1',
        }),
      answers: [one(account)],
    },
    {
      title: 'of its scopes',
      call: (sdk) => sdk.pipes.updateUserConnectedAccount({ ...ofUser, scopes: [] }),
      answers: [one(bareAccount)],
    },
  ],
  deleteUserConnectedAccount: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.pipes.deleteUserConnectedAccount({ ...ofUser, ...choice, organizationId: 'org_1' }),
      answers: [{ status: 204 }],
    },
    {
      title: 'of one provider',
      call: (sdk) => sdk.pipes.deleteUserConnectedAccount(ofUser),
      answers: [{ status: 204 }],
    },
  ],
  listUserDataProviders: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.pipes.listUserDataProviders({
          userId: 'user/1',
          organizationId: 'org_1',
          supportsMultipleConnections: true,
        }),
      answers: [providers],
    },
    {
      title: 'of one user',
      call: (sdk) => sdk.pipes.listUserDataProviders({ userId: 'user_1' }),
      answers: [one({ object: 'list', data: [{ ...provider, ...olderNames }] })],
    },
    {
      title: 'without an account',
      call: (sdk) => sdk.pipes.listUserDataProviders({ userId: 'user_1' }),
      answers: [one({ object: 'list', data: [{ ...bareProvider, connected_account: null }] })],
    },
  ],
}
