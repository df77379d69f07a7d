import { fromBase64Url } from '#platform'
import { JoseError } from './jose-error.ts'
import type { RemoteKeys } from './key-set.ts'
import type { KnownKeys, Signer } from './known-keys.ts'
import type { UserManagementAccessToken } from './session-data.ts'

/** What an access token says (RFC 7519 §4.1), in seconds since 1970. */
export interface AccessTokenClaims extends UserManagementAccessToken {
  iss?: string
  iat?: number
  nbf?: number
  exp?: number
}

/** An access token that is valid at this moment. */
export interface VerifiedToken {
  claims: AccessTokenClaims
  /** The keys that verified it. */
  keys: KnownKeys
}

const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * What an access token says, without a look at its signature.
 *
 * @throws {JoseError} for what is no token.
 */
export function claimsOf(token: string): AccessTokenClaims {
  const [, payload, , ...rest] = typeof token === 'string' ? token.split('.') : []
  const claims = payload && rest.length === 0 ? parseObject(payload) : undefined
  if (claims) return claims as unknown as AccessTokenClaims
  throw new JoseError('JWTInvalid', 'The access token is no JSON Web Token.')
}

/**
 * Verifies an access token as `jwtVerify` of the package `jose` does without options, save for the
 * issuer. Undefined for a token that is malformed, expired, not valid yet or not signed by the key
 * that it names.
 *
 * @throws {JoseError} where no key fits, and what went wrong with the request for the keys.
 */
export async function verifyAccessToken(
  token: string,
  keySet: RemoteKeys,
  issuer: string | string[] | undefined,
): Promise<VerifiedToken | undefined> {
  const keys = keySet.ready()
  const remembered = keys?.memory?.tokens.get(token)
  const verified =
    keys && remembered ? { claims: remembered, keys } : await verifySignature(token, keySet)
  if (!verified) return undefined
  const { claims } = verified
  const tokens = verified.keys.memory?.tokens
  // A signature stays good, so it may be remembered. The clock and the issuer are looked at each time.
  if (!isValidNow(claims) || !isFrom(issuer, claims)) {
    tokens?.delete(token)
    return undefined
  }
  if (!remembered) {
    tokens?.set(token, { value: claims, size: token.length, until: expiresAt(claims) })
  }
  return verified
}

/** RFC 7515 §5.2. */
async function verifySignature(
  token: string,
  keySet: RemoteKeys,
): Promise<VerifiedToken | undefined> {
  const [header, payload, encodedSignature, ...rest] =
    typeof token === 'string' ? token.split('.') : []
  if (!header || payload === undefined || encodedSignature === undefined || rest.length > 0) {
    return undefined
  }
  const signer = keySet.ready()?.signers.get(header) ?? (await findSigner(header, keySet))
  if (!signer) return undefined
  const signature = decode(encodedSignature)
  const text = token.slice(0, -encodedSignature.length - 1)
  if (!signature || !(await signer.key.verify(text, signature))) return undefined
  const claims = parseObject(payload)
  return claims && { claims: claims as unknown as AccessTokenClaims, keys: signer.keys }
}

/** Who signs tokens with this header. It is the same for all tokens of a key. */
async function findSigner(encodedHeader: string, keySet: RemoteKeys): Promise<Signer | undefined> {
  const header = parseObject(encodedHeader)
  if (!header || !isUnderstood(header)) return undefined
  const { alg, kid } = header
  if (typeof alg !== 'string' || alg === '') return undefined
  const signer = await keySet.find({ alg, kid })
  const until = Number.POSITIVE_INFINITY
  signer.keys.signers.set(encodedHeader, { value: signer, size: encodedHeader.length, until })
  return signer
}

/**
 * RFC 7515 §4.1.11: whoever does not know what is critical refuses the token. Of what is registered,
 * a JSON Web Token may only say that its payload is encoded as always (RFC 7797 §7).
 *
 * @throws {JoseError} for an extension that this SDK does not know.
 */
function isUnderstood({ crit, b64 }: Record<string, unknown>): boolean {
  if (crit === undefined) return true
  if (!Array.isArray(crit) || crit.length === 0) return false
  if (!crit.every((name) => typeof name === 'string' && name !== '')) return false
  if (crit.every((name) => name === 'b64')) return b64 === true
  throw new JoseError('JOSENotSupported', `The token needs an unknown extension: ${crit}.`)
}

/** RFC 7519 §4.1.4 and §4.1.5, by this machine's clock and without leeway. */
function isValidNow({ iat, nbf, exp }: AccessTokenClaims): boolean {
  const now = Math.floor(Date.now() / 1000)
  if (!isTime(iat) || !isTime(nbf) || !isTime(exp)) return false
  return (nbf === undefined || nbf <= now) && (exp === undefined || exp > now)
}

function isTime(claim: unknown): claim is number | undefined {
  return claim === undefined || typeof claim === 'number'
}

function isFrom(issuer: string | string[] | undefined, { iss }: AccessTokenClaims): boolean {
  return !issuer || [issuer].flat().includes(iss as string)
}

export function expiresAt({ exp }: AccessTokenClaims): number {
  return exp === undefined ? Number.POSITIVE_INFINITY : exp * 1000
}

function parseObject(encoded: string): Record<string, unknown> | undefined {
  const bytes = decode(encoded)
  if (!bytes) return undefined
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes))
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** RFC 7515 §2: the characters of base64 that mean something else in a URL are none of base64url. */
function decode(text: string) {
  if (text.includes('+') || text.includes('/')) return undefined
  try {
    return fromBase64Url(text)
  } catch {
    return undefined
  }
}
