import type { WorkOS } from '@workos-inc/node'
import type { CasesOf } from '../both-sdks.ts'
import { one, page } from '../fixtures.ts'

const ofOrganization = {
  object: 'api_key',
  id: 'api_key_01EHZNVPK3SFK441A1RGBFSHRT',
  owner: { type: 'organization', id: 'org_01EHZNVPK3SFK441A1RGBFSHRT' },
  name: 'Nightly export',
  obfuscated_value: 'sk_…A3F9',
  last_used_at: null,
  permissions: ['reports:read'],
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:00:00.000Z',
  a_field_of_tomorrow: true,
}
const ofUser = {
  ...ofOrganization,
  owner: { type: 'user', id: 'user_1', organization_id: 'org_1', a_field_of_tomorrow: true },
  last_used_at: '2026-01-16T12:00:00.000Z',
}
const created = { ...ofOrganization, expires_at: null, value: 'sk_1234' }

export const apiKeys: CasesOf<WorkOS['apiKeys']> = {
  createValidation: [
    {
      title: 'of a key of an organization',
      call: (sdk) => sdk.apiKeys.createValidation({ value: 'sk_1234' }),
      answers: [one({ api_key: ofOrganization, a_field_of_tomorrow: true })],
    },
    {
      title: 'of a key of a user, made for an agent',
      call: (sdk) => sdk.apiKeys.createValidation({ value: 'sk_1234' }),
      answers: [one({ api_key: ofUser, agent_registration_id: 'agent_registration_1' })],
    },
    {
      title: 'of a value that is no key',
      call: (sdk) => sdk.apiKeys.createValidation({ value: 'sk_0' }),
      answers: [one({ api_key: null })],
    },
    {
      title: 'without an answer about a key',
      call: (sdk) => sdk.apiKeys.createValidation({ value: 'sk_0' }),
      answers: [one({})],
    },
    {
      title: 'with a refused key of the application',
      call: (sdk) => sdk.apiKeys.createValidation({ value: 'sk_0' }),
      answers: [{ status: 401, body: { message: 'Unauthorized' } }],
    },
  ],
  deleteApiKey: [
    {
      title: 'with an id that needs encoding',
      call: (sdk) => sdk.apiKeys.deleteApiKey('api_key_1/../2'),
      answers: [{ status: 204 }],
    },
  ],
  listOrganizationApiKeys: [
    {
      title: 'without options',
      call: (sdk) => sdk.apiKeys.listOrganizationApiKeys({ organizationId: 'org_1' }),
      answers: [page([ofOrganization, ofUser])],
    },
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.apiKeys.listOrganizationApiKeys({
          organizationId: 'org_1',
          limit: 5,
          before: 'api_key_9',
          after: 'api_key_1',
          order: 'asc',
        }),
      answers: [page([])],
    },
    {
      title: 'and all of its pages',
      call: async (sdk) =>
        (await sdk.apiKeys.listOrganizationApiKeys({ organizationId: 'org_1' })).autoPagination(),
      answers: [page([ofUser]), page([ofOrganization], { after: 'api_key_2' }), page([ofUser])],
    },
  ],
  createOrganizationApiKey: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.apiKeys.createOrganizationApiKey(
          { organizationId: 'org_1', name: 'Nightly export', permissions: ['reports:read'] },
          { idempotencyKey: 'once' },
        ),
      answers: [{ status: 201, body: created }],
    },
    {
      title: 'with a name only',
      call: (sdk) => sdk.apiKeys.createOrganizationApiKey({ organizationId: 'org_1', name: 'CI' }),
      answers: [{ status: 201, body: { ...created, permissions: [] } }],
    },
  ],
}
