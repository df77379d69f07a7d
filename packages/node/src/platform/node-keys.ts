import { nodeCrypto } from './node-crypto.ts'

// Keys are derived for every cookie, and Node takes longer to set up an Hmac and a PBKDF2 than to run
// them. Here they are what they are made of: hashes of a padded key and a text (RFC 2104 §2).

const blockBytes = 64
const saltBytes = 64
const keyBytes = 32

/** PBKDF2 with SHA-1 and one iteration (RFC 8018 §5.2), by which Iron turns passwords into keys. */
export function deriveKey(password: string, salt: string): Buffer {
  const isUsual = Buffer.byteLength(password) <= blockBytes && Buffer.byteLength(salt) === saltBytes
  if (!isUsual) return nodeCrypto().pbkdf2Sync(password, salt, 1, keyBytes, 'sha1')
  if (latest?.password !== password) latest = { password, derive: derivation(password) }
  return latest.derive(salt)
}

/** HMAC with SHA-256, for many texts. */
export function hmacSha256(key: Buffer): (text: string) => Buffer<ArrayBuffer> {
  const { hash } = nodeCrypto()
  const outer = padded(key, 0x5c, 32)
  return (text) => {
    const inner = padded(key, 0x36, Buffer.byteLength(text))
    inner.write(text, blockBytes)
    outer.write(hash('sha256', inner, 'binary'), blockBytes, 'latin1')
    return Buffer.from(hash('sha256', outer, 'binary'), 'latin1')
  }
}

let latest: { password: string; derive: (salt: string) => Buffer } | undefined

/** Two blocks of HMAC with SHA-1 make one key. What does not change with the salt is written once. */
function derivation(password: string) {
  const { hash } = nodeCrypto()
  const key = Buffer.from(password)
  const inner = padded(key, 0x36, saltBytes + 4)
  const outer = padded(key, 0x5c, 20)
  const block = (index: number) => {
    inner.writeUInt32BE(index, blockBytes + saltBytes)
    outer.write(hash('sha1', inner, 'binary'), blockBytes, 'latin1')
    return hash('sha1', outer, 'binary')
  }
  return (salt: string) => {
    inner.write(salt, blockBytes)
    return Buffer.from(block(1) + block(2), 'latin1').subarray(0, keyBytes)
  }
}

/** A key of at most one block, mixed with a pad, and room for a text behind it. */
function padded(key: Buffer, pad: number, room: number) {
  const bytes = Buffer.allocUnsafe(blockBytes + room).fill(pad, 0, blockBytes)
  for (let i = 0; i < key.length; i++) bytes[i] = (key[i] as number) ^ pad
  return bytes
}
