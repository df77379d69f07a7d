import {
  createCipheriv,
  createDecipheriv,
  randomBytes,
  type ScryptOptions,
  scrypt,
} from 'node:crypto'
import { promisify } from 'node:util'
import { BackupError } from './backup-error.ts'

/** A secret that a passphrase opens. All but the numbers are base64url. */
export interface SealedSecret {
  kdf: 'scrypt'
  n: number
  r: number
  p: number
  salt: string
  nonce: string
  tag: string
  sealed: string
}

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)

// OWASP's dearest setting: whoever has the file can guess as long as they like.
const cost = { n: 2 ** 17, r: 8, p: 1 }
const shortest = 12

export async function sealSecret(secret: string, passphrase: string): Promise<SealedSecret> {
  if (passphrase.length < shortest) {
    throw new BackupError(
      'short_passphrase',
      `The passphrase is too short: it needs ${shortest} characters or more.`,
      'Several words at random make a good one.',
    )
  }
  const [salt, nonce] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', await keyOf(passphrase, salt, cost), nonce)
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  const encode = (bytes: Buffer) => bytes.toString('base64url')
  return {
    kdf: 'scrypt',
    ...cost,
    salt: encode(salt),
    nonce: encode(nonce),
    tag: encode(cipher.getAuthTag()),
    sealed: encode(sealed),
  }
}

export async function openSecret(given: SealedSecret, passphrase: string): Promise<string> {
  const decode = (text: string) => Buffer.from(text, 'base64url')
  // What the file asks for is bounded: it may be somebody else's.
  if (given.n > cost.n || given.r > cost.r || given.p > cost.p) throw wrongPassphrase()
  const key = await keyOf(passphrase, decode(given.salt), given)
  const options = { authTagLength: 16 }
  const decipher = createDecipheriv('aes-256-gcm', key, decode(given.nonce), options)
  decipher.setAuthTag(decode(given.tag))
  try {
    return decipher.update(decode(given.sealed), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    throw wrongPassphrase()
  }
}

const keyOf = (passphrase: string, salt: Buffer, { n, r, p }: typeof cost) =>
  derive(passphrase.normalize('NFC'), salt, 32, { N: n, r, p, maxmem: 256 * 2 ** 20 })

const wrongPassphrase = () =>
  new BackupError(
    'wrong_passphrase',
    'The passphrase does not open the secret of this backup.',
    'Give the one that it was made with, or set LATCHKEY_SECRET as it was set for that installation.',
  )
