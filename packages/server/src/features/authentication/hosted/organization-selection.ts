import { inTransaction } from '../../../db/database.ts'
import type { Deps } from '../../../deps.ts'
import { invalidPendingAuthenticationToken } from '../../../errors/errors.ts'
import {
  type ActiveMembership,
  getActiveMembership,
  listActiveMemberships,
} from '../../organization-memberships/organization-membership.ts'
import { getUser, type User } from '../../users/user.ts'
import { withAnswer } from '../authorization-request.ts'
import { completeAuthorizationSession } from '../authorization-session.ts'
import { type Browser, findSignIn } from '../authorize.ts'
import { identifyBySelection } from '../grants/organization-selection.ts'
import type { PendingAuthentication } from '../pending-authentication.ts'
import {
  alreadyCompleted,
  finishHostedSignIn,
  getPending,
  type Hosted,
  type HostedOutcome,
} from './hosted-sign-in.ts'

/** What there is to choose from, and for whom. */
export interface OrganizationChoice {
  user: User
  memberships: ActiveMembership[]
  /** Whether the application asked for an organization that the person does not belong to. */
  isRefused: boolean
}

export async function readOrganizationChoice(
  deps: Deps,
  hosted: Hosted,
  browser: Browser,
): Promise<OrganizationChoice> {
  const { environmentId, userId } = await getPendingSelection(deps, hosted, browser)
  const [user, memberships] = await Promise.all([
    getUser(deps, environmentId, userId),
    listActiveMemberships(deps, environmentId, userId),
  ])
  const wanted = hosted.session.organizationId
  const isRefused =
    wanted !== null && memberships.every(({ organizationId }) => organizationId !== wanted)
  return { user, memberships, isRefused }
}

export async function selectOrganization(
  deps: Deps,
  hosted: Hosted,
  browser: Browser,
  organizationId: string,
): Promise<HostedOutcome> {
  const pending = await getPendingSelection(deps, hosted, browser)
  // Here, so that the page says so: the gate would begin the choice anew without a word.
  await getActiveMembership(deps, pending.environmentId, pending.userId, organizationId)
  const identified = await identifyBySelection(deps, pending, organizationId, hosted)
  return finishHostedSignIn(deps, hosted, identified)
}

/** Goes back without having signed in: the application is told, as published for whoever is no member. */
export async function declineSelection(
  deps: Deps,
  { session }: Hosted,
): Promise<Extract<HostedOutcome, { kind: 'answer' }>> {
  const { redirectUri } = session
  if (!redirectUri) throw invalidPendingAuthenticationToken()
  const now = deps.clock.now()
  const isFirst = await inTransaction(deps.db, (transaction) =>
    completeAuthorizationSession(transaction, session, now),
  )
  if (!isFirst) throw alreadyCompleted()
  const refusal = {
    error: 'access_denied',
    error_description: 'The user signed in to none of their organizations.',
  }
  return { kind: 'answer', url: withAnswer(redirectUri, refusal, session.state) }
}

/** A sign-in that continues the one of the browser ends with it, and is nobody else's to finish. */
async function getPendingSelection(
  deps: Deps,
  hosted: Hosted,
  browser: Browser,
): Promise<PendingAuthentication> {
  const pending = await getPending(deps, hosted, 'organization_selection')
  if (pending.browserSessionId === null) return pending
  const signedIn = await findSignIn(deps, pending.environmentId, browser)
  if (signedIn?.browserSession.id !== pending.browserSessionId) {
    throw invalidPendingAuthenticationToken()
  }
  return pending
}
