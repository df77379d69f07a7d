import { group, lazy } from '../../command/command.ts'

export const organization = group('Customers of your application', {
  list: lazy('List organizations, newest first', () => import('./list.ts')),
  get: lazy('Show one organization', () => import('./get.ts')),
  create: lazy('Add an organization', () => import('./create.ts')),
  update: lazy('Change an organization', () => import('./update.ts')),
  delete: lazy('Delete an organization', () => import('./delete.ts')),
})
