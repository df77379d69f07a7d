import type { WorkOS } from '@workos-inc/node'
import type { CasesOf } from '../both-sdks.ts'
import { one, page } from '../fixtures.ts'

const flag = {
  object: 'feature_flag',
  id: 'flag_01EHZNVPK3SFK441A1RGBFSHRT',
  name: 'New billing',
  slug: 'new-billing',
  description: 'Invoices by the new engine',
  owner: { email: 'ada@example.com', first_name: 'Ada', last_name: null },
  tags: ['billing'],
  enabled: true,
  default_value: false,
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:00:00.000Z',
  a_field_of_tomorrow: true,
}
const bare = { ...flag, description: null, tags: [] }
const everyOption = { limit: 5, before: 'flag_9', after: 'flag_1', order: 'asc' }
const notFound = { status: 404, body: { message: "Feature flag not found: 'new-billing'." } }

/** `createRuntimeClient` sends no request of its own: runtime-client.test.ts drives it. */
export const featureFlags: Omit<CasesOf<WorkOS['featureFlags']>, 'createRuntimeClient'> = {
  listFeatureFlags: [
    {
      title: 'without options',
      call: (sdk) => sdk.featureFlags.listFeatureFlags(),
      answers: [page([flag, bare])],
    },
    {
      title: 'with every option',
      call: (sdk) => sdk.featureFlags.listFeatureFlags(everyOption),
      answers: [page([])],
    },
    {
      title: 'and all of its pages',
      call: async (sdk) =>
        (await sdk.featureFlags.listFeatureFlags({ order: 'asc' })).autoPagination(),
      answers: [page([flag]), page([flag], { after: 'flag_2' }), page([bare])],
    },
  ],
  getFeatureFlag: [
    {
      title: 'that is there',
      call: (sdk) => sdk.featureFlags.getFeatureFlag('new-billing'),
      answers: [one(flag)],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.featureFlags.getFeatureFlag('new-billing'),
      answers: [notFound],
    },
    {
      title: 'with a slug that would climb out of the path',
      call: (sdk) => sdk.featureFlags.getFeatureFlag('..'),
    },
  ],
  enableFeatureFlag: [
    {
      title: 'with a slug that needs encoding',
      call: (sdk) => sdk.featureFlags.enableFeatureFlag('new/billing'),
      answers: [one(flag)],
    },
  ],
  disableFeatureFlag: [
    {
      title: 'that is on',
      call: (sdk) => sdk.featureFlags.disableFeatureFlag('new-billing'),
      answers: [one({ ...flag, enabled: false })],
    },
  ],
  addFlagTarget: [
    {
      title: 'for an organization',
      call: (sdk) => sdk.featureFlags.addFlagTarget({ slug: 'new-billing', targetId: 'org_1' }),
      answers: [{ status: 204 }],
    },
    {
      title: 'for a flag that is not there',
      call: (sdk) => sdk.featureFlags.addFlagTarget({ slug: 'new-billing', targetId: 'org_1' }),
      answers: [notFound],
    },
  ],
  removeFlagTarget: [
    {
      title: 'of a user',
      call: (sdk) => sdk.featureFlags.removeFlagTarget({ slug: 'new-billing', targetId: 'user_1' }),
      answers: [{ status: 204 }],
    },
  ],
  listOrganizationFeatureFlags: [
    {
      title: 'without options',
      call: (sdk) => sdk.featureFlags.listOrganizationFeatureFlags({ organizationId: 'org_1' }),
      answers: [page([flag])],
    },
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.featureFlags.listOrganizationFeatureFlags({ organizationId: 'org_1', ...everyOption }),
      answers: [page([])],
    },
    {
      title: 'and all of its pages',
      call: async (sdk) => {
        const options = { organizationId: 'org_1' }
        return (await sdk.featureFlags.listOrganizationFeatureFlags(options)).autoPagination()
      },
      answers: [page([flag]), page([flag], { after: 'flag_2' }), page([bare])],
    },
  ],
  listUserFeatureFlags: [
    {
      title: 'without options',
      call: (sdk) => sdk.featureFlags.listUserFeatureFlags({ userId: 'user_1' }),
      answers: [page([flag])],
    },
    {
      title: 'with every option',
      call: (sdk) => sdk.featureFlags.listUserFeatureFlags({ userId: 'user_1', ...everyOption }),
      answers: [page([])],
    },
    {
      title: 'and all of its pages',
      call: async (sdk) =>
        (await sdk.featureFlags.listUserFeatureFlags({ userId: 'user_1' })).autoPagination(),
      answers: [page([flag]), page([flag], { after: 'flag_2' }), page([bare])],
    },
  ],
}
