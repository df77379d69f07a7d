import { type Database, inTransaction } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { invalidGrant, invalidPendingAuthenticationToken } from '../../errors/errors.ts'
import { createEventId } from '../events/event.ts'
import { redeemInvitation } from '../invitations/invitation.ts'
import { getActiveMembership } from '../organization-memberships/organization-membership.ts'
import { issueAccessToken } from '../sessions/access-token.ts'
import {
  type OrganizationClaims,
  prepareSession,
  type SessionClaims,
  sessionCreated,
} from '../sessions/session.ts'
import type { User } from '../users/user.ts'
import type { Client } from './client.ts'
import { successesOf } from './events.ts'
import { authenticationMethodNames, type Identified } from './identified.ts'
import { readOwnClaims } from './own-claims.ts'
import { startSession } from './stores/complete-sign-in.ts'

/** What a successful authentication answers with. */
export interface AuthenticationResult {
  user: User
  session: SessionClaims
  accessToken: string
  refreshToken: string
  authenticationMethod: string
}

/**
 * Starts the session, records what happened and spends what it came from, in one statement. With the
 * claims of an active membership the session is one in that organization. An invitation is accepted
 * first, in the same transaction, and its organization is the one.
 */
export async function completeSignIn(
  deps: Deps,
  client: Client,
  identified: Identified,
  organization: OrganizationClaims | null,
): Promise<AuthenticationResult> {
  const { invitation, user } = identified
  if (!invitation) {
    const prepared = prepareSignIn(deps, client, identified, organization)
    const [signedIn, accessToken] = await Promise.all([
      prepared.start(deps.db),
      issueToken(deps, client, prepared.session, user, organization),
    ])
    return toSignedIn(prepared, signedIn, accessToken)
  }
  const { environment } = client
  const joined = await inTransaction(deps.db, async (transaction) => {
    await redeemInvitation(transaction, invitation, user, deps.clock.now())
    const within = { ...deps, db: transaction }
    const claims = invitation.organizationId
      ? await getActiveMembership(within, environment.id, user.id, invitation.organizationId)
      : organization
    const prepared = prepareSignIn(deps, client, identified, claims)
    return { prepared, claims, signedIn: await prepared.start(transaction) }
  })
  const { prepared, claims, signedIn } = joined
  const accessToken = await issueToken(deps, client, prepared.session, signedIn, claims)
  return toSignedIn(prepared, signedIn, accessToken)
}

/** The session before it is stored, and the statement that stores it. */
function prepareSignIn(
  deps: Deps,
  client: Client,
  identified: Identified,
  organization: OrganizationClaims | null,
) {
  const { environment, application } = client
  const now = deps.clock.now()
  const prepared = prepareSession(deps, environment, {
    userId: identified.user.id,
    clientId: application.clientId,
    organizationId: organization?.organizationId ?? null,
    authMethod: identified.authMethod,
    authenticatedAt: identified.authenticatedAt,
    ipAddress: identified.ipAddress,
    userAgent: identified.userAgent,
    browserSessionId: identified.browserSessionId,
  })
  const events = [...successesOf(client, identified), sessionCreated(prepared.session, now)]
  const start = async (db: Database): Promise<User> => {
    const user = await startSession(db, {
      ...prepared,
      events: events.map((event) => ({
        ...event,
        id: createEventId(now),
        context: { client_id: application.clientId },
      })),
      proofEpoch: identified.proofEpoch,
      pendingAuthenticationId: identified.pendingAuthenticationId,
      authorizationCodeHash: identified.authorizationCodeHash,
      now,
    })
    if (user) return user
    if (organization) {
      const { organizationId } = organization
      await getActiveMembership({ ...deps, db }, environment.id, identified.user.id, organizationId)
    }
    // Somebody else finished this sign-in first, or what it proved was made void, or the account
    // deleted.
    throw identified.pendingAuthenticationId
      ? invalidPendingAuthenticationToken()
      : invalidGrant('This sign-in was ended before it was finished. Sign in again.')
  }
  const { session, refreshToken } = prepared
  return { session, refreshToken, authMethod: identified.authMethod, start }
}

const toSignedIn = (
  { session, refreshToken, authMethod }: ReturnType<typeof prepareSignIn>,
  user: User,
  accessToken: string,
): AuthenticationResult => ({
  user,
  session,
  accessToken,
  refreshToken,
  authenticationMethod: authenticationMethodNames[authMethod],
})

/** The answer for a session that goes on. */
export async function toResult(
  deps: Deps,
  client: Client,
  exchanged: { session: SessionClaims; user: User; refreshToken: string },
  organization: OrganizationClaims | null,
): Promise<AuthenticationResult> {
  return {
    ...exchanged,
    accessToken: await issueToken(deps, client, exchanged.session, exchanged.user, organization),
    authenticationMethod: authenticationMethodNames[exchanged.session.authMethod],
  }
}

async function issueToken(
  deps: Deps,
  { environment }: Client,
  session: SessionClaims,
  user: User,
  organization: OrganizationClaims | null,
): Promise<string> {
  const ownClaims = await readOwnClaims(deps, user, organization)
  return issueAccessToken(deps, environment, session, organization, ownClaims)
}
