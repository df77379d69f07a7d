import type { EnvironmentRole, OrganizationRole } from '@latchkey/node'
import { refuseEmpty } from '../options.ts'
import { changing, ending, listing, showing, whole } from '../resource.ts'

type Role = EnvironmentRole | OrganizationRole

const slug = { summary: 'Its name in code, such as editor' }
const description = { type: 'string', summary: 'What it is for' } as const
const organization = {
  type: 'string',
  value: 'ID',
  summary: 'A role that this organization alone has',
} as const

const isOwn = ({ type }: Role) => type === 'OrganizationRole'

export const commands = {
  list: listing({
    examples: [
      ['latchkey role list', 'Those that every organization has'],
      ['latchkey role list --organization org_01H…', 'Also its own ones'],
    ],
    options: { organization },
    columns: [
      { title: 'SLUG', value: ({ slug }: Role) => slug },
      { title: 'NAME', value: ({ name }) => name },
      { title: 'OF', value: (role) => (isOwn(role) ? 'the organization' : 'the environment') },
      { title: 'PERMISSIONS', value: ({ permissions }) => permissions.join(', ') },
    ],
    empty: 'No roles. latchkey role create SLUG adds one.',
    call: async ({ workos: { authorization } }, { organization }) => {
      const { data } = organization
        ? await authorization.listOrganizationRoles(organization)
        : await authorization.listEnvironmentRoles()
      return whole<Role>(data)
    },
  }),

  get: showing({
    examples: [
      ['latchkey role get editor', 'A role of every organization'],
      ['latchkey role get org-billing --organization org_01H…', 'A role of one'],
    ],
    arguments: { slug },
    options: { organization },
    fields: (role: Role) => ({
      slug: role.slug,
      name: role.name,
      description: role.description,
      permissions: role.permissions.join(', '),
      of: isOwn(role) ? 'the organization' : 'the environment',
      created: role.createdAt,
    }),
    call: ({ workos: { authorization } }, { slug, organization }): Promise<Role> =>
      organization
        ? authorization.getOrganizationRole(organization, slug)
        : authorization.getEnvironmentRole(slug),
  }),

  create: changing({
    examples: [
      ['latchkey role create editor --name Editor', 'For every organization'],
      [
        'latchkey role create org-billing --name Billing --organization org_01H…',
        'For one: its slug begins with org-',
      ],
    ],
    arguments: { slug },
    options: {
      name: { type: 'string', required: true, summary: 'Its name for people' },
      description,
      organization,
    },
    done: ({ slug }: Role) => `Created ${slug}.`,
    call: (
      { workos: { authorization } },
      { slug, name, description, organization },
    ): Promise<Role> =>
      organization
        ? authorization.createOrganizationRole(organization, { slug, name, description })
        : authorization.createEnvironmentRole({ slug, name, description }),
  }),

  update: changing({
    examples: [['latchkey role update editor --name Author', 'A new name']],
    arguments: { slug },
    options: {
      name: { type: 'string', summary: 'A new name for people' },
      description,
      organization,
    },
    done: ({ slug }: Role) => `Changed ${slug}.`,
    call: (
      { workos: { authorization } },
      { slug, name, description, organization },
    ): Promise<Role> => {
      const changes = { name, description }
      refuseEmpty(changes)
      return organization
        ? authorization.updateOrganizationRole(organization, slug, changes)
        : authorization.updateEnvironmentRole(slug, changes)
    },
  }),

  permit: changing({
    description: 'What is not named is taken away. New access tokens have it.',
    examples: [
      ['latchkey role permit editor posts:read posts:write', 'These two'],
      ['latchkey role permit editor', 'Nothing at all'],
    ],
    arguments: {
      slug,
      permissions: { summary: 'Slugs of permissions', optional: true, variadic: true },
    },
    options: { organization },
    done: ({ slug, permissions }: Role) =>
      `${slug} allows ${permissions.length > 0 ? permissions.join(', ') : 'nothing'} now.`,
    call: ({ workos: { authorization } }, { slug, permissions, organization }): Promise<Role> =>
      organization
        ? authorization.setOrganizationRolePermissions(organization, slug, { permissions })
        : authorization.setEnvironmentRolePermissions(slug, { permissions }),
  }),

  delete: ending({
    description: 'Roles of the environment are deleted in the dashboard, which says who has them.',
    examples: [['latchkey role delete org-billing --organization org_01H…', 'Asks first']],
    arguments: { slug },
    options: {
      organization: {
        ...organization,
        required: true,
        summary: 'Whose role it is; one of the environment is deleted in the dashboard',
      },
    },
    question: ({ slug }) => `Delete ${slug}? Who has it gets the default role.`,
    done: ({ slug }) => `Deleted ${slug}.`,
    call: ({ workos }, { slug, organization }) =>
      workos.authorization.deleteOrganizationRole(organization, slug),
  }),
}
