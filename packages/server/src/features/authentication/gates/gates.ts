import type { Deps } from '../../../deps.ts'
import type { Client } from '../client.ts'
import type { Identified } from '../identified.ts'
import { approvedByActionGate } from './approved-by-action.ts'
import { emailVerifiedGate } from './email-verified.ts'
import { invitedAddressGate } from './invited-address.ts'
import { mfaGate } from './mfa.ts'

/** A condition between the first proof and a session. It refuses by throwing what the person must do. */
export type Gate = (deps: Deps, client: Client, identified: Identified) => Promise<void>

/** In the published order. */
const gates: Gate[] = [emailVerifiedGate, mfaGate, invitedAddressGate, approvedByActionGate]

export async function passGates(deps: Deps, client: Client, identified: Identified): Promise<void> {
  for (const gate of gates) await gate(deps, client, identified)
}
