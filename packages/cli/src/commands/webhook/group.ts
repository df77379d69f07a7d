import { group, verbs } from '../../command/command.ts'

export const webhook = group(
  'Addresses that are told what happens',
  verbs(() => import('./commands.ts'), {
    list: 'List webhook endpoints',
    create: 'Add an endpoint, and get its secret',
    update: 'Change its address or its events, or turn it off and on',
    delete: 'Delete an endpoint',
  }),
)
