import { hash, timingSafeEqual } from 'node:crypto'
import { decodeBase62, encodeBase62 } from '../../crypto/base62.ts'
import type { Sealer } from '../../crypto/sealer.ts'

/**
 * A refresh token names its session and its generation, carries the session's secret and is sealed
 * with a keyed digest. Whoever reads the database has only the hash of the secret; whoever has
 * `LATCHKEY_SECRET` lacks the secret; whoever has an old token cannot make the next one. And since
 * the next token follows from the present one, concurrent refreshes all get the same successor
 * although none is stored.
 */
export interface RefreshToken {
  sessionId: string
  generation: number
  secret: Buffer
}

const secretLength = 16
const digestLength = 16
// ULID (16 bytes as 26 digits would need a codec; its text is 26 ASCII bytes), generation, secret, digest.
const ulidLength = 26
const payloadLength = ulidLength + 4 + secretLength
const tokenLength = payloadLength + digestLength
const sessionPrefix = 'session_'

export function encodeRefreshToken(sealer: Sealer, token: RefreshToken): string {
  const payload = Buffer.alloc(payloadLength)
  payload.write(token.sessionId.slice(sessionPrefix.length), 0, 'latin1')
  payload.writeUInt32BE(token.generation, ulidLength)
  token.secret.copy(payload, ulidLength + 4)
  return encodeBase62(Buffer.concat([payload, digestOf(sealer, payload)]))
}

/** What the token says, or null when we did not make it. */
export function decodeRefreshToken(sealer: Sealer, text: string): RefreshToken | null {
  const bytes = decodeBase62(text, tokenLength)
  if (!bytes) return null
  const payload = bytes.subarray(0, payloadLength)
  if (!timingSafeEqual(digestOf(sealer, payload), bytes.subarray(payloadLength))) return null
  return {
    sessionId: sessionPrefix + payload.toString('latin1', 0, ulidLength),
    generation: payload.readUInt32BE(ulidLength),
    secret: Buffer.from(payload.subarray(ulidLength + 4)),
  }
}

export const hashRefreshSecret = (secret: Buffer) => hash('sha256', secret, 'buffer')

const digestOf = (sealer: Sealer, payload: Buffer) =>
  sealer.authenticate('refresh-token', payload).subarray(0, digestLength)
