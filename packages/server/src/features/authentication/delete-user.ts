import type { Deps } from '../../deps.ts'
import { recordMembershipsDeleted } from '../organization-memberships/organization-membership.ts'
import { deleteUser } from '../users/user.ts'

/** Deletes a user and tells which memberships end with them: users do not know memberships. */
export async function deleteUserAndMemberships(
  deps: Deps,
  environmentId: string,
  userId: string,
): Promise<void> {
  await deleteUser(deps, environmentId, userId, (transaction, now) =>
    recordMembershipsDeleted(transaction, environmentId, { userId }, now),
  )
}
