import type { Invitation } from './invitation.ts'

export type InvitationState = 'pending' | 'accepted' | 'expired' | 'revoked'

export function stateOf(invitation: Invitation, now: Date): InvitationState {
  if (invitation.acceptedAt) return 'accepted'
  if (invitation.revokedAt) return 'revoked'
  return invitation.expiresAt <= now ? 'expired' : 'pending'
}
