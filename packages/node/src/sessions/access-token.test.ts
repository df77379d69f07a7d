import * as jose from 'jose'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  accessToken,
  claims,
  client,
  cookiePassword,
  KeyServer,
  officialClient,
  type Sdk,
  type SigningKey,
  sdkOn,
  sealOfficially,
  session,
  signingKey,
  verdict,
} from './sessions.fixture.ts'

const keys: Record<string, SigningKey> = {}
for (const alg of ['RS256', 'RS512', 'PS256', 'PS384', 'ES256', 'ES384', 'ES512', 'EdDSA']) {
  keys[alg] = await signingKey(alg, `key_${alg}`)
}
const all = new KeyServer(...Object.values(keys))
const rs256 = keys.RS256 as SigningKey
const now = () => Math.floor(Date.now() / 1000)
const encode = (value: unknown) => jose.base64url.encode(JSON.stringify(value))

/** Each with the server that publishes its keys. */
async function tokens(): Promise<[kind: string, token: unknown, server?: KeyServer][]> {
  const good = await accessToken(rs256)
  const [header, payload, signature] = good.split('.') as [string, string, string]
  const foreign = await signingKey('RS256', rs256.jwk.kid)
  const publicPem = new TextEncoder().encode(JSON.stringify(rs256.jwk))
  const hmac = new jose.SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: rs256.jwk.kid })
  const unsigned = `${encode({ alg: 'none', kid: rs256.jwk.kid })}.${payload}.`
  const flip = (text: string, at: number) =>
    text.slice(0, at) + (text.at(at) === 'A' ? 'B' : 'A') + text.slice(at + 1)
  const signed = (protectedHeader: object, content: string | Uint8Array) =>
    new jose.CompactSign(typeof content === 'string' ? new TextEncoder().encode(content) : content)
      .setProtectedHeader({ alg: 'RS256', kid: rs256.jwk.kid, ...protectedHeader })
      .sign(rs256.privateKey)
  const publishedAs = (more: object) =>
    Object.assign(new KeyServer(), { keys: [{ ...rs256.jwk, ...more }] })

  return [
    ...(await Promise.all(
      Object.entries(keys).map(
        async ([alg, key]) => [`signed with ${alg}`, await accessToken(key)] as [string, string],
      ),
    )),
    ['expired', await accessToken(rs256, { exp: now() - 1 })],
    ['expiring this second', await accessToken(rs256, { exp: now() })],
    ['without an expiry', await accessToken(rs256, { exp: undefined })],
    ['with a text as its expiry', await signed({}, JSON.stringify({ ...claims, exp: 'never' }))],
    ['with null as its expiry', await signed({}, JSON.stringify({ ...claims, exp: null }))],
    ['not valid yet', await accessToken(rs256, { nbf: now() + 60 })],
    ['valid since long', await accessToken(rs256, { nbf: now() - 60 })],
    ['issued in the future', await accessToken(rs256, { iat: now() + 60 })],
    ['issued at a text', await signed({}, JSON.stringify({ ...claims, iat: 'today' }))],
    ['without claims', await signed({}, '{}')],
    ['of another issuer', await accessToken(rs256, { iss: 'https://elsewhere.example.com' })],
    ['with a list as its claims', await signed({}, '[]')],
    ['with a text as its claims', await signed({}, '"claims"')],
    ['with claims that are no JSON', await signed({}, '{')],
    ['with claims that are no UTF-8', await signed({}, Uint8Array.of(123, 255, 125))],
    ['with a byte order mark', await signed({}, `\ufeff${JSON.stringify(claims)}`)],
    ['unsigned', unsigned],
    ['unsigned, with a signature', unsigned + signature],
    ['signed with the public key as a secret', await hmac.sign(publicPem)],
    ['signed by another key of this name', await accessToken(foreign)],
    ['signed with RS256, said to be PS256', `${encode({ alg: 'PS256' })}.${payload}.${signature}`],
    ['that names another key', `${encode({ alg: 'RS256', kid: 'x' })}.${payload}.${signature}`],
    ['of an unknown key', await accessToken(rs256, {}, { kid: 'key_unknown' })],
    ['of a key that is no text', await accessToken(rs256, {}, { kid: 7 })],
    ['of any of several keys', await accessToken(rs256, {}, { kid: undefined })],
    ['of the only key', await accessToken(rs256, {}, { kid: undefined }), publishedAs({})],
    ['of a key for anything', await accessToken(rs256), publishedAs({ alg: undefined })],
    ['of a key for encryption', await accessToken(rs256), publishedAs({ use: 'enc' })],
    ['of a key for another algorithm', await accessToken(rs256), publishedAs({ alg: 'RS512' })],
    ['of a key that may verify', await accessToken(rs256), publishedAs({ key_ops: ['verify'] })],
    ['of a key that may not verify', await accessToken(rs256), publishedAs({ key_ops: ['sign'] })],
    [
      'of a key with two lives',
      await accessToken(rs256),
      publishedAs({ key_ops: ['verify', 'verify'] }),
    ],
    ['of a broken key', await accessToken(rs256), publishedAs({ n: '!' })],
    ['of a short key', good, publishedAs(await shortJwk())],
    ['of a published private key', await accessToken(rs256), publishedAs(await privateJwk())],
    ['of no key at all', await accessToken(rs256), new KeyServer()],
    ['with a critical extension', await signed({ crit: ['exp'], exp: 1 }, '{}').catch(() => '')],
    ['critical about something unknown', `${encode({ alg: 'RS256', crit: ['x'], x: 1 })}.e30.AA`],
    ['critical about nothing', `${encode({ alg: 'RS256', crit: [] })}.${payload}.${signature}`],
    ['critical in a strange way', `${encode({ alg: 'RS256', crit: 'b64' })}.${payload}.AA`],
    [
      'encoded, and critical about it',
      await signed({ crit: ['b64'], b64: true }, JSON.stringify(claims)),
    ],
    ['not encoded', await unencoded()],
    ['without an algorithm', `${encode({ kid: rs256.jwk.kid })}.${payload}.${signature}`],
    ['with a number as its algorithm', `${encode({ alg: 1 })}.${payload}.${signature}`],
    ['with an unknown algorithm', `${encode({ alg: 'RS1' })}.${payload}.${signature}`],
    ['with a prototype as its algorithm', `${encode({ alg: 'toString' })}.${payload}.${signature}`],
    ['with a header that is no JSON', `${jose.base64url.encode('{')}.${payload}.${signature}`],
    ['with a list as its header', `${encode([])}.${payload}.${signature}`],
    ['with an empty header', `.${payload}.${signature}`],
    ['with an altered payload', `${header}.${flip(payload, 9)}.${signature}`],
    ['with an altered signature', `${header}.${payload}.${flip(signature, 9)}`],
    [
      'with other bits at the end',
      `${header}.${payload}.${signature.slice(0, -1)}${nextOf(signature)}`,
    ],
    ['with a shorter signature', `${header}.${payload}.${signature.slice(0, -4)}`],
    ['without a signature', `${header}.${payload}.`],
    ['with padding', `${good}==`],
    ['in base64', `${header}.${payload}.${'+/'.repeat(171)}`],
    ['with something strange', `${header}.${payload}.🍪`],
    ['with five parts', `${good}.${good.split('.').slice(1).join('.')}`],
    ['of one part', 'token'],
    ['of two parts', `${header}.${payload}`],
    ['that is a number', 42],
    ['that is an object', { token: good }],
    ['that is empty', ''],
  ]

  async function unencoded() {
    const protectedHeader = { alg: 'RS256', kid: rs256.jwk.kid, b64: false, crit: ['b64'] }
    const jws = await new jose.FlattenedSign(new TextEncoder().encode('{}'))
      .setProtectedHeader(protectedHeader)
      .sign(rs256.privateKey)
    return `${jws.protected}.{}.${jws.signature}`
  }

  async function privateJwk() {
    const pair = await jose.generateKeyPair('RS256', { extractable: true })
    return { ...(await jose.exportJWK(pair.privateKey)), key_ops: undefined }
  }
}

/** The last character, with other bits where no byte is. */
function nextOf(signature: string) {
  return String.fromCharCode(signature.charCodeAt(signature.length - 1) + 1)
}

async function shortJwk() {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 1024 }
  const parameters = { ...algorithm, publicExponent: Uint8Array.of(1, 0, 1) }
  const { publicKey } = await crypto.subtle.generateKey(parameters, true, ['sign', 'verify'])
  const { n } = await jose.exportJWK(publicKey)
  return { n }
}

describe.each(['node', 'web'] as const)('access tokens on the platform %s', (platform) => {
  let sdk: Sdk
  beforeAll(async () => {
    sdk = await sdkOn(platform)
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  test.each([
    undefined,
    'https://issuer.example.com',
    ['https://issuer.example.com', 'https://elsewhere.example.com'],
  ])('have the same verdict as in the official SDK, with %s as the issuer', async (issuer) => {
    const ours: unknown[] = []
    const official: unknown[] = []
    for (const [kind, token, server = all] of await tokens()) {
      const options = {
        sessionData: await sealOfficially(session(token as string)).catch(() => sealAny(token)),
        cookiePassword,
      }
      const workos = client(sdk, server, { issuer })
      const { userManagement } = officialClient(server, { issuer })
      const ourVerdict = await verdict(() => authenticate(workos, options))
      ours.push([kind, ourVerdict])
      official.push([kind, await verdict(() => authenticate({ userManagement }, options))])
      // What is remembered is no other.
      expect([kind, await verdict(() => authenticate(workos, options))]).toEqual([kind, ourVerdict])
    }
    expect(ours).toEqual(official)
  })

  const sealAny = (token: unknown) =>
    sdk.sealSession(session(token as string, { organizationId: undefined }), cookiePassword)
})

interface Options {
  sessionData: string
  cookiePassword: string
}
interface Client {
  userManagement: { loadSealedSession(options: Options): { authenticate(): Promise<unknown> } }
}

function authenticate({ userManagement }: Client, options: Options) {
  return userManagement.loadSealedSession(options).authenticate()
}
