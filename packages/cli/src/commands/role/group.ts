import { group, verbs } from '../../command/command.ts'

export const role = group(
  'What members of organizations may do',
  verbs(() => import('./commands.ts'), {
    list: 'List roles',
    get: 'Show one role, with its permissions',
    create: 'Add a role',
    update: 'Change its name or description',
    permit: 'Give a role exactly these permissions',
    delete: 'Delete a role of one organization',
  }),
)
