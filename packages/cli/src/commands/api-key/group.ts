import { group, lazy, verbs } from '../../command/command.ts'

export const apiKey = group('Keys that your customers use your own API with', {
  ...verbs(() => import('./commands.ts'), {
    list: 'List the keys of an organization or of a person',
    create: 'Make a key, and show it once',
    expire: 'Let a key end, now or later',
    revoke: 'End a key and forget it',
  }),
  validate: lazy('Tell whose key it is, and what it allows', () => import('./validate.ts')),
})
