import { group, verbs } from '../../command/command.ts'

export const permission = group(
  'What roles can allow',
  verbs(() => import('./commands.ts'), {
    list: 'List permissions',
    get: 'Show one permission',
    create: 'Add a permission',
    update: 'Change its name or description',
    delete: 'Delete a permission, and take it from every role',
  }),
)
