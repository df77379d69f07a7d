import { createPrivateKey, type KeyObject } from 'node:crypto'
import { addSeconds } from '../../config/clock.ts'
import { generateSigningKeyPair, type PublicJwk } from '../../crypto/signing-key-pair.ts'
import type { Deps } from '../../deps.ts'
import { createId } from '../../ids/ids.ts'
import * as store from './store.ts'

/**
 * A signing key signs the access tokens of one environment, RS256. Rotation overlaps: the next key
 * is published a day before it signs, and the last one stays published until every token it
 * signed has expired, so that no verifier ever meets an unknown `kid`.
 */
export interface SigningKey {
  environmentId: string
  /** The `kid` of tokens. */
  id: string
  signsFrom: Date
  createdAt: Date
}

const publishedBeforeItSignsSeconds = 24 * 3600
// The longest access token lives a day; the second day covers clocks that differ.
const publishedAfterItSignsSeconds = 2 * 24 * 3600
const rotationIntervalSeconds = 90 * 24 * 3600
const maxAgeMilliseconds = 60_000

/** The key that signs now, ready for use. */
export function getSigningKey(
  deps: Deps,
  environmentId: string,
): Promise<{ jwtHeader: string; privateKey: KeyObject }> {
  return deps.cache.read(`signing-key:${environmentId}`, maxAgeMilliseconds, async () => {
    const row = await store.findSigning(deps.db, environmentId, deps.clock.now())
    if (!row) throw new Error(`Environment ${environmentId} has no signing key.`)
    const pem = deps.sealer.unseal('signing-key', row.privateKeySealed)
    const jwtHeader = encodeJwtPart({ alg: 'RS256', typ: 'JWT', kid: row.id })
    return { jwtHeader, privateKey: createPrivateKey(pem) }
  })
}

/** A header or the claims, as a JWT carries them (RFC 7515 §3.1). */
export const encodeJwtPart = (part: object): string =>
  Buffer.from(JSON.stringify(part)).toString('base64url')

/** Every key a verifier may meet: the signing one, the next one, and those whose tokens still live. */
export async function listPublishedKeys(deps: Deps, environmentId: string): Promise<PublicJwk[]> {
  return store.listPublished(deps.db, environmentId, deps.clock.now())
}

/** Makes the first key of each environment that has none. */
export async function ensureSigningKeys(deps: Deps, environmentIds: string[]): Promise<void> {
  const now = deps.clock.now()
  const missing: string[] = []
  for (const environmentId of environmentIds) {
    if ((await store.list(deps.db, environmentId)).length === 0) missing.push(environmentId)
  }
  // At once, because each takes long; written one by one, because it may be in one transaction.
  const keys = await Promise.all(missing.map((environmentId) => newKey(deps, environmentId, now)))
  for (const key of keys) await insertKey(deps, key)
}

/** Publishes the next key, and settles when the present one may be forgotten. */
export async function rotateSigningKey(deps: Deps, environmentId: string): Promise<void> {
  const signsFrom = addSeconds(deps.clock.now(), publishedBeforeItSignsSeconds)
  await insertKey(deps, await newKey(deps, environmentId, signsFrom))
}

/** What the daily job does: rotates keys that signed long enough and removes those no verifier needs. */
export async function rotateDueSigningKeys(deps: Deps, environmentIds: string[]): Promise<void> {
  const now = deps.clock.now()
  for (const environmentId of environmentIds) {
    const [newest] = await store.list(deps.db, environmentId)
    if (newest && addSeconds(newest.signsFrom, rotationIntervalSeconds) <= now) {
      await rotateSigningKey(deps, environmentId)
    }
    await store.removeUnpublished(deps.db, environmentId, now)
  }
}

async function newKey(deps: Deps, environmentId: string, signsFrom: Date) {
  const now = deps.clock.now()
  const id = createId('sso_oidc_key_pair', now)
  const { privateKeyPem, publicJwk } = await generateSigningKeyPair(id)
  return {
    environmentId,
    id,
    privateKeySealed: deps.sealer.seal('signing-key', privateKeyPem),
    publicJwk,
    signsFrom,
    previousPublishedUntil: addSeconds(signsFrom, publishedAfterItSignsSeconds),
    now,
  }
}

async function insertKey(deps: Deps, key: Awaited<ReturnType<typeof newKey>>): Promise<void> {
  await store.insert(deps.db, key)
  deps.cache.forget(`signing-key:${key.environmentId}`)
}
