import { beforeAll, describe, expect, test, vi } from 'vitest'
import { cipher, mac, toBase64Url } from '../platform/web.ts'
import {
  cookiePassword,
  KeyServer,
  officialClient,
  randomNumbers,
  type Sdk,
  sdkOn,
  sealOfficially,
  session,
  verdict,
} from './sessions.fixture.ts'

const token = `e30.${btoa(JSON.stringify({ org_id: 'org_01' })).replaceAll('=', '')}.c2ln`
const data = session(token)
const { userManagement } = officialClient(new KeyServer())
vi.unstubAllGlobals()

const openOfficially = (sealed: string, password = cookiePassword) =>
  userManagement.getSessionFromCookie({ sessionData: sealed, cookiePassword: password })

describe.each(['node', 'web'] as const)('a sealed session on the platform %s', (platform) => {
  let sdk: Sdk
  beforeAll(async () => {
    sdk = await sdkOn(platform)
  })

  test('is opened by the official SDK', async () => {
    const sealed = await sdk.sealSession(data, cookiePassword)
    expect(sealed).toMatch(
      /^Fe26\.2\*1\*[0-9a-f]{64}\*[\w-]{22}\*[\w-]+\*\*[0-9a-f]{64}\*[\w-]{43}~2$/,
    )
    expect(await openOfficially(sealed)).toEqual(data)
  })

  test('of the official SDK is opened', async () => {
    expect(await sdk.unsealSession(await sealOfficially(data), cookiePassword)).toEqual(data)
  })

  test('crosses over with a password of any script and length', async () => {
    for (const password of ['pässwörter '.repeat(4), '密'.repeat(32), 'x'.repeat(200)]) {
      expect(await openOfficially(await sdk.sealSession(data, password), password)).toEqual(data)
      const theirs = await sealOfficially(data, password)
      expect(await sdk.unsealSession(theirs, password)).toEqual(data)
    }
  })

  test('crosses over whatever its length', async () => {
    for (const length of [...Array(33).keys(), 5_000, 100_000]) {
      const sealed = await sdk.sealSession({ text: 'x'.repeat(length) }, cookiePassword)
      expect(await openOfficially(sealed)).toEqual({ text: 'x'.repeat(length) })
      expect(await sdk.unsealSession(sealed, cookiePassword)).toEqual({ text: 'x'.repeat(length) })
    }
  })

  test('is sealed with another vector each time, and with other salts after a while', async () => {
    const salts = new Set<string | undefined>()
    const vectors = new Set<string | undefined>()
    for (let count = 0; count < 1_001; count++) {
      const [, , salt, vector] = (await sdk.sealSession({ count }, cookiePassword)).split('*')
      salts.add(salt)
      vectors.add(vector)
    }
    expect(vectors.size).toBe(1_001)
    expect(salts.size).toBe(2)
  })

  test('is sealed by the first of several passwords and opened by all of them', async () => {
    const [older, newer] = [
      'the older password, 32 characters',
      'the newer password, 32 characters',
    ]
    const sealedBefore = await sdk.sealSession(data, older)
    const sealed = await sdk.sealSession(data, [newer, older])
    expect(await sdk.unsealSession(sealedBefore, [newer, older])).toEqual(data)
    expect(await openOfficially(sealed, newer)).toEqual(data)
    expect(await sdk.unsealSession(sealed, older)).toEqual({})
    expect(await sdk.unsealSession(sealed, [])).toEqual({})
  })

  test('needs a password of 32 characters', async () => {
    for (const password of ['', 'x'.repeat(31)]) {
      await expect(sdk.sealSession(data, password)).rejects.toThrow('32 characters')
    }
    const sealed = await sdk.sealSession(data, cookiePassword)
    await expect(sdk.unsealSession(sealed, 'x'.repeat(31))).rejects.toThrow('32 characters')
  })

  test('has the same verdict as in the official SDK, for 1,000 cookies of every kind', async () => {
    const ours: unknown[] = []
    const official: unknown[] = []
    for (const [kind, cookie, password] of await cookies(1_000)) {
      const about = [kind, cookie.slice(0, 3_000)]
      ours.push([...about, await verdict(() => sdk.unsealSession(cookie, password))])
      official.push([...about, await verdict(() => openOfficially(cookie, password))])
    }
    expect(ours).toEqual(official)
  })

  test('cannot name a password by what every object has', async () => {
    const [prefix, , ...rest] = (await sdk.sealSession(data, cookiePassword)).split('*')
    // The official SDK finds a function under this name, and fails.
    const sealed = [prefix, 'toString', ...rest].join('*')
    expect(await sdk.unsealSession(sealed, cookiePassword)).toEqual({})
  })
})

type Kind = [kind: string, cookie: string, password: string]

/** Good ones, ones that were altered somewhere, expired, foreign, and things that are no cookie. */
async function cookies(count: number): Promise<Kind[]> {
  const random = randomNumbers(26)
  const { sealSession } = await sdkOn('node')
  const good = [await sealOfficially(data), await sealSession(data, cookiePassword)]
  const names = 'prefix id salt iv ciphertext expiration mac-salt mac suffix'.split(' ')
  const found: Kind[] = []
  const add = (kind: string, cookie: string, password = cookiePassword) =>
    found.push([kind, cookie, password])

  for (const cookie of good) {
    add('good', cookie)
    add('another password', cookie, 'another password of 37 characters ...')
    add('short password', cookie, 'short')
    for (const [from, to] of [
      ['Fe26.2', 'Fe26.1'],
      ['Fe26.2', 'Fe27.2'],
      ['~2', '~1'],
      ['~2', '~3'],
      ['~2', '~'],
      ['~2', '~x'],
      ['~2', ''],
      ['~2', '~2~2'],
      ['**', '*1*'],
      ['**', '*0*'],
      ['**', '*soon*'],
      ['**', `*${Date.now() + 60_000}*`],
      ['**', `*${Date.now() - 59_000}*`],
      ['**', `*${Date.now() - 61_000}*`],
      ['*1*', '*2*'],
      ['*1*', '**'],
    ] as const) {
      add(`${from} to ${to}`, cookie.replace(from, to))
    }
  }
  for (const [kind, cookie] of await forged()) add(kind, cookie)
  for (const garbage of ['~', '*', '*******', 'garbage', '🍪', '🍪*'.repeat(8), 'x'.repeat(1e6)]) {
    add('garbage', garbage)
  }
  while (found.length < count) {
    const [seal = '', version = ''] = good[random(good.length)]?.split('~') ?? []
    const parts = [...seal.split('*'), `~${version}`]
    const place = random(parts.length)
    const part = parts[place] as string
    const at = random(part.length + 1)
    const other = [
      'A',
      '-',
      '_',
      '0',
      'f',
      '=',
      ' ',
      '!',
      '*',
      '~',
      'ł',
      '\u0000',
      '🍪',
      '',
      'AAAA',
    ]
    const piece = other[random(other.length)] as string
    parts[place] = part.slice(0, at) + piece + part.slice(at + random(3))
    add(`altered ${names[place]}`, `${parts.slice(0, 8).join('*')}${parts[8]}`)
  }
  return found
}

/** Cookies of somebody who knows the password, and seals what nobody else would. */
async function forged(): Promise<[kind: string, cookie: string][]> {
  const salt = '0f'.repeat(32)
  const vector = new Uint8Array(16)
  const seal = async (
    text: string,
    {
      expiration = '',
      version = '~2',
      salts = salt,
      iv = toBase64Url(vector),
      ciphertext = '',
    } = {},
  ) => {
    const encrypted =
      ciphertext || toBase64Url(await (await cipher(cookiePassword, salts)).encrypt(vector, text))
    const body = `Fe26.2*1*${salts}*${iv}*${encrypted}*${expiration}`
    const code = await (await mac(cookiePassword, salts)).sign(body)
    return `${body}*${salts}*${toBase64Url(code)}${version}`
  }
  const persistent = JSON.stringify({ persistent: data, other: 1 })
  const inTime = (milliseconds: number) => String(Date.now() + milliseconds)
  return Promise.all(
    Object.entries({
      null: seal('null'),
      'a text': seal('"text"'),
      'a number': seal('7'),
      'no JSON': seal('{'),
      nothing: seal(''),
      'a byte order mark': seal(`\ufeff${JSON.stringify(data)}`),
      'version 1': seal(persistent, { version: '~1' }),
      'version 2': seal(persistent),
      'no version': seal(persistent, { version: '' }),
      'version 1 of null': seal('null', { version: '~1' }),
      'expires later': seal('{}', { expiration: inTime(60_000) }),
      'has just expired': seal('{}', { expiration: inTime(-30_000) }),
      'has expired': seal('{}', { expiration: inTime(-90_000) }),
      'short salts': seal('{}', { salts: 'salt' }),
      'long salts': seal('{}', { salts: 'salt'.repeat(50) }),
      'salts of any script': seal('{}', { salts: '盐'.repeat(64) }),
      'a short vector': seal('{}', { iv: 'AAAA' }),
      'a vector that is none': seal('{}', { iv: '!' }),
      'half a block': seal('{}', { ciphertext: 'AAAAAAAAAAA' }),
      'a block of anything': seal('{}', { ciphertext: 'A'.repeat(22) }),
      'ciphertext that is none': seal('{}', { ciphertext: 'ł' }),
    }).map(async ([kind, cookie]) => [kind, await cookie] as [string, string]),
  )
}
