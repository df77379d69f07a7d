import type { WorkOS } from '@workos-inc/node'
import type { CasesOf } from '../both-sdks.ts'
import { one, page } from '../fixtures.ts'

const bareDirectory = {
  object: 'directory',
  id: 'directory_01ECAZ4NV9QMV47GW873HDCX74',
  domain: 'example.com',
  external_key: 'sPa12dwRQ',
  name: 'Acme',
  state: 'unlinked',
  type: 'okta scim v2.0',
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:00:00.000Z',
}
const directory = {
  ...bareDirectory,
  organization_id: 'org_01EHZNVPK3SFK441A1RGBFSHRT',
  state: 'linked',
  a_field_of_tomorrow: true,
}
const group = {
  object: 'directory_group',
  id: 'directory_group_01E1JJS84MFPPQ3G655FHTKX6Z',
  idp_id: '02grqrue4294w24',
  directory_id: directory.id,
  organization_id: 'org_01EHZNVPK3SFK441A1RGBFSHRT',
  name: 'Developers',
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:00:00.000Z',
  raw_attributes: { id: '1', display_name: 'Developers', camelCase: [{ a_b: 1 }] },
}
const bareUser = {
  object: 'directory_user',
  id: 'directory_user_01E1JG7J09H96KYP8HM9B0G5SJ',
  directory_id: directory.id,
  organization_id: null,
  raw_attributes: {},
  custom_attributes: {},
  idp_id: '2836',
  first_name: null,
  email: null,
  last_name: null,
  state: 'inactive',
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:00:00.000Z',
  groups: [],
}
const user = {
  ...bareUser,
  organization_id: 'org_01EHZNVPK3SFK441A1RGBFSHRT',
  raw_attributes: { department_name: 'Engines', manager: { given_name: 'Charles' } },
  custom_attributes: { department_name: 'Engines', costCenter: 7 },
  first_name: 'Ada',
  email: 'ada@example.com',
  last_name: 'Lovelace',
  state: 'active',
  role: { slug: 'admin' },
  roles: [{ slug: 'admin' }],
  groups: [group],
  username: 'ada',
  a_field_of_tomorrow: true,
}
const notFound = { status: 404, body: { message: 'Not found.', code: 'entity_not_found' } }

export const directorySync: CasesOf<WorkOS['directorySync']> = {
  listDirectories: [
    {
      title: 'without options',
      call: (sdk) => sdk.directorySync.listDirectories(),
      answers: [page([directory, bareDirectory, { ...directory, state: 'invalid_credentials' }])],
    },
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.directorySync.listDirectories({
          organizationId: 'org_1',
          search: 'acme & co',
          limit: 5,
          before: 'directory_9',
          after: 'directory_1',
          order: 'asc',
        }),
      answers: [page([])],
    },
    {
      title: 'and all of its pages',
      call: async (sdk) =>
        (await sdk.directorySync.listDirectories({ organizationId: 'org_1' })).autoPagination(),
      answers: [page([]), page([directory], { after: 'directory_1' }), page([bareDirectory])],
    },
  ],
  getDirectory: [
    {
      title: 'that is there',
      call: (sdk) => sdk.directorySync.getDirectory('directory_1'),
      answers: [one(directory)],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.directorySync.getDirectory('directory_2'),
      answers: [notFound],
    },
  ],
  deleteDirectory: [
    {
      title: 'that is there',
      call: (sdk) => sdk.directorySync.deleteDirectory('directory_1'),
      answers: [{ status: 202, body: {} }],
    },
  ],
  listGroups: [
    {
      title: 'of a directory, and all of its pages',
      call: async (sdk) =>
        (await sdk.directorySync.listGroups({ directory: 'directory_1' })).autoPagination(),
      answers: [page([]), page([group], { after: 'directory_group_1' }), page([group])],
    },
    {
      title: 'of a user, with every option',
      call: (sdk) =>
        sdk.directorySync.listGroups({
          user: 'directory_user_1',
          limit: 5,
          before: null,
          after: 'directory_group_1',
          order: 'asc',
        }),
      answers: [page([group])],
    },
  ],
  listUsers: [
    {
      title: 'of a directory, and all of its pages',
      call: async (sdk) =>
        (await sdk.directorySync.listUsers({ directory: 'directory_1' })).autoPagination(),
      answers: [page([]), page([user], { after: 'directory_user_1' }), page([bareUser])],
    },
    {
      title: 'of a group, with every option',
      call: (sdk) =>
        sdk.directorySync.listUsers({
          group: 'directory_group_1',
          limit: 5,
          before: 'directory_user_9',
          after: 'directory_user_1',
          order: 'asc',
        }),
      answers: [page([user, bareUser])],
    },
  ],
  getUser: [
    {
      title: 'who is there',
      call: (sdk) => sdk.directorySync.getUser('directory_user_1'),
      answers: [one(user)],
    },
    {
      title: 'with little in it',
      call: (sdk) => sdk.directorySync.getUser('directory_user_1'),
      answers: [one(bareUser)],
    },
    {
      title: 'who is not there',
      call: (sdk) => sdk.directorySync.getUser('directory_user_2'),
      answers: [notFound],
    },
  ],
  getGroup: [
    {
      title: 'that is there',
      call: (sdk) => sdk.directorySync.getGroup('directory_group_1'),
      answers: [one({ ...group, a_field_of_tomorrow: true })],
    },
    {
      title: 'of no organization',
      call: (sdk) => sdk.directorySync.getGroup('directory_group_1'),
      answers: [one({ ...group, organization_id: null })],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.directorySync.getGroup('directory_group_2'),
      answers: [notFound],
    },
  ],
}
