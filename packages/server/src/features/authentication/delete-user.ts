import type { Deps } from '../../deps.ts'
import { revokeInvitationsOfUser } from '../invitations/invitation.ts'
import { recordMembershipsDeleted } from '../organization-memberships/organization-membership.ts'
import { deleteUser, findUser } from '../users/user.ts'

/**
 * Deletes a user, tells which memberships end with them and takes their invitations back: users know
 * neither.
 */
export async function deleteUserAndMemberships(
  deps: Deps,
  environmentId: string,
  userId: string,
): Promise<void> {
  await deleteUser(deps, environmentId, userId, async (transaction, now) => {
    await recordMembershipsDeleted(transaction, environmentId, { userId }, now)
    const user = await findUser({ ...deps, db: transaction }, environmentId, userId)
    if (user) await revokeInvitationsOfUser(transaction, user, now)
  })
}
