import { inTransaction } from '../../../db/database.ts'
import type { Deps } from '../../../deps.ts'
import {
  organizationMembershipNotFound,
  organizationNotFound,
  organizationSelectionRequired,
} from '../../../errors/errors.ts'
import { recordEvents } from '../../events/event.ts'
import {
  type ActiveMembership,
  findActiveMembership,
  listActiveMemberships,
} from '../../organization-memberships/organization-membership.ts'
import { findOrganization } from '../../organizations/organization.ts'
import type { Client } from '../client.ts'
import { successesOf } from '../events.ts'
import type { Identified } from '../identified.ts'
import { createPendingAuthentication } from '../pending-authentication.ts'
import { toWireOrganizationChoice, toWireRefusedUser } from '../wire.ts'

/**
 * The organization that is signed in to, in the published order: the one of the invitation, the one
 * that was asked for or chosen, the only one there is. Whoever belongs to several must choose.
 */
export async function resolveOrganization(
  deps: Deps,
  client: Client,
  identified: Identified,
): Promise<ActiveMembership | null> {
  // Nobody is a member by it yet: completing the sign-in accepts it, and reads the membership then.
  if (identified.invitation?.organizationId) return null
  const { environmentId, id: userId } = identified.user
  const { organizationId } = identified
  if (organizationId === null) return null
  if (organizationId !== undefined) {
    const membership = await findActiveMembership(deps, environmentId, userId, organizationId)
    return membership ?? refuse(deps, environmentId, organizationId)
  }
  const memberships = await listActiveMemberships(deps, environmentId, userId)
  if (memberships.length <= 1) return memberships[0] ?? null
  const { token } = await awaitOrganizationSelection(deps, client, identified)
  throw organizationSelectionRequired({
    pending_authentication_token: token,
    organizations: toWireOrganizationChoice(memberships),
    user: toWireRefusedUser(identified.user),
  })
}

/** From here the sign-in goes on with a choice. The proofs stand, whether or not one is made. */
export async function awaitOrganizationSelection(
  deps: Deps,
  client: Client,
  identified: Identified,
) {
  return inTransaction(deps.db, async (transaction) => {
    await recordEvents(transaction, deps.clock.now(), successesOf(client, identified))
    const step = { awaits: 'organization_selection' } as const
    return createPendingAuthentication(deps, transaction, client, identified, step)
  })
}

async function refuse(deps: Deps, environmentId: string, organizationId: string): Promise<never> {
  throw (await findOrganization(deps, environmentId, organizationId))
    ? organizationMembershipNotFound(organizationId)
    : organizationNotFound(organizationId)
}
