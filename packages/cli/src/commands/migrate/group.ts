import { group, lazy } from '../../command/command.ts'

export const migrate = group('Bring people from another system, with their passwords', {
  csv: lazy('From CSV files', () => import('./csv.ts')),
  auth0: lazy('From exports of Auth0', () => import('./auth0.ts')),
  clerk: lazy('From an export of Clerk', () => import('./clerk.ts')),
  cognito: lazy('From a user pool of Amazon Cognito', () => import('./cognito.ts')),
  firebase: lazy('From an export of Firebase Authentication', () => import('./firebase.ts')),
  workos: lazy('From WorkOS, or from another Latchkey', () => import('./workos.ts')),
})
