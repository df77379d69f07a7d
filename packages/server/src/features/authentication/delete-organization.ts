import type { Deps } from '../../deps.ts'
import { deleteConnectionsOfOrganization } from '../connections/connection.ts'
import { revokeInvitationsToOrganization } from '../invitations/invitation.ts'
import { recordMembershipsDeleted } from '../organization-memberships/organization-membership.ts'
import { deleteOrganization } from '../organizations/organization.ts'
import { endSessionsInOrganization } from '../sessions/session.ts'

/**
 * Deletes an organization, tells which memberships, invitations and connections end and signs out
 * whoever is in it, in one transaction. Conducted here, because all of these stand above organizations,
 * which do not know them.
 */
export async function deleteOrganizationAndEndSessions(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<void> {
  await deleteOrganization(
    deps,
    environmentId,
    id,
    (transaction, organization, now) =>
      endSessionsInOrganization(
        transaction,
        { environmentId, organizationId: organization.id },
        now,
      ),
    async (transaction, now) => {
      await recordMembershipsDeleted(transaction, environmentId, { organizationId: id }, now)
      const organization = { environmentId, organizationId: id }
      await revokeInvitationsToOrganization(transaction, organization, now)
      await deleteConnectionsOfOrganization(transaction, environmentId, id, now)
    },
  )
}
