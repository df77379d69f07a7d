import { group, verbs } from '../../command/command.ts'

export const connection = group(
  'How organizations sign in at identity providers of their own',
  verbs(() => import('./commands.ts'), {
    list: 'List connections, newest first',
    get: 'Show one connection',
    delete: 'End a connection, for good',
  }),
  { elsewhere: { create: 'The API makes no connections, and so no command does.' } },
)
