import { group, verbs } from '../../command/command.ts'

export const factor = group(
  'Authenticator apps with which people prove themselves a second time',
  verbs(() => import('./commands.ts'), {
    list: 'List the factors of a person',
    delete: 'Delete a factor, as of a phone that is lost',
  }),
)
