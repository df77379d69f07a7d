import type { WorkOS } from '@workos-inc/node'
import type { CasesOf } from '../both-sdks.ts'
import { one, page } from '../fixtures.ts'

const bareConnection = {
  object: 'connection',
  id: 'conn_01E4ZCR3C56J083X43JQXF3JK5',
  name: 'Acme at Okta',
  connection_type: 'OktaSAML',
  state: 'active',
  domains: [],
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:00:00.000Z',
}
const connection = {
  ...bareConnection,
  organization_id: 'org_01EHZNVPK3SFK441A1RGBFSHRT',
  status: 'linked',
  domains: [{ object: 'connection_domain', id: 'conn_domain_1', domain: 'example.com' }],
  a_field_of_tomorrow: true,
}
const bareProfile = {
  object: 'profile',
  id: 'prof_01DMC79VCBZ0NY2099737PSVF1',
  idp_id: '116485463307139932699',
  connection_id: connection.id,
  connection_type: 'GoogleOAuth',
  email: 'ada@example.com',
}
const profile = {
  ...bareProfile,
  organization_id: null,
  name: 'Ada Lovelace',
  first_name: 'Ada',
  last_name: null,
  role: { slug: 'admin' },
  roles: [{ slug: 'admin' }],
  groups: ['Engineers'],
  custom_attributes: { costCenter: 7, cost_center: 8 },
  raw_attributes: { idp_id: '1', given_name: 'Ada' },
  a_field_of_tomorrow: true,
}
const oauthTokens = {
  provider: 'GoogleOAuth',
  access_token: 'ya29',
  refresh_token: '1//',
  expires_at: 1_800_000_000,
  scopes: ['profile'],
}
const signIn = { clientId: 'client_1', redirectUri: 'https://example.com/callback?from=login' }
const withoutApiKey = { apiKey: undefined }

/** What two authorization URLs with values of their own have in common. */
// biome-ignore lint/suspicious/noExplicitAny: the official client or ours.
async function withoutRandomValues(sdk: any, made: Promise<Record<string, string>>) {
  const { url, state, codeVerifier, ...rest } = await made
  const { origin, pathname, searchParams } = new URL(url as string)
  return {
    ...rest,
    address: origin + pathname,
    parameters: { ...Object.fromEntries(searchParams), state: '…', code_challenge: '…' },
    stateFits: searchParams.get('state') === state && state?.length,
    challengeFits:
      searchParams.get('code_challenge') === (await sdk.pkce.generateCodeChallenge(codeVerifier)),
    verifierLength: codeVerifier?.length,
  }
}

export const sso: CasesOf<WorkOS['sso']> = {
  listConnections: [
    {
      title: 'without options',
      call: (sdk) => sdk.sso.listConnections(),
      answers: [page([connection, bareConnection])],
    },
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.sso.listConnections({
          connectionType: 'OktaSAML',
          domain: 'example.com',
          organizationId: 'org_1',
          limit: 5,
          before: 'conn_9',
          after: 'conn_1',
          order: 'asc',
        }),
      answers: [page([])],
    },
    {
      title: 'and all of its pages',
      call: async (sdk) =>
        (await sdk.sso.listConnections({ organizationId: 'org_1' })).autoPagination(),
      answers: [
        page([connection], { after: 'conn_1' }),
        page([connection], { after: 'conn_2' }),
        page([bareConnection]),
      ],
    },
  ],
  deleteConnection: [
    {
      title: 'that is there',
      call: (sdk) => sdk.sso.deleteConnection('conn_1/../2'),
      answers: [{ status: 204 }],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.sso.deleteConnection('conn_2'),
      answers: [{ status: 404, body: { message: 'Connection not found.' } }],
    },
  ],
  getAuthorizationUrl: [
    {
      title: 'for a connection',
      call: (sdk) => sdk.sso.getAuthorizationUrl({ ...signIn, connection: 'conn_1' }),
    },
    {
      title: 'for an organization, with a state',
      call: (sdk) =>
        sdk.sso.getAuthorizationUrl({ ...signIn, organization: 'org_1', state: 'a=b&c d/é' }),
    },
    {
      title: 'for a provider, with every option',
      call: (sdk) =>
        sdk.sso.getAuthorizationUrl({
          ...signIn,
          provider: 'GoogleOAuth',
          domainHint: 'example.com',
          loginHint: 'ada+test@example.com',
          providerQueryParams: { prompt: 'consent', hd: 'example.com', max_age: 0, offline: true },
          providerScopes: ['profile', 'https://example.com/scope', 'email'],
          codeChallenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
          codeChallengeMethod: 'S256',
          state: '',
        }),
    },
    {
      title: 'for nowhere',
      call: (sdk) => sdk.sso.getAuthorizationUrl(signIn),
    },
    {
      title: 'without an API key',
      call: (sdk) => sdk.sso.getAuthorizationUrl({ ...signIn, connection: 'conn_1' }),
      options: withoutApiKey,
    },
  ],
  getAuthorizationUrlWithPKCE: [
    {
      title: 'for a connection, without an API key',
      call: (sdk) =>
        withoutRandomValues(
          sdk,
          sdk.sso.getAuthorizationUrlWithPKCE({ ...signIn, connection: 'conn_1' }),
        ),
      options: withoutApiKey,
    },
    {
      title: 'for a provider, with every option and with values that are made anew',
      call: (sdk) =>
        withoutRandomValues(
          sdk,
          sdk.sso.getAuthorizationUrlWithPKCE({
            ...signIn,
            provider: 'GoogleOAuth',
            domainHint: 'example.com',
            loginHint: 'ada@example.com',
            providerQueryParams: { prompt: 'consent' },
            providerScopes: ['profile', 'email'],
            state: 'not this one',
            codeChallenge: 'nor this one',
          }),
        ),
    },
    {
      title: 'for nowhere',
      call: (sdk) => sdk.sso.getAuthorizationUrlWithPKCE(signIn),
    },
  ],
  getConnection: [
    {
      title: 'that is there',
      call: (sdk) => sdk.sso.getConnection('conn_1'),
      answers: [one(connection)],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.sso.getConnection('conn_2'),
      answers: [{ status: 404, body: { message: 'Connection not found.' } }],
    },
  ],
  getProfileAndToken: [
    {
      title: 'with an API key',
      call: (sdk) => sdk.sso.getProfileAndToken({ clientId: 'client_1', code: 'code_1' }),
      answers: [
        one({
          token_type: 'Bearer',
          access_token: '01DM',
          expires_in: 600,
          profile,
          oauth_tokens: oauthTokens,
        }),
      ],
    },
    {
      title: 'with an API key and a code verifier',
      call: (sdk) =>
        sdk.sso.getProfileAndToken({ clientId: 'client_1', code: 'code_1', codeVerifier: 'v' }),
      answers: [one({ access_token: '01DM', profile: bareProfile, oauth_tokens: null })],
    },
    {
      title: 'with a code verifier only',
      call: (sdk) =>
        sdk.sso.getProfileAndToken({ clientId: 'client_1', code: 'code_1', codeVerifier: 'v' }),
      answers: [one({ access_token: '01DM', profile: bareProfile })],
      options: withoutApiKey,
    },
    {
      title: 'with neither',
      call: (sdk) => sdk.sso.getProfileAndToken({ clientId: 'client_1', code: 'code_1' }),
      options: withoutApiKey,
    },
    {
      title: 'with an empty code verifier',
      call: (sdk) =>
        sdk.sso.getProfileAndToken({ clientId: 'client_1', code: 'code_1', codeVerifier: ' ' }),
    },
    {
      title: 'for a code that is used',
      call: (sdk) => sdk.sso.getProfileAndToken({ clientId: 'client_1', code: 'code_1' }),
      answers: [
        { status: 400, body: { error: 'invalid_grant', error_description: 'The code is used.' } },
      ],
    },
  ],
  getProfile: [
    {
      title: 'of an access token',
      call: (sdk) => sdk.sso.getProfile({ accessToken: '01DM' }),
      answers: [one(profile)],
    },
    {
      title: 'with little in it',
      call: (sdk) => sdk.sso.getProfile({ accessToken: '01DM' }),
      answers: [one(bareProfile)],
    },
    {
      title: 'of an access token that is expired',
      call: (sdk) => sdk.sso.getProfile({ accessToken: '01DM' }),
      answers: [{ status: 401, body: { message: 'Unauthorized' } }],
    },
    {
      title: 'without an API key',
      call: (sdk) => sdk.sso.getProfile({ accessToken: '01DM' }),
      options: withoutApiKey,
    },
  ],
}
