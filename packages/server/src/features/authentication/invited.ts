import type { Deps } from '../../deps.ts'
import { invitationCannotBeUsedForEmail } from '../../errors/errors.ts'
import {
  findUsableInvitation,
  getUsableInvitation,
  type Invitation,
  isInvited,
} from '../invitations/invitation.ts'
import type { AuthorizationSession } from './authorization-session.ts'
import type { Client } from './client.ts'
import type { TokenRequest } from './grants/grant.ts'
import type { Identified } from './identified.ts'
import { findInvitationOnTheWay } from './pending-authentication.ts'

/** The grants that begin a sign-in; those that continue one bring its invitation along. */
const invitable = new Set([
  'authorization_code',
  'password',
  'urn:workos:oauth:grant-type:magic-auth:code',
])

/** The invitation of a request for tokens, or its refusal: asked before anything is spent. */
export async function findPresentedInvitation(
  deps: Deps,
  client: Client,
  request: TokenRequest,
): Promise<Invitation | null> {
  const token = invitable.has(request.grantType) ? request.optional('invitation_token') : undefined
  return token ? getUsableInvitation(deps, client.environment.id, token) : null
}

/** The invitation that the person came to the hosted pages with, while it can be accepted. */
export async function findInvitationOfSession(
  deps: Deps,
  session: AuthorizationSession,
): Promise<Invitation | null> {
  const { environmentId, invitationId } = session
  return invitationId ? findUsableInvitation(deps, environmentId, invitationId) : null
}

/** What was presented now, or else what came along with the code or the step before. */
export async function withInvitation(
  deps: Deps,
  client: Client,
  identified: Identified,
  presented: Invitation | null,
): Promise<Identified> {
  const { pendingAuthenticationId } = identified
  const invitation =
    presented ??
    identified.invitation ??
    (pendingAuthenticationId
      ? await findInvitationOnTheWay(deps, client.environment.id, pendingAuthenticationId)
      : null)
  return { ...identified, invitation }
}

/** Whether the invitation was sent to this person, who thereby proved the address. */
export const comesInvited = ({ invitation, user }: Identified) =>
  !!invitation && isInvited(invitation, user.email)

/** An invitation is for one address: another one neither joins by it nor spends it. */
export function refuseForeignInvitation(identified: Identified): void {
  if (identified.invitation && !comesInvited(identified)) {
    throw invitationCannotBeUsedForEmail(identified.user.email)
  }
}
