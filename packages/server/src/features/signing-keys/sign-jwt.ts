import { sign } from 'node:crypto'
import { promisify } from 'node:util'
import type { Deps } from '../../deps.ts'
import { encodeJwtPart, getSigningKey } from './signing-key.ts'

// On the thread pool: one signature is a third of a millisecond that other requests need not wait for.
const signAsync = promisify(sign)

/** A JWT (RFC 7519) that is verified with the environment's JWKS. */
export async function signJwt(deps: Deps, environmentId: string, claims: object): Promise<string> {
  const { jwtHeader, privateKey } = await getSigningKey(deps, environmentId)
  const signingInput = `${jwtHeader}.${encodeJwtPart(claims)}`
  const signature = await signAsync('sha256', Buffer.from(signingInput), privateKey)
  return `${signingInput}.${signature.toString('base64url')}`
}
