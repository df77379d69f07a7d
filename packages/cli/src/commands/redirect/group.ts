import { group, verbs } from '../../command/command.ts'

export const redirect = group(
  'Where sign-ins may come back to',
  verbs(() => import('./commands.ts'), {
    list: 'List redirect URIs',
    create: 'Add a redirect URI',
    delete: 'Delete a redirect URI',
  }),
)
