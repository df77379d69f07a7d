import {
  createCipheriv,
  createHash,
  pbkdf2 as pbkdf2Callback,
  type ScryptOptions,
  scrypt as scryptCallback,
  timingSafeEqual,
} from 'node:crypto'
import { promisify } from 'node:util'
import { verify as verifyArgon2 } from '@node-rs/argon2'
import { invalidPasswordHash } from '../errors/errors.ts'
import { verifyBcrypt } from './bcrypt.ts'

/**
 * Hashes that other systems made of passwords, as they are imported. Each is read once to refuse what
 * is malformed or would keep a processor busy for seconds, is stored as it was written, and is
 * verified by its own algorithm until a sign-in replaces it with ours.
 */

const pbkdf2 = promisify(pbkdf2Callback)
const scrypt = promisify<string, Buffer, number, ScryptOptions, Buffer>(scryptCallback)

export const importedHashTypes = [
  'argon2',
  'bcrypt',
  'firebase-scrypt',
  'pbkdf2',
  'scrypt',
  'ssha',
  'ssha256',
] as const

export type ImportedHashType = (typeof importedHashTypes)[number]

type Verifier = (password: string) => Promise<boolean>

interface Format {
  /** How a stored hash of this format begins. */
  prefix: RegExp
  /** Refuses by throwing: malformed, or too costly to verify. */
  read(text: string): Verifier
}

const longestHash = 1_024

const formats: Record<ImportedHashType, Format> = {
  argon2: { prefix: /^\$argon2/, read: readArgon2 },
  bcrypt: { prefix: /^\$2[aby]\$/, read: readBcrypt },
  'firebase-scrypt': { prefix: /^\$firebase-scrypt\$/, read: readFirebaseScrypt },
  pbkdf2: { prefix: /^\$pbkdf2\$/, read: readPbkdf2 },
  scrypt: { prefix: /^\$scrypt\$/, read: readScrypt },
  ssha: { prefix: /^\{SSHA\}/, read: readSsha },
  ssha256: { prefix: /^\{SSHA256(?:-prefix)?\}/, read: readSsha256 },
}

/** The hash as it is stored, if it can be verified. */
export function readImportedHash(
  type: ImportedHashType,
  hash: string,
  saltPosition: 'prefix' | 'suffix' | undefined,
): string {
  if (saltPosition !== undefined && type !== 'ssha256') {
    throw invalidPasswordHash('The password_salt_position is for the type ssha256 only.')
  }
  const { prefix, read } = formats[type]
  if (hash.length > longestHash || !prefix.test(hash) || hash.startsWith('{SSHA256-')) {
    throw malformed(type)
  }
  // Only here is it known on which side of the password the salt stood.
  const stored = saltPosition === 'prefix' ? hash.replace('{SSHA256}', '{SSHA256-prefix}') : hash
  read(stored)
  return stored
}

export async function verifyImportedHash(stored: string, password: string): Promise<boolean> {
  const format = Object.values(formats).find(({ prefix }) => prefix.test(stored))
  if (!format) throw new Error('A stored password hash is of no known type.')
  return format.read(stored)(password)
}

function readArgon2(text: string): Verifier {
  const match =
    /^\$argon2(id|i|d)\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,3})\$([\w+/-]+)\$([\w+/-]+)$/.exec(
      text,
    )
  if (!match) throw malformed('argon2')
  const [, variant, memory, passes, lanes, salt = '', hash = ''] = match
  inRange('the memory (m) of argon2', Number(memory), 4_096, 262_144)
  inRange(`the passes (t) of argon2${variant}`, Number(passes), variant === 'i' ? 3 : 1, 5)
  inRange('the lanes (p) of argon2', Number(lanes), 1, 8)
  decode('argon2', salt, 8, 64)
  decode('argon2', hash, 16, 64)
  return (password) => verifyArgon2(text, password)
}

function readBcrypt(text: string): Verifier {
  const match = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(text)
  if (!match) throw malformed('bcrypt')
  inRange('the cost of bcrypt', Number(match[1]), 4, 14)
  return (password) => verifyBcrypt(text, password)
}

function readPbkdf2(text: string): Verifier {
  const match = /^\$pbkdf2\$i=(\d{1,8}),d=(sha256|sha512)\$([^$]+)\$([^$]+)$/.exec(text)
  if (!match) throw malformed('pbkdf2')
  const [, iterations, digest = '', salt = '', hash = ''] = match
  const fewest = digest === 'sha256' ? 600_000 : 210_000
  inRange(`the iterations (i) of pbkdf2 with ${digest}`, Number(iterations), fewest, 1_000_000)
  const saltBytes = decode('pbkdf2', salt, 1, 128)
  const expected = decode('pbkdf2', hash, 16, 64)
  return async (password) =>
    isSame(await pbkdf2(password, saltBytes, Number(iterations), expected.length, digest), expected)
}

function readScrypt(text: string): Verifier {
  const match =
    /^\$scrypt\$v=1\$n=(\d{1,8}),r=(\d{1,3}),p=(\d{1,3}),kl=(\d{1,3})\$([^$]+)\$([^$]+)$/.exec(text)
  if (!match) throw malformed('scrypt')
  const [N, r, p, length] = match.slice(1, 5).map(Number) as [number, number, number, number]
  const saltBytes = decode('scrypt', match[5] as string, 1, 128)
  const expected = decode('scrypt', match[6] as string, 16, 128)
  if (expected.length !== length) throw malformed('scrypt')
  const options = checkScrypt({ N, r, p })
  return async (password) => isSame(await scrypt(password, saltBytes, length, options), expected)
}

/** Firebase's scrypt: what the password yields encrypts the signer key, and that is the hash. */
function readFirebaseScrypt(text: string): Verifier {
  const parameters = new Map<string, string>()
  const unnamed: string[] = []
  for (const part of text.split(/[$,]/).slice(2)) {
    const named = /^(hash|salt|sk|ss|r|m|v)=(.+)$/.exec(part)
    if (named) parameters.set(named[1] as string, named[2] as string)
    else unnamed.push(part)
  }
  // By name, or as the last two segments of a PHC string.
  const [salt = '', hash = ''] = [
    unnamed[0] ?? parameters.get('salt'),
    unnamed[1] ?? parameters.get('hash'),
  ]
  const type = 'firebase-scrypt'
  const expected = decode(type, hash, 16, 128)
  const signerKey = decode(type, parameters.get('sk') ?? '', expected.length, expected.length)
  const separator = decode(type, parameters.get('ss') ?? '', 0, 32)
  const saltBytes = Buffer.concat([decode(type, salt, 1, 128), separator])
  const memory = Number(parameters.get('m'))
  inRange('the memory cost (m) of firebase-scrypt', memory, 1, 17)
  const options = checkScrypt({ N: 2 ** memory, r: Number(parameters.get('r')), p: 1 })
  return async (password) => {
    const key = await scrypt(password, saltBytes, 32, options)
    const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(16))
    return isSame(Buffer.concat([cipher.update(signerKey), cipher.final()]), expected)
  }
}

function readSsha(text: string): Verifier {
  const bytes = decode('ssha', text.slice('{SSHA}'.length), 21, 148)
  return saltedDigest('sha1', bytes.subarray(0, 20), '', bytes.subarray(20))
}

function readSsha256(text: string): Verifier {
  const bytes = decode('ssha256', text.slice(text.indexOf('}') + 1), 33, 160)
  const [expected, salt] = [bytes.subarray(0, 32), bytes.subarray(32)]
  return text.startsWith('{SSHA256-prefix}')
    ? saltedDigest('sha256', expected, salt, '')
    : saltedDigest('sha256', expected, '', salt)
}

const saltedDigest =
  (algorithm: string, expected: Buffer, before: Buffer | '', after: Buffer | ''): Verifier =>
  async (password) => {
    const digest = createHash(algorithm).update(before).update(password).update(after).digest()
    return isSame(digest, expected)
  }

/** 128·N·r bytes are held at once, N·r·p is the work: no more than OWASP's dearest setting, twice. */
function checkScrypt(options: { N: number; r: number; p: number }): ScryptOptions {
  const { N, r, p } = options
  const isPowerOfTwo = Number.isInteger(Math.log2(N)) && N > 1
  if (!isPowerOfTwo || !(r >= 1) || !(p >= 1)) throw malformed('scrypt')
  if (N * r > 2 ** 20 || N * r * p > 2 ** 21) {
    throw invalidPasswordHash(
      'This scrypt hash takes too long to verify: n·r may be 2^20 and n·r·p 2^21 at most.',
    )
  }
  return { ...options, maxmem: 256 * 2 ** 20 }
}

function inRange(what: string, value: number, least: number, most: number): void {
  if (value >= least && value <= most) return
  throw invalidPasswordHash(`For ${what}, ${least} to ${most} are accepted.`)
}

/** Base64 with or without padding, of so many bytes. */
function decode(type: ImportedHashType, text: string, least: number, most: number): Buffer {
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) throw malformed(type)
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length < least || bytes.length > most) throw malformed(type)
  return bytes
}

const isSame = (left: Buffer, right: Buffer) =>
  left.length === right.length && timingSafeEqual(left, right)

const malformed = (type: ImportedHashType) =>
  invalidPasswordHash(`This is not a hash of the type ${type} in its published form.`)
