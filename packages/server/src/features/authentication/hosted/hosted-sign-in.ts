import { type Database, inTransaction } from '../../../db/database.ts'
import type { Deps } from '../../../deps.ts'
import { invalidPendingAuthenticationToken, PageError } from '../../../errors/errors.ts'
import { recordEvents } from '../../events/event.ts'
import { redeemInvitation } from '../../invitations/invitation.ts'
import { createBrowserSession } from '../../sessions/browser-session.ts'
import { lockUserInEpoch } from '../../users/user.ts'
import { issueAuthorizationCode } from '../authorization-code.ts'
import { withAnswer } from '../authorization-request.ts'
import {
  type AuthorizationSession,
  completeAuthorizationSession,
  rememberOnTheWay,
} from '../authorization-session.ts'
import type { Client } from '../client.ts'
import { successesOf } from '../events.ts'
import type { Identified } from '../identified.ts'
import { findInvitationOfSession, withInvitation } from '../invited.ts'
import {
  consumePendingAuthentication,
  findPendingAuthentication,
  type PendingAuthentication,
} from '../pending-authentication.ts'
import { pageOfStep, passGatesAtBrowser } from './pass-gates.ts'

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
  | { kind: 'answer'; url: string; browserSessionToken?: string }

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
  const invited = await withInvitation(deps, hosted.client, proven, presented)
  const identified = { ...invited, organizationId: wantedOrganization(hosted, proven) }
  const passage = await passGatesAtBrowser(deps, hosted.client, identified)
  const { client, session } = hosted
  if (passage.pending) {
    await rememberOnTheWay(deps.db, session, { pendingAuthenticationId: passage.pending.id })
    return { kind: 'page', path: pageOfStep[passage.pending.awaits] }
  }
  const { redirectUri } = session
  const { user, invitation } = identified
  const organizationId = invitation?.organizationId ?? passage.organization?.organizationId ?? null
  const now = deps.clock.now()
  return inTransaction(deps.db, async (transaction) => {
    // Where a device waits, the session goes on until the person has decided.
    if (redirectUri && !(await completeAuthorizationSession(transaction, session, now))) {
      throw alreadyCompleted()
    }
    if (invitation) await redeemInvitation(transaction, invitation, user, now)
    if (!(await lockUserInEpoch(transaction, user, identified.proofEpoch))) {
      throw invalidPendingAuthenticationToken()
    }
    const { pendingAuthenticationId } = identified
    if (pendingAuthenticationId) {
      const key = { environmentId: session.environmentId, id: pendingAuthenticationId }
      // Where a device waits, this is what a second click finds spent.
      if (!(await consumePendingAuthentication(transaction, key, now))) throw alreadyCompleted()
    }
    const signedIn = await signInBrowser(deps, transaction, client, identified)
    await recordEvents(transaction, now, eventsOf(hosted, identified))
    if (!redirectUri) {
      await rememberOnTheWay(transaction, session, { organizationId })
      return { kind: 'page', path: '/device/confirm', ...signedIn.cookie }
    }
    const code = await issueAuthorizationCode(deps, transaction, {
      environmentId: session.environmentId,
      clientId: session.clientId,
      codeChallenge: session.codeChallenge,
      userId: identified.user.id,
      authMethod: identified.authMethod,
      authenticatedAt: identified.authenticatedAt,
      organizationId,
      browserSessionId: signedIn.id,
      ipAddress: hosted.ipAddress,
      userAgent: hosted.userAgent,
    })
    return {
      kind: 'answer',
      url: withAnswer(redirectUri, { code }, session.state),
      ...signedIn.cookie,
    }
  })
}

/** A choice that was made goes before what the application asked for, which for a device is nothing. */
const wantedOrganization = ({ session }: Hosted, { organizationId }: Identified) =>
  organizationId ??
  (session.deviceAuthorizationId ? undefined : (session.organizationId ?? undefined))

/** A browser that was signed in already stays so. */
async function signInBrowser(
  deps: Deps,
  transaction: Database,
  { environment }: Client,
  identified: Identified,
): Promise<{ id: string; cookie: { browserSessionToken?: string } }> {
  if (identified.browserSessionId) return { id: identified.browserSessionId, cookie: {} }
  const created = await createBrowserSession(deps, transaction, environment, identified)
  return { id: created.browserSession.id, cookie: { browserSessionToken: created.token } }
}

function eventsOf(hosted: Hosted, identified: Identified) {
  const names = hosted.session.reauthentication
    ? [...identified.succeeded, 'authentication.reauthentication_succeeded' as const]
    : identified.succeeded
  return successesOf(hosted.client, { ...identified, succeeded: names })
}

export const alreadyCompleted = () =>
  new PageError(
    409,
    'This sign-in is already finished',
    'It was completed in another tab or by a second click. Go back to the application: you are signed in there, or can sign in again.',
  )
