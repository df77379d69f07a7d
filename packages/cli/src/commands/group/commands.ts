import type { Group } from '@latchkey/node'
import { usageError } from '../../command/command-error.ts'
import { pagination, refuseEmpty } from '../options.ts'
import { changing, ending, listing, pageOf, showing } from '../resource.ts'

const id = { summary: 'ID of the group, group_…' }
const membership = { summary: 'ID of a membership, om_…' }
const organization = {
  type: 'string',
  value: 'ID',
  required: true,
  summary: 'The organization that the group is of',
} as const
const description = { type: 'string', summary: 'What it is for' } as const

export const commands = {
  list: listing({
    examples: [
      ['latchkey group list --organization org_01H…', 'Its groups'],
      ['latchkey group list --membership om_01H…', 'Those that a member is in'],
    ],
    options: {
      organization: { type: 'string', value: 'ID', summary: 'Groups of this organization' },
      membership: { type: 'string', value: 'ID', summary: 'Groups that this member is in, om_…' },
      ...pagination,
    },
    columns: [
      { title: 'ID', value: ({ id }) => id },
      { title: 'NAME', value: ({ name }) => name },
      { title: 'DESCRIPTION', value: ({ description }) => description },
    ],
    empty: 'No groups. latchkey group create NAME adds one.',
    call: ({ workos }, { organization, membership, ...typed }) => {
      const page = pageOf(typed)
      if (organization && !membership) {
        return workos.groups.listGroups({ organizationId: organization, ...page })
      }
      if (!membership || organization) {
        throw usageError('Which groups? Add either --organization or --membership.')
      }
      const ofMember = { organizationMembershipId: membership, ...page }
      return workos.userManagement.listGroupsForOrganizationMembership(ofMember)
    },
  }),

  get: showing({
    examples: [['latchkey group get group_01H… --organization org_01H…', 'One group']],
    arguments: { id },
    options: { organization },
    fields: ({ id, name, description, createdAt }: Group) => ({
      id,
      name,
      description,
      created: createdAt.toISOString(),
    }),
    call: ({ workos }, { id, organization }) =>
      workos.groups.getGroup({ organizationId: organization, groupId: id }),
  }),

  create: changing({
    examples: [['latchkey group create Support --organization org_01H…', 'A group']],
    arguments: { name: { summary: 'Its name' } },
    options: { organization, description },
    done: ({ name }: Group) => `Created ${name}.`,
    more: ({ id }) => [id],
    call: ({ workos }, { name, organization, description }) =>
      workos.groups.createGroup({ organizationId: organization, name, description }),
  }),

  update: changing({
    examples: [
      ['latchkey group update group_01H… --organization org_01H… --name Help', 'A new name'],
    ],
    arguments: { id },
    options: { organization, name: { type: 'string', summary: 'A new name' }, description },
    done: ({ name }: Group) => `Changed ${name}.`,
    call: ({ workos }, { id, organization, name, description }) => {
      refuseEmpty({ name, description })
      return workos.groups.updateGroup({
        organizationId: organization,
        groupId: id,
        name,
        description,
      })
    },
  }),

  members: listing({
    examples: [['latchkey group members group_01H… --organization org_01H…', 'Who is in it']],
    arguments: { id },
    options: { organization, ...pagination },
    columns: [
      { title: 'ID', value: ({ id }) => id },
      { title: 'USER', value: ({ userId }) => userId },
      { title: 'STATUS', value: ({ status }) => status },
    ],
    empty: 'Nobody is in it. latchkey group add puts a member into it.',
    call: ({ workos }, { id, organization, ...page }) =>
      workos.groups.listOrganizationMemberships({
        organizationId: organization,
        groupId: id,
        ...pageOf(page),
      }),
  }),

  add: changing({
    examples: [['latchkey group add group_01H… om_01H… --organization org_01H…', 'One more']],
    arguments: { id, membership },
    options: { organization },
    done: ({ name }: Group, { membership }) => `${membership} is in ${name}.`,
    call: ({ workos }, { id, membership, organization }) =>
      workos.groups.addOrganizationMembership({
        organizationId: organization,
        groupId: id,
        organizationMembershipId: membership,
      }),
  }),

  remove: changing({
    examples: [['latchkey group remove group_01H… om_01H… --organization org_01H…', 'One less']],
    arguments: { id, membership },
    options: { organization },
    done: (_, { id, membership }) => `${membership} is not in ${id} any more.`,
    call: ({ workos }, { id, membership, organization }) =>
      workos.groups.removeOrganizationMembership({
        organizationId: organization,
        groupId: id,
        organizationMembershipId: membership,
      }),
  }),

  delete: ending({
    examples: [['latchkey group delete group_01H… --organization org_01H…', 'Asks first']],
    arguments: { id },
    options: { organization },
    question: ({ id }) => `Delete ${id}?`,
    done: ({ id }) => `Deleted ${id}.`,
    call: ({ workos }, { id, organization }) =>
      workos.groups.deleteGroup({ organizationId: organization, groupId: id }),
  }),
}
