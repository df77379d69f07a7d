import { group, lazy } from '../../command/command.ts'

export const env = group('Environments that this machine knows by name', {
  list: lazy('List the stored environments', () => import('./list.ts')),
  add: lazy('Store an environment: its address and its key', () => import('./add.ts')),
  switch: lazy('Choose the environment that commands work with', () => import('./switch.ts')),
  remove: lazy('Forget an environment', () => import('./remove.ts')),
})
