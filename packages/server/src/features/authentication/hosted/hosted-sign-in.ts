import { inTransaction } from '../../../db/database.ts'
import type { Deps } from '../../../deps.ts'
import { ApiError, invalidPendingAuthenticationToken, PageError } from '../../../errors/errors.ts'
import { recordEvents } from '../../events/event.ts'
import { redeemInvitation } from '../../invitations/invitation.ts'
import { createBrowserSession } from '../../sessions/browser-session.ts'
import { issueAuthorizationCode } from '../authorization-code.ts'
import { withAnswer } from '../authorization-request.ts'
import {
  type AuthorizationSession,
  completeAuthorizationSession,
  rememberOnTheWay,
} from '../authorization-session.ts'
import type { Client } from '../client.ts'
import { successesOf } from '../events.ts'
import { passGates } from '../gates/gates.ts'
import type { Identified } from '../identified.ts'
import { findInvitationOfSession, withInvitation } from '../invited.ts'
import {
  consumePendingAuthentication,
  findPendingAuthentication,
  findPendingAuthenticationByToken,
  type PendingAuthentication,
} from '../pending-authentication.ts'

/**
 * The acts of the hosted pages. They enter the authentication where the grants do, and share the
 * rest: a gate's refusal becomes the next page, success becomes an authorization code.
 */
export interface Hosted {
  client: Client
  session: AuthorizationSession
  ipAddress: string
  userAgent: string | null
}

export type HostedOutcome =
  | { kind: 'page'; path: string; browserSessionToken?: string }
  | { kind: 'answer'; url: string; browserSessionToken: string }

/** The page of each step that a sign-in may wait for. */
const pageOfStep: Record<PendingAuthentication['awaits'], string> = {
  email_verification: '/email-verification',
  mfa_enrollment: '/mfa/enrollment',
  mfa_challenge: '/mfa/verification',
}

/** The sign-in of this flow that waits for a step, if it waits for this one. */
export async function getPending(
  deps: Deps,
  { session }: Hosted,
  step: PendingAuthentication['awaits'],
): Promise<PendingAuthentication> {
  const { environmentId, pendingAuthenticationId: id } = session
  const pending = id === null ? null : await findPendingAuthentication(deps, environmentId, id)
  if (pending?.awaits !== step) throw invalidPendingAuthenticationToken()
  return pending
}

/** The gates, and then the code, or the device's question: what every hosted sign-in ends with. */
export async function finishHostedSignIn(
  deps: Deps,
  hosted: Hosted,
  proven: Identified,
): Promise<HostedOutcome> {
  const presented = await findInvitationOfSession(deps, hosted.session)
  const identified = await withInvitation(deps, hosted.client, proven, presented)
  const pending = await standsInTheWay(deps, hosted, identified)
  if (pending) {
    await rememberOnTheWay(deps.db, hosted.session, { pendingAuthenticationId: pending.id })
    return { kind: 'page', path: pageOfStep[pending.awaits] }
  }
  const { client, session } = hosted
  const { redirectUri } = session
  const { user, invitation } = identified
  const now = deps.clock.now()
  return inTransaction(deps.db, async (transaction) => {
    // Where a device waits, the session goes on until the person has decided.
    if (redirectUri && !(await completeAuthorizationSession(transaction, session, now))) {
      throw alreadyCompleted()
    }
    if (invitation) await redeemInvitation(transaction, invitation, user, now)
    const { pendingAuthenticationId } = identified
    if (pendingAuthenticationId) {
      const key = { environmentId: session.environmentId, id: pendingAuthenticationId }
      await consumePendingAuthentication(transaction, key, now)
    }
    const signedIn = await createBrowserSession(deps, transaction, client.environment, identified)
    await recordEvents(transaction, now, eventsOf(hosted, identified))
    if (!redirectUri) {
      return { kind: 'page', path: '/device/confirm', browserSessionToken: signedIn.token }
    }
    const code = await issueAuthorizationCode(deps, transaction, {
      environmentId: session.environmentId,
      clientId: session.clientId,
      codeChallenge: session.codeChallenge,
      userId: identified.user.id,
      authMethod: identified.authMethod,
      authenticatedAt: identified.authenticatedAt,
      browserSessionId: signedIn.browserSession.id,
      ipAddress: hosted.ipAddress,
      userAgent: hosted.userAgent,
    })
    return {
      kind: 'answer',
      url: withAnswer(redirectUri, { code }, session.state),
      browserSessionToken: signedIn.token,
    }
  })
}

function eventsOf(hosted: Hosted, identified: Identified) {
  const names = hosted.session.reauthentication
    ? [...identified.succeeded, 'authentication.reauthentication_succeeded' as const]
    : identified.succeeded
  return successesOf(hosted.client, { ...identified, succeeded: names })
}

/** The sign-in that now waits for a step, or null when the gates let it pass. */
async function standsInTheWay(
  deps: Deps,
  hosted: Hosted,
  identified: Identified,
): Promise<PendingAuthentication | null> {
  try {
    await passGates(deps, hosted.client, identified)
    return null
  } catch (error) {
    const token = error instanceof ApiError && error.details.pending_authentication_token
    if (typeof token !== 'string') throw error
    return findPendingAuthenticationByToken(deps, hosted.client, token)
  }
}

const alreadyCompleted = () =>
  new PageError(
    409,
    'This sign-in is already finished',
    'It was completed in another tab or by a second click.',
    ['Go back to the application: you are signed in there, or can sign in again.'],
  )
