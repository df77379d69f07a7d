import { addSeconds } from '../../config/clock.ts'
import { createToken, hashToken } from '../../crypto/tokens.ts'
import type { Database } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { type AuthMethod, endSession, findSession } from '../sessions/session.ts'
import * as store from './stores/authorization-codes.ts'

/**
 * An authorization code carries a finished hosted sign-in to the application (RFC 6749 §4.1.2):
 * ten minutes, once, for one client. It is exchanged for a session.
 */
export interface AuthorizationCode {
  environmentId: string
  codeHash: Buffer
  clientId: string
  codeChallenge: string | null
  userId: string
  authMethod: AuthMethod
  authenticatedAt: Date
  /** The organization of the session; null for a session in none. */
  organizationId: string | null
  browserSessionId: string | null
  ipAddress: string | null
  userAgent: string | null
  expiresAt: Date
  consumedAt: Date | null
  sessionId: string | null
}

const lifetimeSeconds = 600
// A browser that reloads the callback, or a client that repeats a request, presents a code twice
// within moments: that is refused but not taken for theft.
const repeatedRequestSeconds = 30

export async function issueAuthorizationCode(
  deps: Deps,
  db: Database,
  grant: Omit<AuthorizationCode, 'codeHash' | 'expiresAt' | 'consumedAt' | 'sessionId'>,
): Promise<string> {
  const code = createToken()
  await store.insert(db, {
    ...grant,
    codeHash: hashToken(code),
    expiresAt: addSeconds(deps.clock.now(), lifetimeSeconds),
    consumedAt: null,
    sessionId: null,
  })
  return code
}

/** How many codes an application got lately from one signed-in browser, and left unredeemed. */
export async function countRecentCodes(
  deps: Deps,
  browserSession: { environmentId: string; id: string },
  clientId: string,
  withinSeconds: number,
): Promise<{ issued: number; unredeemed: number }> {
  const expiringAfter = addSeconds(deps.clock.now(), lifetimeSeconds - withinSeconds)
  return store.countOfBrowser(deps.db, browserSession, clientId, expiringAfter)
}

export async function findAuthorizationCode(
  deps: Deps,
  environmentId: string,
  codeHash: Buffer,
): Promise<AuthorizationCode | null> {
  return store.find(deps.db, environmentId, codeHash)
}

/** Spends the code, for one caller however many ask at once: the epoch of its proof, or null. */
export async function consumeAuthorizationCode(
  deps: Deps,
  code: AuthorizationCode,
): Promise<number | null> {
  const now = deps.clock.now()
  const proofEpoch = await store.consume(deps.db, code, now)
  if (proofEpoch !== null) return proofEpoch
  const consumedAt = code.consumedAt
  if (consumedAt && code.sessionId && now > addSeconds(consumedAt, repeatedRequestSeconds)) {
    // RFC 6749 §4.1.2: a code that turns up again was stolen, so what came of it ends.
    const session = await findSession(deps, code.environmentId, code.sessionId)
    if (session) await endSession(deps, session)
  }
  return null
}
