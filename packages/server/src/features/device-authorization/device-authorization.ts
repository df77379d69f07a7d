import { addSeconds } from '../../config/clock.ts'
import { createToken, hashToken } from '../../crypto/tokens.ts'
import { createUserCode, normalizeUserCode } from '../../crypto/user-code.ts'
import { type Database, isUniqueViolation } from '../../db/database.ts'
import type { Deps } from '../../deps.ts'
import { deviceError, invalidGrant } from '../../errors/errors.ts'
import { networkOf } from '../../http/network-of.ts'
import { countAttempt, rateLimits } from '../../http/rate-limits.ts'
import { createId, isId } from '../../ids/ids.ts'
import { getEnvironmentOfKind } from '../environments/environment.ts'
import type { AuthMethod } from '../sessions/session.ts'
import * as store from './store.ts'

export {
  removeAll as removeDeviceAuthorizations,
  removeExpired as removeExpiredDeviceAuthorizations,
} from './store.ts'

/**
 * A device authorization lets a device without a browser sign in (RFC 8628): the device shows a
 * code, a person enters it on a page, signs in there and approves, and the device, which keeps
 * asking, gets a session of its own. It ends with that session, by refusal, or after five minutes.
 */
export interface DeviceAuthorization {
  environmentId: string
  id: string
  clientId: string
  /** Where the device asked from and what it called itself: shown to whoever is to approve. */
  ipAddress: string | null
  userAgent: string | null
  status: 'pending' | 'approved' | 'denied'
  approval: Approval | null
  expiresAt: Date
  consumedAt: Date | null
  createdAt: Date
}

/** Who approved, how and with which browser they had proved who they are, and the organization. */
export interface Approval {
  userId: string
  authMethod: AuthMethod
  authenticatedAt: Date
  organizationId: string | null
  /** Null for an approval that was given before this was remembered. */
  browserSessionId: string | null
}

export const deviceCodeLifetimeSeconds = 300
export const pollingIntervalSeconds = 5
// RFC 8628 §3.5: each time it asks too soon, a device must wait this much longer between questions.
const slowDownSeconds = 5

export async function createDeviceAuthorization(
  deps: Deps,
  from: Pick<DeviceAuthorization, 'environmentId' | 'clientId' | 'ipAddress' | 'userAgent'>,
): Promise<{ deviceCode: string; userCode: string }> {
  const now = deps.clock.now()
  const deviceCode = createToken()
  const userCode = createUserCode()
  try {
    await store.insert(deps.db, {
      ...from,
      id: createId('device_authorization', now),
      deviceCodeHash: hashToken(deviceCode),
      userCodeHash: hashUserCode(deps, userCode),
      userCodeSealed: deps.sealer.seal('device-user-code', userCode),
      intervalSeconds: pollingIntervalSeconds,
      expiresAt: addSeconds(now, deviceCodeLifetimeSeconds),
      createdAt: now,
    })
  } catch (error) {
    // Once in thousands of millions two codes are the same.
    if (!isUniqueViolation(error, 'device_authorizations_user_code_hash_key')) throw error
    return createDeviceAuthorization(deps, from)
  }
  return { deviceCode, userCode }
}

/** Beginning needs no proof at all, so how much one network address may begin is limited. */
export async function countDeviceAuthorization(
  deps: Deps,
  environmentId: string,
  ipAddress: string,
): Promise<void> {
  const now = deps.clock.now()
  const network = networkOf(ipAddress)
  await countAttempt(deps.db, rateLimits.deviceAuthorization, environmentId, network, now)
}

/** The one that waits for a decision and was given this code, as a person entered it. */
export async function findByUserCode(
  deps: Deps,
  entered: string,
  ipAddress: string,
): Promise<DeviceAuthorization | null> {
  const now = deps.clock.now()
  // Which environment is meant, only the code can tell; guesses are counted where they belong to none.
  const { id } = await getEnvironmentOfKind(deps, 'system')
  await countAttempt(deps.db, rateLimits.deviceUserCode, id, networkOf(ipAddress), now)
  const userCode = normalizeUserCode(entered)
  return userCode ? store.findOpenByUserCode(deps.db, hashUserCode(deps, userCode), now) : null
}

/** With the code that the device shows; null once it was decided or has expired. */
export async function findOpenDeviceAuthorization(
  deps: Deps,
  environmentId: string,
  id: string,
): Promise<{ authorization: DeviceAuthorization; userCode: string } | null> {
  if (!isId('device_authorization', id)) return null
  const found = await store.findOpen(deps.db, environmentId, id, deps.clock.now())
  if (!found) return null
  const userCode = deps.sealer.unseal('device-user-code', found.userCodeSealed)
  return { authorization: found.authorization, userCode }
}

/** The person's decision: true for the one that counts. Null refuses. */
export async function decide(
  db: Database,
  key: { environmentId: string; id: string },
  approval: Approval | null,
  now: Date,
): Promise<boolean> {
  return store.decide(db, key, approval, now)
}

/** The device asks how it went: once the approval, until then why not (RFC 8628 §3.5). */
export async function redeemDeviceCode(
  deps: Deps,
  client: { environmentId: string; clientId: string },
  deviceCode: string,
): Promise<Approval & { proofEpoch: number }> {
  const now = deps.clock.now()
  const codeHash = hashToken(deviceCode)
  const authorization = await store.findByDeviceCode(deps.db, client.environmentId, codeHash)
  if (!authorization || authorization.clientId !== client.clientId) throw invalidDeviceCode()
  const { status, approval, expiresAt, consumedAt } = authorization
  if (consumedAt) throw invalidDeviceCode()
  if (status === 'denied') throw deviceError('access_denied', 'The request was denied.')
  if (expiresAt <= now) throw deviceError('expired_token', 'The device code has expired.')
  if (!approval) {
    const inTime = await store.countPoll(deps.db, authorization, slowDownSeconds, now)
    throw inTime ? authorizationPending() : slowDown()
  }
  const proofEpoch = await store.consume(deps.db, authorization, now)
  if (proofEpoch === null) throw invalidDeviceCode()
  return { ...approval, proofEpoch }
}

const hashUserCode = (deps: Deps, userCode: string) =>
  deps.sealer.authenticate('device-user-code', Buffer.from(userCode))

const invalidDeviceCode = () => invalidGrant('Invalid device code.')
const authorizationPending = () =>
  deviceError('authorization_pending', 'Nobody has approved the request yet.')
const slowDown = () =>
  deviceError('slow_down', `Wait ${slowDownSeconds} seconds more between requests from now on.`)
