import type { Static } from '@fastify/type-provider-typebox'
import {
  createUser,
  findUser,
  findUserByEmail,
  listUsers,
  type User,
  updateUser,
} from '../../users/user.ts'
import {
  DeclarationError,
  defineKind,
  everyPage,
  given,
  sayWhatIsThere,
  type World,
} from '../kind.ts'
import type { DeclaredUser } from '../wire.ts'

type Item = Static<typeof DeclaredUser>

/** Known by their id where one is pinned, else by their address. A password is what they begin with. */
export const usersKind = defineKind<Item, User>({
  noun: 'user',
  keyOf: ({ email }) => email.toLowerCase(),
  declaredIn: ({ users: items = [] }) =>
    items.map((item, index) => ({ item, at: ['users', index] })),

  async find({ deps, environment }, { id, email }) {
    const pinned = id === undefined ? null : await findUser(deps, environment.id, id)
    const known = pinned ?? (await findUserByEmail(deps, environment.id, email))
    if (known && id !== undefined && known.id !== id) {
      const message = `${email} is ${known.id} already, and ids do not change.`
      throw new DeclarationError('id', message)
    }
    return known
  },

  // An address that was verified since stays so, whatever the account began with.
  describe: (user, { email_verified: declared }) => ({
    ...fieldsOf(user),
    email_verified: declared === false ? false : user.emailVerified,
  }),

  create: ({ deps, environment }, item) =>
    createUser(deps, environment, {
      email: item.email,
      ...given({
        id: item.id,
        password: item.password,
        passwordHash: item.password_hash ?? undefined,
        passwordHashType: item.password_hash_type ?? undefined,
      }),
      ...toChanges(item),
    }),

  update: ({ deps, environment }, { id }, _item, changed) =>
    updateUser(deps, environment, id, {
      ...toChanges(changed),
      ...given({ email: changed.email }),
    }),
})

export async function exportUsers({ deps, environment }: World): Promise<Item[]> {
  const users = await everyPage((page) => listUsers(deps, environment.id, page))
  return users.map((user) => ({
    id: user.id,
    ...sayWhatIsThere({ ...fieldsOf(user), email_verified: user.emailVerified }),
  }))
}

const fieldsOf = (user: User) => ({
  email: user.email,
  first_name: user.firstName,
  last_name: user.lastName,
  name: user.name,
  external_id: user.externalId,
  metadata: user.metadata,
})

const toChanges = (item: Partial<Item>) =>
  given({
    emailVerified: item.email_verified,
    firstName: item.first_name,
    lastName: item.last_name,
    name: item.name,
    externalId: item.external_id,
    metadata: item.metadata,
  })
