import type { EventName } from '../events/event.ts'
import type { Invitation } from '../invitations/invitation.ts'
import type { AuthMethod } from '../sessions/session.ts'
import type { User } from '../users/user.ts'

/** A person who proved who they are, before the gates and before there is a session. */
export interface Identified {
  user: User
  /** The first proof: later steps do not change what is reported. */
  authMethod: AuthMethod
  authenticatedAt: Date
  /** The account's epoch when the first proof was given: in a later one it starts no session. */
  proofEpoch: number
  /** Whether the second factor was proven along with it, so that no gate asks for it. */
  mfaVerified: boolean
  ipAddress: string | null
  userAgent: string | null
  /** The browser that is signed in along with this; null outside of the hosted pages. */
  browserSessionId: string | null
  /** Accepted by completing the sign-in: its organization is the one that is signed in to. */
  invitation?: Invitation | null
  /** The organization that was asked for or chosen; null once it is settled that there is none. */
  organizationId?: string | null | undefined
  /** What to record once the sign-in is complete. */
  succeeded: EventName[]
  /** The one-time things this came from, spent or linked by the statement that starts the session. */
  pendingAuthenticationId: string | null
  authorizationCodeHash: Buffer | null
}

/** The published names of `authentication_method`, by the session's `auth_method`. */
export const authenticationMethodNames: Record<AuthMethod, string> = {
  magic_code: 'MagicAuth',
  password: 'Password',
  unknown: 'Password',
}
