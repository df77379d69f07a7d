import { addSeconds } from '../../config/clock.ts'
import { createToken, hashToken } from '../../crypto/tokens.ts'
import { createUserCode, normalizeUserCode } from '../../crypto/user-code.ts'
import { inTransaction } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { deviceError, invalidGrant } from '../../errors/errors.ts'
import { networkOf } from '../../http/network-of.ts'
import { countAttempt, rateLimits } from '../../http/rate-limits.ts'
import { createId } from '../../ids/ids.ts'
import { type ApiKey, createApiKey } from '../api-keys/api-key.ts'
import {
  type Environment,
  getEnvironment,
  getEnvironmentOfKind,
} from '../environments/environment.ts'
import * as store from './store.ts'

export { removeExpired as removeExpiredCliSignIns } from './store.ts'

/**
 * A terminal asks an owner of the dashboard for an API key: it shows a code, the owner compares it in
 * the browser and chooses the environment, and the terminal, which keeps asking, gets a key of its
 * own, once. No session of an owner leaves the browser. It ends with that key, by refusal, or after
 * five minutes.
 */
export interface CliSignIn {
  environmentId: string
  id: string
  hostName: string
  ipAddress: string | null
  status: 'pending' | 'approved' | 'denied'
  /** Who approved, and the environment that they chose. */
  ownerId: string | null
  approvedEnvironmentId: string | null
  expiresAt: Date
  consumedAt: Date | null
}

export const cliSignInLifetimeSeconds = 300

/** Beginning needs no proof at all, so how much one network address may begin is limited. */
export async function beginCliSignIn(
  deps: Deps,
  { hostName, ipAddress }: { hostName: string; ipAddress: string },
): Promise<{ deviceCode: string; userCode: string }> {
  const now = deps.clock.now()
  const { id: environmentId } = await getEnvironmentOfKind(deps, 'system')
  await countAttempt(deps.db, rateLimits.cliSignIn, environmentId, networkOf(ipAddress), now)
  const deviceCode = createToken()
  const userCode = createUserCode()
  await store.insert(deps.db, {
    environmentId,
    id: createId('cli_sign_in', now),
    deviceCodeHash: hashToken(deviceCode),
    userCodeHash: hashUserCode(deps, userCode),
    hostName,
    ipAddress,
    expiresAt: addSeconds(now, cliSignInLifetimeSeconds),
    createdAt: now,
  })
  return { deviceCode, userCode }
}

/** The one that waits for a decision and shows this code, as an owner entered it. */
export async function findOpenCliSignIn(
  deps: Deps,
  entered: string,
  ipAddress: string,
): Promise<{ signIn: CliSignIn; userCode: string } | null> {
  const now = deps.clock.now()
  const { id } = await getEnvironmentOfKind(deps, 'system')
  await countAttempt(deps.db, rateLimits.cliUserCode, id, networkOf(ipAddress), now)
  const userCode = normalizeUserCode(entered)
  if (!userCode) return null
  const signIn = await store.findOpen(deps.db, id, hashUserCode(deps, userCode), now)
  return signIn && { signIn, userCode }
}

/** The owner's decision; null refuses. True for the one that counts. */
export async function decideCliSignIn(
  deps: Deps,
  signIn: CliSignIn,
  approval: { ownerId: string; environmentId: string } | null,
): Promise<boolean> {
  return store.decide(deps.db, signIn, approval, deps.clock.now())
}

/** What the terminal gets for an approval. */
export interface CliAccess {
  environment: Environment
  apiKey: ApiKey
  value: string
}

/** The terminal asks how it went: once the key, until then why not (RFC 8628 §3.5). */
export async function redeemCliSignIn(deps: Deps, deviceCode: string): Promise<CliAccess> {
  const now = deps.clock.now()
  const { id } = await getEnvironmentOfKind(deps, 'system')
  const signIn = await store.findByDeviceCode(deps.db, id, hashToken(deviceCode))
  if (!signIn || signIn.consumedAt) throw invalidGrant('Invalid device code.')
  if (signIn.status === 'denied') throw deviceError('access_denied', 'The request was denied.')
  if (signIn.expiresAt <= now) throw deviceError('expired_token', 'The device code has expired.')
  const { approvedEnvironmentId, ownerId: approvedBy } = signIn
  if (!approvedEnvironmentId) {
    throw deviceError('authorization_pending', 'Nobody has approved the request yet.')
  }
  const environment = await getEnvironment(deps, approvedEnvironmentId)
  return inTransaction(deps.db, async (transaction) => {
    if (!(await store.consume(transaction, signIn, now))) throw invalidGrant('Invalid device code.')
    const inside = { ...deps, db: transaction }
    const made = await createApiKey(inside, environment, keyName(signIn), { approvedBy })
    return { environment, ...made }
  })
}

/** As the dashboard lists it. */
const keyName = ({ hostName }: CliSignIn) => `CLI on ${hostName}`

const hashUserCode = (deps: Deps, userCode: string) =>
  deps.sealer.authenticate('cli-user-code', Buffer.from(userCode))
