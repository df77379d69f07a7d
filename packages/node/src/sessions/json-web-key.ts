import { signatureVerifier } from '#platform'
import type { Sha2, SignatureAlgorithm, SignatureVerifier } from '../platform/platform.ts'
import { JoseError } from './jose-error.ts'

/** A key as it is published (RFC 7517 §4). */
export interface JsonWebKeyOfSet extends JsonWebKey {
  kid?: string
}

/** RFC 7517 §5. */
export interface JsonWebKeySet {
  keys: JsonWebKeyOfSet[]
}

/** What of a header names the key. Unverified: of any type, whatever it should be. */
export interface KeyHint {
  alg?: unknown
  kid?: unknown
}

interface Algorithm {
  kty: string
  crv?: string
  key: RsaHashedImportParams | EcKeyImportParams | { name: string }
  signature: SignatureAlgorithm
}

/** A key that is ready to verify the signatures of one algorithm. */
export interface VerificationKey {
  cryptoKey: CryptoKey
  verify: SignatureVerifier
}

// RFC 7518 §3.3.
const rsa = (hash: Sha2): Algorithm => {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5' as const, hash }
  return { kty: 'RSA', key: algorithm, signature: algorithm }
}
// RFC 7518 §3.5: the salt is as long as the hash.
const rsaPss = (hash: Sha2, saltLength: number): Algorithm => ({
  kty: 'RSA',
  key: { name: 'RSA-PSS', hash },
  signature: { name: 'RSA-PSS', hash, saltLength },
})
// RFC 7518 §3.4.
const ecdsa = (crv: string, hash: Sha2): Algorithm => ({
  kty: 'EC',
  crv,
  key: { name: 'ECDSA', namedCurve: crv },
  signature: { name: 'ECDSA', hash },
})
// RFC 8037 §3.1, RFC 9864 §2.2.
const ed25519: Algorithm = {
  kty: 'OKP',
  crv: 'Ed25519',
  key: { name: 'Ed25519' },
  signature: { name: 'Ed25519' },
}

/** Signatures by a key pair only: with a published key, anybody could make an HMAC (RFC 8725 §2.1). */
const algorithms = new Map<unknown, Algorithm>([
  ['RS256', rsa('SHA-256')],
  ['RS384', rsa('SHA-384')],
  ['RS512', rsa('SHA-512')],
  ['PS256', rsaPss('SHA-256', 32)],
  ['PS384', rsaPss('SHA-384', 48)],
  ['PS512', rsaPss('SHA-512', 64)],
  ['ES256', ecdsa('P-256', 'SHA-256')],
  ['ES384', ecdsa('P-384', 'SHA-384')],
  ['ES512', ecdsa('P-521', 'SHA-512')],
  ['EdDSA', ed25519],
  ['Ed25519', ed25519],
])

/** @throws {JoseError} for an algorithm by which no access token may be signed. */
function algorithmOf({ alg }: KeyHint): Algorithm {
  const algorithm = algorithms.get(alg)
  if (algorithm) return algorithm
  throw new JoseError('JOSENotSupported', 'No key of a key set verifies this "alg" of a token.')
}

/** The keys that may verify what such a header says: one purpose, one algorithm (RFC 8725 §3.1). */
export function keysThatFit({ keys }: JsonWebKeySet, hint: KeyHint): JsonWebKeyOfSet[] {
  const algorithm = algorithmOf(hint)
  return keys.filter((jwk) => fits(jwk, algorithm, hint))
}

function fits(jwk: JsonWebKeyOfSet, { kty, crv }: Algorithm, { alg, kid }: KeyHint) {
  return (
    jwk.kty === kty &&
    (crv === undefined || jwk.crv === crv) &&
    (kid === undefined || (typeof kid === 'string' && jwk.kid === kid)) &&
    (jwk.alg === undefined || jwk.alg === alg) &&
    (jwk.use === undefined || jwk.use === 'sig') &&
    (jwk.ext === undefined || typeof jwk.ext === 'boolean') &&
    (jwk.key_ops === undefined || (isSet(jwk.key_ops) && jwk.key_ops.includes('verify')))
  )
}

/** @throws where the key is no public key, or too short to trust. */
export async function importKey(jwk: JsonWebKeyOfSet, hint: KeyHint): Promise<VerificationKey> {
  const algorithm = algorithmOf(hint)
  if (jwk.d) throw new JoseError('JWKSInvalid', 'What is published is a private key.')
  // Checked by `fits`; Web Crypto knows neither all of the names nor a key of "EdDSA".
  const { alg: _alg, use: _use, ...material } = jwk
  const usages = (jwk.key_ops ?? ['verify']) as KeyUsage[]
  const cryptoKey = await crypto.subtle.importKey(
    'jwk',
    { ...material, ext: true },
    algorithm.key,
    true,
    usages,
  )
  // RFC 7518 §3.3 and §3.5: 2,048 bits or more.
  const { modulusLength } = cryptoKey.algorithm as Partial<RsaHashedKeyAlgorithm>
  if (modulusLength !== undefined && modulusLength < 2048) {
    throw new TypeError(`An RSA key has 2,048 bits or more, not ${modulusLength}.`)
  }
  return { cryptoKey, verify: signatureVerifier(algorithm.signature, { jwk, cryptoKey }) }
}

function isSet(values: unknown): values is string[] {
  return (
    Array.isArray(values) &&
    values.every((value) => typeof value === 'string') &&
    new Set(values).size === values.length
  )
}
