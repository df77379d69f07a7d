import { cipher, fromBase64Url, mac, toBase64Url } from '#platform'
import type { Cipher, Mac } from '../platform/platform.ts'

/**
 * What seals and opens cookies. To replace a password, put the new one before the old one, and drop
 * the old one when the last cookie that it sealed is gone: the first seals, all of them open.
 */
export type CookiePassword = string | string[]

export interface OpenedSeal<Data> {
  data: Partial<Data>
  /** The password that opened it. */
  password: string
  /** When the seal expires, in milliseconds since 1970. Those of sessions do not. */
  until: number
}

/** The passwords in the order in which they are tried. */
export function listOf(passwords: CookiePassword): readonly string[] {
  return typeof passwords === 'string' ? [passwords] : passwords
}

const shortestPassword = 32
const clockSkewMilliseconds = 60_000
const sealsPerKey = 1_000
const vectorLength = 16

/**
 * Encrypts and signs a session for a cookie, in the format Iron as the official SDKs write it:
 * `Fe26.2*1*salt*iv*ciphertext*expiration*salt*mac~2`. The keys come from the password and the salts.
 *
 * @throws {Error} for a password of less than 32 characters.
 */
export async function sealSession(data: unknown, passwords: CookiePassword): Promise<string> {
  const [password = ''] = listOf(passwords)
  const { encryption, integrity } = await sealingKeys(password)
  const iv = randomVector()
  const ciphertext = await encryption.key.encrypt(iv, JSON.stringify(data))
  const parts = ['Fe26.2*1', encryption.salt, toBase64Url(iv), toBase64Url(ciphertext), '']
  const body = parts.join('*')
  const code = await integrity.key.sign(body)
  return `${body}*${integrity.salt}*${toBase64Url(code)}~2`
}

/**
 * What was sealed; an empty object for what has expired, was altered or was sealed with another
 * password.
 *
 * @throws {Error} for what is no seal at all: its parts are not encoded as they have to be.
 */
export async function unsealSession<Data = unknown>(
  sealed: string,
  passwords: CookiePassword,
): Promise<Partial<Data>> {
  return (await openSeal<Data>(sealed, passwords))?.data ?? {}
}

/** Like `unsealSession`, for a caller who needs to know how long the answer holds. */
export async function openSeal<Data>(
  sealed: string,
  passwords: CookiePassword,
): Promise<OpenedSeal<Data> | undefined> {
  const [seal = '', version] = sealed.split('~')
  const parts = seal.split('*')
  if (parts.length !== 8) return undefined
  const [prefix, passwordId, salt, iv, ciphertext, expiration, macSalt, code] = parts as Parts
  if (prefix !== 'Fe26.2') return undefined
  const until = expiration ? expiresAt(expiration) : Number.POSITIVE_INFINITY
  if (until <= Date.now()) return undefined
  if (passwordId !== '1') return undefined

  const body = seal.slice(0, -(macSalt.length + code.length + 2))
  for (const password of listOf(passwords)) {
    const integrity = await mac(long(password), macSalt)
    if (!(await integrity.verify(body, fromBase64Url(code)))) continue
    const encryption = await cipher(password, salt)
    const text = await encryption.decrypt(fromBase64Url(iv), fromBase64Url(ciphertext))
    return { data: contentOf(parse(text), version), password, until }
  }
  return undefined
}

type Parts = [string, string, string, string, string, string, string, string]

function expiresAt(expiration: string) {
  if (!/^[1-9]\d*$/.test(expiration)) throw new Error('The expiration of a seal is a number.')
  return Number(expiration) + clockSkewMilliseconds
}

function parse(text: string) {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error('What was sealed is not JSON.', { cause })
  }
}

/** Version 2 holds the data itself; those before it hold it beside other things. */
function contentOf(content: { persistent?: object } | null, version: string | undefined) {
  if (version === undefined || Number.parseInt(version, 10) === 2) return content ?? {}
  return content?.persistent ?? content ?? {}
}

function long(password: string) {
  if (password.length >= shortestPassword) return password
  throw new Error(`A cookie password has at least ${shortestPassword} characters.`)
}

interface SealingKeys {
  encryption: { salt: string; key: Cipher }
  integrity: { salt: string; key: Mac }
}

let current: { password: string; keys: SealingKeys; sealsLeft: number } | undefined

/**
 * Deriving keys takes longer than sealing with them, so that they serve for many seals. Each seal
 * has an initialization vector of its own, by which the same key may encrypt again.
 */
async function sealingKeys(password: string): Promise<SealingKeys> {
  if (current?.password !== password || current.sealsLeft === 0) {
    current = { password, keys: await deriveSealingKeys(long(password)), sealsLeft: sealsPerKey }
  }
  current.sealsLeft -= 1
  return current.keys
}

async function deriveSealingKeys(password: string): Promise<SealingKeys> {
  const [encryptionSalt, integritySalt] = [randomSalt(), randomSalt()]
  return {
    encryption: { salt: encryptionSalt, key: await cipher(password, encryptionSalt) },
    integrity: { salt: integritySalt, key: await mac(password, integritySalt) },
  }
}

let random = new Uint8Array()
let randomUsed = 0

/** Drawn for many seals at a time: a call takes longer than its bytes. None is used twice. */
function randomVector() {
  if (randomUsed === random.length) {
    random = crypto.getRandomValues(new Uint8Array(256 * vectorLength))
    randomUsed = 0
  }
  randomUsed += vectorLength
  return random.subarray(randomUsed - vectorLength, randomUsed)
}

function randomSalt() {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
