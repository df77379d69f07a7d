import { nodeCrypto } from './node-crypto.ts'
import { scratch } from './scratch.ts'

// Keys are derived for every cookie, and Node takes longer to set up an Hmac and a PBKDF2 than to run
// them. Here they are what they are made of: hashes of a padded key and a text (RFC 2104 §2).

const blockBytes = 64
const saltBytes = 64
const keyBytes = 32

/** PBKDF2 with SHA-1 and one iteration (RFC 8018 §5.2), by which Iron turns passwords into keys. */
export function deriveKey(password: string, salt: string): Buffer {
  if (latest?.password !== password) latest = { password, derive: derivation(password) }
  return latest.derive(salt)
}

/** HMAC with SHA-256, for many texts. */
export function hmacSha256(key: Buffer): (text: string) => Buffer<ArrayBuffer> {
  const { hash } = nodeCrypto()
  const inner = padded(key, 0x36, 0)
  const outer = padded(key, 0x5c, 32)
  return (text) => {
    const bytes = scratch(blockBytes + Buffer.byteLength(text))
    inner.copy(bytes)
    bytes.write(text, blockBytes)
    outer.write(hash('sha256', bytes, 'binary'), blockBytes, 'latin1')
    return Buffer.from(hash('sha256', outer, 'binary'), 'latin1')
  }
}

let latest: { password: string; derive: (salt: string) => Buffer } | undefined

/** Two blocks of HMAC with SHA-1 make one key. What does not change with the salt is written once. */
function derivation(password: string) {
  const { hash, pbkdf2Sync } = nodeCrypto()
  const bytes = Buffer.from(password)
  const key = bytes.length > blockBytes ? hash('sha1', bytes, 'buffer') : bytes
  const inner = padded(key, 0x36, saltBytes + 4)
  const outer = padded(key, 0x5c, 20)
  inner.writeUInt32BE(0, blockBytes + saltBytes)
  const block = (index: number) => {
    inner[blockBytes + saltBytes + 3] = index
    outer.write(hash('sha1', inner, 'binary'), blockBytes, 'latin1')
    return hash('sha1', outer, 'binary')
  }
  return (salt: string) => {
    const isUsual = Buffer.byteLength(salt) === saltBytes
    if (!isUsual) return pbkdf2Sync(password, salt, 1, keyBytes, 'sha1')
    inner.write(salt, blockBytes)
    return Buffer.from((block(1) + block(2)).slice(0, keyBytes), 'latin1')
  }
}

/** A key of at most one block, mixed with a pad, and room for a text behind it. */
function padded(key: Buffer, pad: number, room: number) {
  const bytes = Buffer.allocUnsafe(blockBytes + room).fill(pad, 0, blockBytes)
  for (let i = 0; i < key.length; i++) bytes[i] = (key[i] as number) ^ pad
  return bytes
}
