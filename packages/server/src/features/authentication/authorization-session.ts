import { addSeconds } from '../../config/clock.ts'
import { hashToken } from '../../crypto/tokens.ts'
import type { Database } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { createId, isId } from '../../ids/ids.ts'
import * as store from './stores/authorization-sessions.ts'

/**
 * An authorization session is one authorization request on its way through the hosted pages. It
 * belongs to the browser that began it, remembers what was entered, and ends with a code for the
 * application, once, or after an hour.
 */
export interface AuthorizationSession {
  environmentId: string
  id: string
  browserHash: Buffer
  clientId: string
  /** Null where a device waits for the answer. */
  redirectUri: string | null
  /** As it stood in the request, still encoded: it goes back byte for byte. */
  state: string | null
  codeChallenge: string | null
  reauthentication: boolean
  email: string | null
  firstName: string | null
  lastName: string | null
  pendingAuthenticationId: string | null
  passwordResetTokenHash: Buffer | null
  setUpTokenHash: Buffer | null
  /** The device that the person signs in for, in place of a redirect URI. */
  deviceAuthorizationId: string | null
  /** The invitation that the person came with. */
  invitationId: string | null
  /** The organization that the application asked for; for a device, the one that was chosen. */
  organizationId: string | null
  expiresAt: Date
  completedAt: Date | null
}

const lifetimeSeconds = 3_600

export async function createAuthorizationSession(
  deps: Deps,
  browserToken: string,
  request: Pick<
    AuthorizationSession,
    | 'environmentId'
    | 'clientId'
    | 'redirectUri'
    | 'state'
    | 'codeChallenge'
    | 'reauthentication'
    | 'email'
    | 'passwordResetTokenHash'
    | 'setUpTokenHash'
    | 'deviceAuthorizationId'
    | 'invitationId'
    | 'organizationId'
  >,
): Promise<AuthorizationSession> {
  const now = deps.clock.now()
  const session: AuthorizationSession = {
    ...request,
    id: createId('authorization_session', now),
    browserHash: hashToken(browserToken),
    firstName: null,
    lastName: null,
    pendingAuthenticationId: null,
    expiresAt: addSeconds(now, lifetimeSeconds),
    completedAt: null,
  }
  await store.insert(deps.db, session, now)
  return session
}

/** Whatever its state and whoever asks: only to find out where a stale page should lead. */
export async function findAuthorizationSession(
  deps: Deps,
  id: string,
): Promise<AuthorizationSession | null> {
  return isId('authorization_session', id) ? store.find(deps.db, id) : null
}

/** Whether hosted pages may continue it, in this browser and now. */
export function isContinuable(
  session: AuthorizationSession,
  browserToken: string | undefined,
  now: Date,
): boolean {
  return (
    session.completedAt === null &&
    session.expiresAt > now &&
    browserToken !== undefined &&
    hashToken(browserToken).equals(session.browserHash)
  )
}

/** The newest one that this browser can continue: for a link that was opened from a mail. */
export async function findLatestOfBrowser(
  deps: Deps,
  environmentId: string,
  browserToken: string,
): Promise<AuthorizationSession | null> {
  return store.findLatest(deps.db, environmentId, hashToken(browserToken), deps.clock.now())
}

/** Remembers what was entered or proven on the way. */
export async function rememberOnTheWay(
  db: Database,
  session: AuthorizationSession,
  entered: Partial<
    Pick<
      AuthorizationSession,
      | 'email'
      | 'firstName'
      | 'lastName'
      | 'pendingAuthenticationId'
      | 'passwordResetTokenHash'
      | 'invitationId'
      | 'organizationId'
    >
  >,
): Promise<AuthorizationSession> {
  await store.update(db, session, entered)
  return { ...session, ...entered }
}

/** True for the one step that ends it. Part of the transaction that issues the code. */
export async function completeAuthorizationSession(
  db: Database,
  session: AuthorizationSession,
  now: Date,
): Promise<boolean> {
  return store.complete(db, session, now)
}
