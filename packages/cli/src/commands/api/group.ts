import { group, lazy } from '../../command/command.ts'

export const api = group(
  'Call the API as it is',
  { ls: lazy('List the endpoints', () => import('./ls.ts')) },
  { otherwise: lazy('Send a request to the API', () => import('./call.ts')) },
)
