import { randomBytes } from 'node:crypto'
import { addSeconds } from '../../config/clock.ts'
import { type Database, inTransaction } from '../../db/database.ts'
import type { PageQuery } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import {
  ApiError,
  invalidGrant,
  notFound,
  organizationMembershipNotFound,
  SessionOverError,
} from '../../errors/errors.ts'
import { createId, isId } from '../../ids/ids.ts'
import type { Environment } from '../environments/environment.ts'
import { recordEvents } from '../events/event.ts'
import { beginProofEpoch, type User } from '../users/user.ts'
import { endBrowserSessionsOfUser } from './browser-session.ts'
import { sessionRevoked } from './events.ts'
import {
  decodeRefreshToken,
  encodeRefreshToken,
  hashRefreshSecret,
  type RefreshToken,
} from './refresh-token.ts'
import * as store from './store.ts'

/** For whoever completes a sign-in: the event is part of the statement that starts the session. */
export { sessionCreated } from './events.ts'

export type { RefreshToken } from './refresh-token.ts'
export { removeEnded as removeEndedSessions } from './store.ts'

/**
 * A session is one sign-in of one user to one application. It lives by its refresh token, which is
 * exchanged for a new one at every refresh, and ends by sign-out, by revocation, by inactivity, at
 * its longest lifetime, or with its user.
 */
export interface Session {
  environmentId: string
  id: string
  userId: string
  clientId: string
  organizationId: string | null
  authMethod: AuthMethod
  authenticatedAt: Date
  ipAddress: string | null
  userAgent: string | null
  browserSessionId: string | null
  refreshGeneration: number
  refreshedAt: Date
  expiresAt: Date
  endedAt: Date | null
  createdAt: Date
  updatedAt: Date
}

/** What tokens and the answers that carry them say of a session. */
export type SessionClaims = Pick<
  Session,
  'id' | 'userId' | 'clientId' | 'organizationId' | 'authMethod' | 'authenticatedAt'
>

/** What access tokens say of the organization that a session is in, and of the user in it. */
export interface OrganizationClaims {
  organizationId: string
  /** Slugs, the highest first: it is the token's `role`. */
  roles: string[]
  permissions: string[]
}

/** The published values of `auth_method` that this server issues. */
export type AuthMethod = 'magic_code' | 'password' | 'unknown'

/**
 * Tabs and servers that refresh one session at the same time all present the same token: within
 * this time of its exchange they all get the same successor.
 */
const replayWindowSeconds = 30

/** What a new session is made of. The row itself is written by whoever completes the sign-in. */
export interface NewSession {
  session: Session
  refreshSecretHash: Buffer
  refreshToken: string
}

export function prepareSession(
  deps: Deps,
  environment: Environment,
  from: {
    userId: string
    clientId: string
    organizationId: string | null
    authMethod: AuthMethod
    authenticatedAt: Date
    ipAddress: string | null
    userAgent: string | null
    browserSessionId: string | null
  },
): NewSession {
  const now = deps.clock.now()
  const secret = randomBytes(16)
  const session: Session = {
    environmentId: environment.id,
    id: createId('session', now),
    ...from,
    refreshGeneration: 0,
    refreshedAt: now,
    expiresAt: addSeconds(now, environment.settings.sessions.maximumLifetimeSeconds),
    endedAt: null,
    createdAt: now,
    updatedAt: now,
  }
  return {
    session,
    refreshSecretHash: hashRefreshSecret(secret),
    refreshToken: encodeRefreshToken(deps.sealer, {
      sessionId: session.id,
      generation: 0,
      secret,
    }),
  }
}

/** What a refresh token says, if it is one of ours: nothing yet of the session that it names. */
export function readRefreshToken(deps: Deps, presented: string): RefreshToken {
  const token = findRefreshToken(deps, presented)
  if (!token) throw invalidRefreshToken()
  return token
}

export const findRefreshToken = (deps: Deps, presented: string): RefreshToken | null =>
  decodeRefreshToken(deps.sealer, presented)

/** Whether this refresh token, of whichever generation, keeps that session alive. */
export const isTokenOfSession = (deps: Deps, presented: string, sessionId: string) =>
  decodeRefreshToken(deps.sealer, presented)?.sessionId === sessionId

/** A session that goes on, with the token that keeps it alive from now on. */
export interface Exchanged {
  session: SessionClaims
  user: User
  refreshToken: string
}

/**
 * Exchanges a refresh token for its successor, once, or again within the replay window. With an
 * organization, of which the caller knows that the user is an active member, the session moves there.
 */
export async function exchangeRefreshToken(
  deps: Deps,
  environment: Environment,
  clientId: string,
  token: RefreshToken,
  organizationId: string | null,
): Promise<Exchanged> {
  const presented = toPresented(deps, environment, clientId, token)
  const rotated =
    organizationId === null
      ? await store.rotate(deps.db, presented, null)
      : await store.rotateInto(deps.db, presented, organizationId)
  return succeed(
    deps,
    token,
    rotated ?? (await replayExchange(deps, environment, clientId, token, organizationId)),
  )
}

/**
 * The exchange of the present token of a living session, for an API key of the environment, and
 * nothing else; null says no more than that it was not made.
 */
export async function exchangeRefreshTokenByKey(
  deps: Deps,
  environment: Environment,
  clientId: string,
  token: RefreshToken,
  apiKeyHash: Buffer,
): Promise<Exchanged | null> {
  const presented = toPresented(deps, environment, clientId, token)
  const rotated = await store.rotate(deps.db, presented, apiKeyHash)
  return rotated && succeed(deps, token, rotated)
}

function toPresented(
  deps: Deps,
  environment: Environment,
  clientId: string,
  token: RefreshToken,
): store.PresentedToken {
  const now = deps.clock.now()
  return {
    environmentId: environment.id,
    clientId,
    sessionId: token.sessionId,
    generation: token.generation,
    secretHash: hashRefreshSecret(token.secret),
    inactiveSince: oldestActivity(environment, now),
    now,
  }
}

const succeed = (
  deps: Deps,
  token: RefreshToken,
  exchanged: { session: SessionClaims; user: User },
): Exchanged => ({
  ...exchanged,
  refreshToken: encodeRefreshToken(deps.sealer, { ...token, generation: token.generation + 1 }),
})

/** Why the token could not be exchanged now: a concurrent refresh, an ended session, or a stolen token. */
async function replayExchange(
  deps: Deps,
  environment: Environment,
  clientId: string,
  token: RefreshToken,
  organizationId: string | null,
): Promise<{ session: Session; user: User }> {
  const found = await getLivingSession(deps, environment, clientId, token)
  const { session, user } = found
  const now = deps.clock.now()
  // Not exchanged at all: the user stopped being a member since that was asked.
  if (organizationId !== null && token.generation === session.refreshGeneration) {
    throw organizationMembershipNotFound(organizationId)
  }
  const withinWindow = now <= addSeconds(session.refreshedAt, replayWindowSeconds)
  if (withinWindow && token.generation === session.refreshGeneration - 1) {
    if (organizationId === null || organizationId === session.organizationId) return found
    if (!(await store.moveToOrganization(deps.db, session, organizationId, now))) {
      throw organizationMembershipNotFound(organizationId)
    }
    return { session: { ...session, organizationId }, user }
  }
  // RFC 9700 §4.14.2: a token that turns up after its exchange was in two hands, so the session
  // ends for both. Within the window it may be a slow tab, two refreshes behind: refused, not punished.
  if (!withinWindow) await endSession(deps, session)
  throw invalidGrant('Refresh token already exchanged.')
}

/** The session that this token keeps alive, whatever its generation. */
export async function getLivingSession(
  deps: Deps,
  environment: Environment,
  clientId: string,
  token: RefreshToken,
): Promise<{ session: Session; user: User }> {
  const now = deps.clock.now()
  const found = await store.findWithUser(deps.db, {
    environmentId: environment.id,
    clientId,
    sessionId: token.sessionId,
    secretHash: hashRefreshSecret(token.secret),
  })
  if (!found) throw invalidRefreshToken()
  const { endedAt, expiresAt, refreshedAt } = found.session
  if (endedAt || expiresAt <= now || refreshedAt <= oldestActivity(environment, now)) {
    throw new SessionOverError('Session has already ended.')
  }
  return found
}

const invalidRefreshToken = () => new SessionOverError('Invalid refresh token.')

/**
 * The session that this token belongs to, without exchanging it: for the dashboard's own cookie,
 * which stays in one browser.
 */
export async function findSessionByToken(
  deps: Deps,
  environment: Environment,
  presented: string,
): Promise<{ session: Session; user: User } | null> {
  const token = decodeRefreshToken(deps.sealer, presented)
  if (!token) return null
  const now = deps.clock.now()
  const found = await store.findWithUser(deps.db, {
    environmentId: environment.id,
    clientId: null,
    sessionId: token.sessionId,
    secretHash: hashRefreshSecret(token.secret),
  })
  if (!found || found.session.refreshGeneration !== token.generation) return null
  return found.session.endedAt || found.session.expiresAt <= now ? null : found
}

function oldestActivity(environment: Environment, now: Date): Date {
  const timeout = environment.settings.sessions.inactivityTimeoutSeconds
  return timeout === null ? new Date(0) : addSeconds(now, -timeout)
}

/** Active sessions of a user, newest first. */
export async function listSessions(
  deps: Deps,
  environment: Environment,
  userId: string,
  page: PageQuery,
): Promise<Session[]> {
  const now = deps.clock.now()
  return store.listActive(deps.db, {
    environmentId: environment.id,
    userId,
    inactiveSince: oldestActivity(environment, now),
    now,
    page,
  })
}

export async function findSession(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<Session | null> {
  return isId('session', id) ? store.find(deps.db, environmentId, id) : null
}

/** By its id alone, as sign-out knows it: the id was issued by us and is unguessable. */
export async function findSessionAnywhere(deps: Deps, id: string): Promise<Session | null> {
  return isId('session', id) ? store.findAnywhere(deps.db, id) : null
}

/** Ends a session for the API: an unknown one is 404, one that has ended already a 400. */
export async function revokeSession(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<Session> {
  const session = await findSession(deps, environmentId, id)
  if (!session) throw notFound('Session', id)
  const ended = await endSession(deps, session)
  if (!ended) {
    throw new ApiError(400, 'session_already_ended', `The session '${id}' has already ended.`)
  }
  return ended
}

/** Ends a session; null when it had ended before. */
export async function endSession(deps: Deps, session: Session): Promise<Session | null> {
  const now = deps.clock.now()
  return inTransaction(deps.db, async (transaction) => {
    const ended = await store.end(transaction, session, now)
    if (ended) await recordEvents(transaction, now, [sessionRevoked(ended, now)])
    return ended
  })
}

/**
 * Ends every session of a user, as a new password does, and signs out the browsers that would
 * silently start the next one; sign-ins on their way start none either. Part of the caller's
 * transaction.
 */
export async function endSessionsOfUser(db: Database, user: User, now: Date): Promise<User> {
  const begun = await beginProofEpoch(db, user)
  await endBrowserSessionsOfUser(db, user, now)
  await recordRevoked(db, await store.endAllOfUser(db, user, now), now)
  return begun
}

/**
 * Ends the sessions that are in an organization: those of one member, or all of them, as its end
 * does. Sessions elsewhere go on. Part of the caller's transaction.
 */
export async function endSessionsInOrganization(
  db: Database,
  within: { environmentId: string; organizationId: string; userId?: string },
  now: Date,
): Promise<void> {
  await recordRevoked(db, await store.endAllInOrganization(db, within, now), now)
}

const recordRevoked = (db: Database, ended: Session[], now: Date) =>
  recordEvents(
    db,
    now,
    ended.map((session) => sessionRevoked(session, now)),
  )
