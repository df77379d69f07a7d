import { type Database, inTransaction } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { invalidGrant, invalidPendingAuthenticationToken } from '../../errors/errors.ts'
import { createId } from '../../ids/ids.ts'
import { redeemInvitation } from '../invitations/invitation.ts'
import { issueAccessToken } from '../sessions/access-token.ts'
import { prepareSession, type SessionClaims, sessionCreated } from '../sessions/session.ts'
import type { User } from '../users/user.ts'
import type { Client } from './client.ts'
import { authenticationSucceeded } from './events.ts'
import { authenticationMethodNames, type Identified } from './identified.ts'
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
 * Starts the session, records what happened and spends what it came from, in one statement; with an
 * invitation, in the transaction that accepts it.
 */
export async function completeSignIn(
  deps: Deps,
  client: Client,
  identified: Identified,
): Promise<AuthenticationResult> {
  const { environment, application } = client
  const now = deps.clock.now()
  const prepared = prepareSession(deps, environment, {
    userId: identified.user.id,
    clientId: application.clientId,
    authMethod: identified.authMethod,
    authenticatedAt: identified.authenticatedAt,
    ipAddress: identified.ipAddress,
    userAgent: identified.userAgent,
    browserSessionId: identified.browserSessionId,
  })
  const events = [
    ...identified.succeeded.map((event) =>
      authenticationSucceeded(event, environment.id, {
        userId: identified.user.id,
        email: identified.user.email,
        ipAddress: identified.ipAddress,
        userAgent: identified.userAgent,
      }),
    ),
    sessionCreated(prepared.session, now),
  ]
  const start = async (db: Database) => {
    const user = await startSession(db, {
      ...prepared,
      events: events.map((event) => ({ ...event, id: createId('event', now) })),
      pendingAuthenticationId: identified.pendingAuthenticationId,
      authorizationCodeHash: identified.authorizationCodeHash,
      now,
    })
    if (user) return user
    // Somebody else finished this sign-in first, or the account was deleted meanwhile.
    throw identified.pendingAuthenticationId
      ? invalidPendingAuthenticationToken()
      : invalidGrant('The user no longer exists.')
  }
  const { invitation } = identified
  const started = invitation
    ? inTransaction(deps.db, async (transaction) => {
        await redeemInvitation(transaction, invitation, identified.user, now)
        return start(transaction)
      })
    : start(deps.db)
  const [user, accessToken] = await Promise.all([
    started,
    issueAccessToken(deps, environment, prepared.session),
  ])
  return {
    user,
    session: prepared.session,
    accessToken,
    refreshToken: prepared.refreshToken,
    authenticationMethod: authenticationMethodNames[identified.authMethod],
  }
}

/** The answer for a session that goes on. */
export async function toResult(
  deps: Deps,
  client: Client,
  exchanged: { session: SessionClaims; user: User; refreshToken: string },
): Promise<AuthenticationResult> {
  return {
    ...exchanged,
    accessToken: await issueAccessToken(deps, client.environment, exchanged.session),
    authenticationMethod: authenticationMethodNames[exchanged.session.authMethod],
  }
}
