import { group, verbs } from '../../command/command.ts'

export const session = group(
  'Where people are signed in',
  verbs(() => import('./commands.ts'), {
    list: 'List the sessions of a person, newest first',
    revoke: 'Sign somebody out of one session',
  }),
)
