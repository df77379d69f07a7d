import type { Permission } from '@latchkey/node'
import { pagination, refuseEmpty } from '../options.ts'
import { changing, ending, listing, pageOf, showing } from '../resource.ts'

const slug = { summary: 'Its name in code, such as posts:read' }
const description = { type: 'string', summary: 'What it allows' } as const

export const commands = {
  list: listing({
    examples: [['latchkey permission list', 'Every permission of the environment']],
    options: pagination,
    columns: [
      { title: 'SLUG', value: ({ slug }) => slug },
      { title: 'NAME', value: ({ name }) => name },
      { title: 'DESCRIPTION', value: ({ description }) => description },
    ],
    empty: 'No permissions. latchkey permission create SLUG adds one.',
    call: ({ workos }, page) => workos.authorization.listPermissions(pageOf(page)),
  }),

  get: showing({
    examples: [['latchkey permission get posts:read', 'One permission']],
    arguments: { slug },
    fields: ({ slug, name, description, system, createdAt }: Permission) => ({
      slug,
      name,
      description,
      'made by': system ? 'the platform' : 'you',
      created: createdAt,
    }),
    call: ({ workos }, { slug }) => workos.authorization.getPermission(slug),
  }),

  create: changing({
    examples: [['latchkey permission create posts:read --name "Read posts"', 'A permission']],
    arguments: { slug },
    options: {
      name: { type: 'string', required: true, summary: 'Its name for people' },
      description,
    },
    done: ({ slug }: Permission) => `Created ${slug}.`,
    call: ({ workos }, { slug, name, description }) =>
      workos.authorization.createPermission({ slug, name, description }),
  }),

  update: changing({
    examples: [['latchkey permission update posts:read --name "See posts"', 'A new name']],
    arguments: { slug },
    options: { name: { type: 'string', summary: 'A new name for people' }, description },
    done: ({ slug }: Permission) => `Changed ${slug}.`,
    call: ({ workos }, { slug, name, description }) => {
      refuseEmpty({ name, description })
      return workos.authorization.updatePermission(slug, { name, description })
    },
  }),

  delete: ending({
    examples: [['latchkey permission delete posts:read', 'Asks first']],
    arguments: { slug },
    question: ({ slug }) => `Delete ${slug} and take it from every role?`,
    done: ({ slug }) => `Deleted ${slug}.`,
    call: ({ workos }, { slug }) => workos.authorization.deletePermission(slug),
  }),
}
