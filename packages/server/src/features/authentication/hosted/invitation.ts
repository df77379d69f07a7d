import type { Deps } from '../../../deps.ts'
import { invalidRequestParameters } from '../../../errors/errors.ts'
import { type Invitation, isInvited } from '../../invitations/invitation.ts'
import { findOrganization, type Organization } from '../../organizations/organization.ts'
import { findUser, findUserByEmail, type User } from '../../users/user.ts'
import { type AuthorizationSession, rememberOnTheWay } from '../authorization-session.ts'
import { findInvitationOfSession } from '../invited.ts'

/** What the page of an invitation says. */
export interface InvitationDescription {
  invitation: Invitation
  organization: Organization | null
  inviter: User | null
  /** Whether the invited person signs in with it, or signs up. */
  hasAccount: boolean
}

export async function describeInvitation(
  deps: Deps,
  session: AuthorizationSession,
): Promise<InvitationDescription | null> {
  const invitation = await findInvitationOfSession(deps, session)
  if (!invitation) return null
  const { environmentId, organizationId, inviterUserId } = invitation
  const [organization, inviter, account] = await Promise.all([
    organizationId ? findOrganization(deps, environmentId, organizationId) : null,
    inviterUserId ? findUser(deps, environmentId, inviterUserId) : null,
    findUserByEmail(deps, environmentId, invitation.email),
  ])
  return { invitation, organization, inviter, hasAccount: account !== null }
}

/** The invitation of a link that was opened in this browser goes on with the sign-in there. */
export async function rememberInvitation(
  deps: Deps,
  session: AuthorizationSession,
  invitation: Invitation,
): Promise<void> {
  const { id, email } = invitation
  await rememberOnTheWay(deps.db, session, { invitationId: id, email })
}

/** Goes on without it; it stays open. */
export async function forgetInvitation(deps: Deps, session: AuthorizationSession): Promise<void> {
  await rememberOnTheWay(deps.db, session, { invitationId: null, email: null })
}

/** An invitation is for one address: said where another is entered, before anything is asked of it. */
export async function checkInvitedAddress(
  deps: Deps,
  session: AuthorizationSession,
  email: string,
): Promise<void> {
  const invitation = await findInvitationOfSession(deps, session)
  if (!invitation || isInvited(invitation, email)) return
  throw invalidRequestParameters([
    {
      code: 'invitation_cannot_be_used_for_email',
      message: `You came with an invitation for ${invitation.email}. Enter that address, or go on without the invitation.`,
      field: 'email',
    },
  ])
}
