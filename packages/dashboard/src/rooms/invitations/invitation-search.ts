import type { InvitationState } from '../../api/types.ts'
import type { Cursor } from '../../components/pager.tsx'

/** What the address of a list of invitations says. */
export interface InvitationSearch extends Cursor {
  search?: string
  state?: InvitationState
  create?: boolean
}

export const invitationStates = [
  'pending',
  'accepted',
  'expired',
  'revoked',
] as const satisfies InvitationState[]

export const stateOf = (value: unknown): InvitationState | undefined =>
  invitationStates.find((state) => state === value)
