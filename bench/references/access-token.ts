import { type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'

const signAsync = promisify(sign)
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
const header = encode({ alg: 'RS256', typ: 'JWT', kid: 'reference' })

/** One RS256 signature, off the event loop. */
export async function signAccessToken(key: KeyObject, userId: string, sessionId: string) {
  const issuedAt = Math.floor(Date.now() / 1000)
  const claims = { iss: 'bench', sub: userId, sid: sessionId, iat: issuedAt, exp: issuedAt + 300 }
  const signingInput = `${header}.${encode(claims)}`
  const signature = await signAsync('sha256', Buffer.from(signingInput), key)
  return `${signingInput}.${signature.toString('base64url')}`
}
