import type { OrganizationMembership } from '@latchkey/node'
import { usageError } from '../../command/command-error.ts'
import { pagination } from '../options.ts'
import { changing, ending, given, listing, pageOf, showing } from '../resource.ts'

const id = { summary: 'ID of the membership, om_…' }
const role = {
  type: 'string',
  value: 'SLUG',
  multiple: true,
  summary: 'Role in the organization; may be given several times',
} as const

const rolesOf = ({ role, roles }: OrganizationMembership) =>
  (roles ?? [role]).map(({ slug }) => slug).join(', ')

export const commands = {
  list: listing({
    examples: [
      ['latchkey membership list --organization org_01H…', 'Its members'],
      ['latchkey membership list --user user_01H… --status active', 'Where somebody belongs to'],
    ],
    options: {
      organization: { type: 'string', value: 'ID', summary: 'Members of this organization' },
      user: { type: 'string', value: 'ID', summary: 'Organizations of this person' },
      status: {
        type: 'string',
        multiple: true,
        choices: ['active', 'inactive', 'pending'],
        summary: 'Only with this status',
      },
      ...pagination,
    },
    columns: [
      { title: 'ID', value: ({ id }) => id },
      { title: 'USER', value: ({ userId }) => userId },
      { title: 'ORGANIZATION', value: ({ organizationName }) => organizationName },
      { title: 'ROLES', value: rolesOf },
      { title: 'STATUS', value: ({ status }) => status },
    ],
    empty: 'No members. latchkey membership create adds one.',
    call: ({ workos }, { organization, user, status, ...page }) => {
      const statuses = given(status)
      const options = { statuses, ...pageOf(page) }
      if (organization) {
        const ids = { organizationId: organization, ...(user && { userId: user }) }
        return workos.userManagement.listOrganizationMemberships({ ...options, ...ids })
      }
      if (!user) throw usageError('Members of what? Add --organization or --user.')
      return workos.userManagement.listOrganizationMemberships({ ...options, userId: user })
    },
  }),

  get: showing({
    examples: [['latchkey membership get om_01H…', 'One membership']],
    arguments: { id },
    fields: (membership: OrganizationMembership) => ({
      id: membership.id,
      user: membership.userId,
      organization: `${membership.organizationName} (${membership.organizationId})`,
      roles: rolesOf(membership),
      status: membership.status,
      created: membership.createdAt,
    }),
    call: ({ workos }, { id }) => workos.userManagement.getOrganizationMembership(id),
  }),

  create: changing({
    examples: [
      [
        'latchkey membership create --user user_01H… --organization org_01H…',
        'In the default role',
      ],
      [
        'latchkey membership create --user user_01H… --organization org_01H… --role admin',
        'In another',
      ],
    ],
    options: {
      user: { type: 'string', value: 'ID', required: true, summary: 'The person' },
      organization: { type: 'string', value: 'ID', required: true, summary: 'The organization' },
      role,
    },
    done: ({ organizationName, role }: OrganizationMembership) =>
      `Added to ${organizationName} as ${role.slug}.`,
    more: ({ id }) => [id],
    call: ({ workos }, { user, organization, role }) =>
      workos.userManagement.createOrganizationMembership({
        userId: user,
        organizationId: organization,
        roleSlugs: given(role),
      }),
  }),

  update: changing({
    examples: [['latchkey membership update om_01H… --role admin', 'Admin, and nothing else']],
    arguments: { id },
    options: { role },
    done: (membership: OrganizationMembership) => `The roles are now: ${rolesOf(membership)}.`,
    call: ({ workos }, { id, role }) => {
      if (role.length === 0) throw usageError('Which roles? Add --role.')
      return workos.userManagement.updateOrganizationMembership(id, { roleSlugs: role })
    },
  }),

  deactivate: changing({
    description: 'Sessions in the organization end. It can be given back.',
    examples: [['latchkey membership deactivate om_01H…', 'No access from now on']],
    arguments: { id },
    done: ({ organizationName }: OrganizationMembership) => `No access to ${organizationName} now.`,
    call: ({ workos }, { id }) => workos.userManagement.deactivateOrganizationMembership(id),
  }),

  reactivate: changing({
    examples: [['latchkey membership reactivate om_01H…', 'Access again, in the same roles']],
    arguments: { id },
    done: ({ organizationName }: OrganizationMembership) => `Access to ${organizationName} again.`,
    call: ({ workos }, { id }) => workos.userManagement.reactivateOrganizationMembership(id),
  }),

  delete: ending({
    examples: [['latchkey membership delete om_01H…', 'Asks first']],
    arguments: { id },
    question: ({ id }) => `Delete the membership ${id}?`,
    done: ({ id }) => `Deleted ${id}.`,
    call: ({ workos }, { id }) => workos.userManagement.deleteOrganizationMembership(id),
  }),
}
