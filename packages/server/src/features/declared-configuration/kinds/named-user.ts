import { findUser, findUserByEmail, type User } from '../../users/user.ts'
import { DeclarationError, type World } from '../kind.ts'

/** Whoever the file names in this field, by address or id. */
export async function getUserNamed(
  { deps, environment }: World,
  field: string,
  name: string,
): Promise<User> {
  const user =
    (await findUser(deps, environment.id, name)) ??
    (await findUserByEmail(deps, environment.id, name))
  if (user) return user
  throw new DeclarationError(
    field,
    `There is no user '${name}' here. Declare them among the users.`,
  )
}
