import { addSeconds } from '../../config/clock.ts'
import { createToken, hashToken } from '../../crypto/tokens.ts'
import type { Database } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { createId } from '../../ids/ids.ts'
import type { Environment } from '../environments/environment.ts'
import type { User } from '../users/user.ts'
import * as store from './browser-session-store.ts'
import type { AuthMethod } from './session.ts'

export { removeExpired as removeExpiredBrowserSessions } from './browser-session-store.ts'

/**
 * A browser session remembers that a browser is signed in to an environment, so that its next
 * authorization request needs no page. It ends with sign-out, with a new password, or with the
 * environment's longest session.
 */
export interface BrowserSession {
  environmentId: string
  id: string
  userId: string
  authMethod: AuthMethod
  authenticatedAt: Date
  /** Whether the second factor was proven, too. */
  mfaVerified: boolean
  expiresAt: Date
}

/** Its token goes into a cookie; a new one at every sign-in, so that none can be planted before. */
export async function createBrowserSession(
  deps: Deps,
  db: Database,
  environment: Environment,
  signedIn: { user: User; authMethod: AuthMethod; authenticatedAt: Date; mfaVerified: boolean },
): Promise<{ browserSession: BrowserSession; token: string }> {
  const now = deps.clock.now()
  const token = createToken()
  const browserSession: BrowserSession = {
    environmentId: environment.id,
    id: createId('browser_session', now),
    userId: signedIn.user.id,
    authMethod: signedIn.authMethod,
    authenticatedAt: signedIn.authenticatedAt,
    mfaVerified: signedIn.mfaVerified,
    expiresAt: addSeconds(now, environment.settings.sessions.maximumLifetimeSeconds),
  }
  await store.insert(db, browserSession, hashToken(token))
  return { browserSession, token }
}

export async function findBrowserSession(
  deps: Deps,
  environmentId: string,
  token: string,
): Promise<BrowserSession | null> {
  return store.findUsable(deps.db, environmentId, hashToken(token), deps.clock.now())
}

export async function endBrowserSession(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<void> {
  await store.end(deps.db, environmentId, id, deps.clock.now())
}

/** A new password signs every browser out that knew the old one. */
export async function endBrowserSessionsOfUser(db: Database, user: User, now: Date): Promise<void> {
  await store.endAllOfUser(db, user, now)
}
