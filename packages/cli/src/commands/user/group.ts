import { group, lazy } from '../../command/command.ts'

export const user = group('People who can sign in', {
  list: lazy('List people, newest first', () => import('./list.ts')),
  get: lazy('Show one person', () => import('./get.ts')),
  create: lazy('Add a person', () => import('./create.ts')),
  update: lazy('Change a person', () => import('./update.ts')),
  'verify-email': lazy('Mail a code that verifies the address', () => import('./verify-email.ts')),
  'reset-password': lazy('Mail a link to set a new password', () => import('./reset-password.ts')),
  delete: lazy('Delete a person', () => import('./delete.ts')),
})
