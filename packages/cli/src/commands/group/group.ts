import { group as groupOf, verbs } from '../../command/command.ts'

export const group = groupOf(
  'Members of an organization that are treated together',
  verbs(() => import('./commands.ts'), {
    list: 'List the groups of an organization or of a member',
    get: 'Show one group',
    create: 'Add a group',
    update: 'Change its name or description',
    members: 'List the members of a group',
    add: 'Put a member into a group',
    remove: 'Take a member out of a group',
    delete: 'Delete a group; its members stay in the organization',
  }),
)
