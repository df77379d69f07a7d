import { type Static, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../../deps.ts'
import type { Environment } from '../../environments/environment.ts'
import { createUser, findUser, findUserByEmail, type User, updateUser } from '../../users/user.ts'
import {
  type Change,
  DeclarationError,
  defineKind,
  differences,
  missingMetadata,
  type Path,
} from '../kind.ts'

const DeclaredUser = Type.Object(
  {
    id: Type.Optional(Type.String({ pattern: '^user_[0-9A-HJKMNP-TV-Z]{26}$' })),
    email: Type.String({ minLength: 1 }),
    password: Type.Optional(Type.String()),
    email_verified: Type.Optional(Type.Boolean()),
    first_name: Type.Optional(Type.String()),
    last_name: Type.Optional(Type.String()),
    external_id: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
    metadata: Type.Optional(Type.Record(Type.String(), Type.String())),
  },
  { additionalProperties: false },
)
type DeclaredUser = Static<typeof DeclaredUser>

/** Known by their id where one is pinned, else by their address. A password is what they begin with. */
export const usersKind = defineKind({
  schema: Type.Array(DeclaredUser),

  async plan(deps, environment, declared, at) {
    const changes: Change[] = []
    for (const [index, user] of declared.entries()) {
      const place = [...at, index]
      const present = await findPresent(deps, environment, user, place)
      const change = present
        ? toUpdate(deps, environment, user, present)
        : {
            summary: `+ user ${user.email}`,
            apply: () => createUser(deps, environment, { ...fieldsOf(user), ...newOnly(user) }),
          }
      if (change) changes.push({ ...change, at: place })
    }
    return changes
  },
})

async function findPresent(
  deps: Deps,
  environment: Environment,
  { id, email }: DeclaredUser,
  place: Path,
): Promise<User | null> {
  const pinned = id === undefined ? null : await findUser(deps, environment.id, id)
  const known = pinned ?? (await findUserByEmail(deps, environment.id, email))
  if (known && id !== undefined && known.id !== id) {
    throw new DeclarationError(
      [...place, 'id'],
      `${email} is ${known.id} already, and ids do not change.`,
    )
  }
  return known
}

const fieldsOf = (user: DeclaredUser) => ({
  email: user.email,
  ...(user.email_verified === undefined ? {} : { emailVerified: user.email_verified }),
  ...(user.first_name === undefined ? {} : { firstName: user.first_name }),
  ...(user.last_name === undefined ? {} : { lastName: user.last_name }),
  ...(user.external_id === undefined ? {} : { externalId: user.external_id }),
})

/** What is theirs to change afterwards, and what can never change. */
const newOnly = ({ id, password, metadata }: DeclaredUser) => ({
  ...(id === undefined ? {} : { id }),
  ...(password === undefined ? {} : { password }),
  ...(metadata === undefined ? {} : { metadata }),
})

function toUpdate(deps: Deps, environment: Environment, declared: DeclaredUser, present: User) {
  const missing = missingMetadata(declared.metadata, present.metadata)
  const different = {
    ...differences(fieldsOf(declared), present),
    ...(missing && { metadata: missing }),
  }
  const fields = Object.keys(different)
  if (fields.length === 0) return null
  return {
    summary: `~ user ${declared.email}: ${fields.join(', ')}`,
    apply: () => updateUser(deps, environment, present.id, different),
  }
}
