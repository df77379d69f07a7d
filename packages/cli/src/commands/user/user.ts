import type { User } from '@latchkey/node'
import type { Column } from '../../terminal/table.ts'

export const userColumns: Column<User>[] = [
  { title: 'ID', value: ({ id }) => id },
  { title: 'EMAIL', value: ({ email }) => email },
  { title: 'NAME', value: nameOf },
  { title: 'VERIFIED', value: ({ emailVerified }) => (emailVerified ? 'yes' : 'no') },
  { title: 'LAST SIGN-IN', value: ({ lastSignInAt }) => lastSignInAt },
]

/** What `get` shows, in this order. */
export const userFields = (user: User) => ({
  id: user.id,
  email: user.email,
  'email verified': user.emailVerified ? 'yes' : 'no',
  name: nameOf(user),
  'external id': user.externalId,
  metadata: user.metadata,
  'last sign-in': user.lastSignInAt,
  created: user.createdAt,
})

function nameOf({ firstName, lastName, name }: User): string {
  return [firstName, lastName].filter(Boolean).join(' ') || (name ?? '')
}
