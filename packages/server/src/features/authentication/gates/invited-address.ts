import { refuseForeignInvitation } from '../invited.ts'
import type { Gate } from './gates.ts'

/** Whoever brings an invitation along signs in to the address that it was sent to. */
export const invitedAddressGate: Gate = async (_deps, _client, identified) =>
  refuseForeignInvitation(identified)
