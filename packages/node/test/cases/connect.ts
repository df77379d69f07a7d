import type { WorkOS } from '@workos-inc/node'
import type { CasesOf } from '../both-sdks.ts'
import { one, page } from '../fixtures.ts'

const machine = {
  object: 'connect_application',
  id: 'conn_app_01HXYZ123456789ABCDEFGHIJ',
  client_id: 'client_01HXYZ123456789ABCDEFGHIJ',
  description: null,
  name: 'Importer',
  scopes: [],
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-16T12:00:00.000Z',
  application_type: 'm2m',
  organization_id: 'org_1',
  a_field_of_tomorrow: true,
}
const website = {
  ...machine,
  description: 'Reports of invoices',
  name: 'Reports',
  scopes: ['openid', 'profile'],
  application_type: 'oauth',
  redirect_uris: [{ uri: 'https://example.com/callback', default: true, new: 1 }],
  uses_pkce: true,
  is_first_party: false,
  was_dynamically_registered: false,
}
const {
  was_dynamically_registered: _registered,
  organization_id: _organization,
  ...bareWebsite
} = website

const secret = {
  object: 'connect_application_secret',
  id: 'secret_01J9Q2Z3X4Y5W6V7U8T9S0R1Q',
  secret_hint: 'c4f3',
  last_used_at: '2026-01-16T12:00:00.000Z',
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-16T12:00:00.000Z',
  a_field_of_tomorrow: true,
}
const unusedSecret = { ...secret, last_used_at: null }

const oauth = {
  applicationType: 'oauth',
  name: 'Reports',
  description: 'Reports of invoices',
  scopes: ['openid'],
  redirectUris: [
    { uri: 'https://example.com/callback', default: true },
    { uri: 'https://example.org/callback' },
  ],
  usesPkce: false,
  isFirstParty: false,
  organizationId: 'org_1',
}
const notThere = { status: 404, body: { message: 'Not there.', code: 'entity_not_found' } }
const invalid = {
  status: 422,
  body: { message: 'No.', errors: [{ field: 'redirect_uris', code: 'invalid_uri' }] },
}

export const connect: CasesOf<WorkOS['connect']> = {
  completeOAuth2: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.connect.completeOAuth2({
          externalAuthId: 'ext_auth_1',
          user: {
            id: 'ada',
            email: 'ada@example.com',
            firstName: 'Ada',
            lastName: 'Lovelace',
            metadata: { billingPlan: 'team' },
          },
          userConsentOptions: [
            {
              claim: 'workspace',
              type: 'enum',
              label: 'Workspace',
              choices: [{ value: 'w1', label: 'One' }, {}],
            },
          ],
        }),
      answers: [one({ redirect_uri: 'https://auth.example.com/go-on', a_field_of_tomorrow: true })],
    },
    {
      title: 'with the user only',
      call: (sdk) =>
        sdk.connect.completeOAuth2({
          externalAuthId: 'ext_auth_1',
          user: { id: 'ada', email: 'ada@example.com' },
        }),
      answers: [one({ redirect_uri: 'https://auth.example.com/go-on' })],
    },
    {
      title: 'that is completed',
      call: (sdk) =>
        sdk.connect.completeOAuth2({
          externalAuthId: 'ext_auth_1',
          user: { id: 'ada', email: 'ada@example.com' },
        }),
      answers: [notThere],
    },
  ],
  listApplications: [
    {
      title: 'without options',
      call: (sdk) => sdk.connect.listApplications(),
      answers: [page([website, bareWebsite, machine])],
    },
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.connect.listApplications({
          organizationId: 'org_1',
          limit: 5,
          before: 'conn_app_9',
          after: 'conn_app_1',
          order: 'asc',
        }),
      answers: [page([])],
    },
    {
      title: 'and all of their pages',
      call: async (sdk) =>
        (
          await sdk.connect.listApplications({ organizationId: 'org_1', order: 'asc' })
        ).autoPagination(),
      answers: [page([]), page([website], { after: 'conn_app_2' }), page([machine])],
    },
  ],
  createApplication: [
    {
      title: 'that signs people in, with every option',
      call: (sdk) => sdk.connect.createApplication(oauth),
      answers: [one(website)],
    },
    {
      title: 'that signs people in, with what it needs',
      call: (sdk) =>
        sdk.connect.createApplication({
          applicationType: 'oauth',
          name: 'Reports',
          isFirstParty: true,
        }),
      answers: [one(bareWebsite)],
    },
    {
      title: 'that is a machine, with every option',
      call: (sdk) =>
        sdk.connect.createApplication({
          applicationType: 'm2m',
          name: 'Importer',
          description: 'Reads invoices',
          scopes: ['invoices:read'],
          organizationId: 'org_1',
        }),
      answers: [one(machine)],
    },
    {
      title: 'that is a machine, with what it needs',
      call: (sdk) =>
        sdk.connect.createApplication({
          applicationType: 'm2m',
          name: 'Importer',
          organizationId: 'org_1',
        }),
      answers: [one(machine)],
    },
    {
      title: 'with a redirect URI that is none',
      call: (sdk) => sdk.connect.createApplication({ ...oauth, redirectUris: [{ uri: 'no' }] }),
      answers: [invalid],
    },
  ],
  createOAuthApplication: [
    {
      title: 'with every argument',
      call: (sdk) =>
        sdk.connect.createOAuthApplication(
          'Reports',
          false,
          'Reports of invoices',
          ['openid'],
          oauth.redirectUris,
          true,
          'org_1',
        ),
      answers: [one(website)],
    },
    {
      title: 'with what it needs',
      call: (sdk) => sdk.connect.createOAuthApplication('Reports', true),
      answers: [one(bareWebsite)],
    },
    {
      title: 'with nothing said',
      call: (sdk) =>
        sdk.connect.createOAuthApplication('Reports', true, null, null, null, null, null),
      answers: [one(bareWebsite)],
    },
  ],
  createM2MApplication: [
    {
      title: 'with every argument',
      call: (sdk) =>
        sdk.connect.createM2MApplication('Importer', 'org_1', 'Reads invoices', ['invoices:read']),
      answers: [one(machine)],
    },
    {
      title: 'with what it needs',
      call: (sdk) => sdk.connect.createM2MApplication('Importer', 'org_1'),
      answers: [one(machine)],
    },
  ],
  getApplication: [
    {
      title: 'that signs people in',
      call: (sdk) => sdk.connect.getApplication({ id: 'conn/app' }),
      answers: [one(website)],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.connect.getApplication({ id: 'conn_app_1' }),
      answers: [notThere],
    },
  ],
  updateApplication: [
    {
      title: 'with every option',
      call: (sdk) => sdk.connect.updateApplication({ ...oauth, id: 'conn/app' }),
      answers: [one(website)],
    },
    {
      title: 'to have nothing but its name',
      call: (sdk) =>
        sdk.connect.updateApplication({
          id: 'conn_app_1',
          description: null,
          scopes: null,
          redirectUris: null,
        }),
      answers: [one(machine)],
    },
  ],
  deleteApplication: [
    {
      title: 'by its id',
      call: (sdk) => sdk.connect.deleteApplication({ id: 'conn/app' }),
      answers: [{ status: 204 }],
    },
  ],
  listApplicationClientSecrets: [
    {
      title: 'of an application with two',
      call: (sdk) => sdk.connect.listApplicationClientSecrets({ id: 'conn/app' }),
      answers: [one([secret, unusedSecret])],
    },
    {
      title: 'of an application without',
      call: (sdk) => sdk.connect.listApplicationClientSecrets({ id: 'conn_app_1' }),
      answers: [one([])],
    },
  ],
  createApplicationClientSecret: [
    {
      title: 'that is shown once',
      call: (sdk) => sdk.connect.createApplicationClientSecret({ id: 'conn/app' }),
      answers: [one({ ...unusedSecret, secret: 'in the clear' })],
    },
  ],
  deleteClientSecret: [
    {
      title: 'by its id',
      call: (sdk) => sdk.connect.deleteClientSecret({ id: 'secret/1' }),
      answers: [{ status: 204 }],
    },
  ],
}
