import type { WorkOS } from '@workos-inc/node'
import type { CasesOf } from '../both-sdks.ts'
import { one, page } from '../fixtures.ts'

const times = { created_at: '2026-01-15T12:00:00.000Z', updated_at: '2026-01-16T12:00:00.000Z' }
const group = {
  object: 'group',
  id: 'group_01HXYZ123456789ABCDEFGHIJ',
  organization_id: 'org_01EHZNVPK3SFK441A1RGBFSHRT',
  name: 'Engineering',
  description: 'Who builds it',
  ...times,
  a_field_of_tomorrow: true,
}
const { description: _, ...bare } = group
const membership = {
  object: 'organization_membership',
  id: 'om_01HXYZ123456789ABCDEFGHIJ',
  user_id: 'user_01',
  organization_id: 'org_01',
  organization_name: 'Acme',
  status: 'pending',
  ...times,
  a_field_of_tomorrow: true,
}
const managedMembership = {
  ...membership,
  directory_managed: true,
  custom_attributes: { costCenter: '7' },
}

const inOrganization = { organizationId: 'org_01' }
const ofGroup = { ...inOrganization, groupId: 'group/01' }
const everyPageOption = { limit: 5, before: 'id_9', after: 'id_1', order: 'asc' }
const notFound = { status: 404, body: { message: 'Group not found.', code: 'entity_not_found' } }

export const groups: CasesOf<WorkOS['groups']> = {
  listOrganizationMemberships: [
    {
      title: 'without further options',
      call: ({ groups }) => groups.listOrganizationMemberships(ofGroup),
      answers: [page([membership, managedMembership])],
    },
    {
      title: 'with every option',
      call: ({ groups }) => groups.listOrganizationMemberships({ ...ofGroup, ...everyPageOption }),
      answers: [page([])],
    },
    {
      title: 'and all of its pages',
      call: async ({ groups }) =>
        (await groups.listOrganizationMemberships(ofGroup)).autoPagination(),
      answers: [page([membership]), page([managedMembership], { after: 'om_2' }), page([])],
    },
  ],
  listGroups: [
    {
      title: 'without further options',
      call: ({ groups }) => groups.listGroups(inOrganization),
      answers: [page([group, bare])],
    },
    {
      title: 'with every option',
      call: ({ groups }) => groups.listGroups({ ...inOrganization, ...everyPageOption }),
      answers: [page([])],
    },
    {
      title: 'and all of its pages',
      call: async ({ groups }) => (await groups.listGroups(inOrganization)).autoPagination(),
      answers: [page([group]), page([group], { after: 'group_2' }), page([bare])],
    },
  ],
  createGroup: [
    {
      title: 'with every option',
      call: ({ groups }) =>
        groups.createGroup({
          ...inOrganization,
          name: 'Engineering',
          description: 'Who builds it',
        }),
      answers: [one(group)],
    },
    {
      title: 'without a description',
      call: ({ groups }) => groups.createGroup({ ...inOrganization, name: 'Engineering' }),
      answers: [one({ ...group, description: null })],
    },
    {
      title: 'with a name that is too long',
      call: ({ groups }) => groups.createGroup({ ...inOrganization, name: 'E'.repeat(257) }),
      answers: [
        {
          status: 422,
          body: { message: 'Invalid.', errors: [{ field: 'name', code: 'too_long' }] },
        },
      ],
    },
  ],
  getGroup: [
    {
      title: 'that is there',
      call: ({ groups }) => groups.getGroup(ofGroup),
      answers: [one(group)],
    },
    {
      title: 'that is not there',
      call: ({ groups }) => groups.getGroup(ofGroup),
      answers: [notFound],
    },
  ],
  updateGroup: [
    {
      title: 'in everything',
      call: ({ groups }) =>
        groups.updateGroup({ ...ofGroup, name: 'Product', description: 'Who shapes it' }),
      answers: [one(group)],
    },
    {
      title: 'to have no description',
      call: ({ groups }) => groups.updateGroup({ ...ofGroup, description: null }),
      answers: [one(bare)],
    },
  ],
  deleteGroup: [
    {
      title: 'that is there',
      call: ({ groups }) => groups.deleteGroup(ofGroup),
      answers: [{ status: 204 }],
    },
  ],
  addOrganizationMembership: [
    {
      title: 'by its id',
      call: ({ groups }) =>
        groups.addOrganizationMembership({ ...ofGroup, organizationMembershipId: 'om_01' }),
      answers: [one(group)],
    },
  ],
  removeOrganizationMembership: [
    {
      title: 'by its id',
      call: ({ groups }) =>
        groups.removeOrganizationMembership({ ...ofGroup, organizationMembershipId: 'om_01' }),
      answers: [{ status: 204 }],
    },
    {
      title: 'that is not in the group',
      call: ({ groups }) =>
        groups.removeOrganizationMembership({ ...ofGroup, organizationMembershipId: 'om_02' }),
      answers: [notFound],
    },
  ],
}
