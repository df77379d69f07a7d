import { group, lazy } from '../../command/command.ts'

export const jwtTemplate = group('What access tokens say beside the usual claims', {
  get: lazy('Print the template', () => import('./get.ts')),
  set: lazy('Replace the template by a file', () => import('./set.ts')),
})
