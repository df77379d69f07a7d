import { group, lazy } from '../../command/command.ts'

export const event = group('What happened in the environment', {
  list: lazy('List events', () => import('./list.ts')),
})
