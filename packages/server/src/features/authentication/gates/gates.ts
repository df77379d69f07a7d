import type { Deps } from '../../../deps.ts'
import type { OrganizationClaims } from '../../sessions/session.ts'
import type { Client } from '../client.ts'
import type { Identified } from '../identified.ts'
import { askAction } from './approved-by-action.ts'
import { emailVerifiedGate } from './email-verified.ts'
import { invitedAddressGate } from './invited-address.ts'
import { mfaGate, organizationMfaGate } from './mfa.ts'
import { resolveOrganization } from './organization.ts'

/** A condition between the first proof and a session. It refuses by throwing what the person must do. */
export type Gate = (deps: Deps, client: Client, identified: Identified) => Promise<void>

/** In the published order. */
const gates: Gate[] = [emailVerifiedGate, mfaGate, invitedAddressGate]

/** Everything that stands between a proof and a session; answers with the organization signed in to. */
export async function passGates(
  deps: Deps,
  client: Client,
  identified: Identified,
): Promise<OrganizationClaims | null> {
  for (const gate of gates) await gate(deps, client, identified)
  const organization = await resolveOrganization(deps, client, identified)
  await organizationMfaGate(deps, client, identified, organization)
  await askAction(deps, client, identified, organization)
  return organization
}
