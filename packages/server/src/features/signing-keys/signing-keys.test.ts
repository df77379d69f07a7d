import { createHash, createPublicKey, X509Certificate } from 'node:crypto'
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeProtectedHeader,
  type JSONWebKeySet,
  jwtVerify,
  SignJWT,
} from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { read } from '../../../test/api.ts'
import { contractFetch } from '../../../test/contract.ts'
import { createPerson, type Person, refresh, signInByApi } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { rotateDueSigningKeys, rotateSigningKey } from './signing-key.ts'

let server: TestServer
let person: Person

beforeAll(async () => {
  server = await startTestServer()
  person = await createPerson(server)
})
afterAll(() => server?.stop())

const day = 24 * 3600
const jwksUrl = (clientId = server.staging.clientId) => `${server.url}/sso/jwks/${clientId}`
const fetchKeys = async (clientId?: string) => read(await contractFetch(jwksUrl(clientId)))
const kidsOf = async () =>
  (await fetchKeys()).body.keys.map(({ kid }: { kid: string }) => kid) as string[]
const kidOf = (token: string) => decodeProtectedHeader(token).kid
const signIn = async (): Promise<string> => (await signInByApi(server, person)).access_token
const verify = async (token: string, set?: JSONWebKeySet) =>
  jwtVerify(token, createLocalJWKSet(set ?? (await fetchKeys()).body), {
    currentDate: server.deps.clock.now(),
  })

describe('GET /sso/jwks/:client_id', () => {
  test('publishes the public half of the signing key, for everybody and for a while', async () => {
    const { status, body, headers } = await fetchKeys()
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('public, max-age=300')
    expect(body.keys).toEqual([
      {
        alg: 'RS256',
        kty: 'RSA',
        use: 'sig',
        kid: expect.stringMatching(/^sso_oidc_key_pair_[0-9A-Z]{26}$/),
        n: expect.any(String),
        e: 'AQAB',
        x5c: [expect.any(String)],
        'x5t#S256': expect.any(String),
      },
    ])
  })

  test('publishes a certificate of the very same key', async () => {
    const { body } = await fetchKeys()
    const [key] = body.keys
    const der = Buffer.from(key.x5c[0], 'base64')
    const certificate = new X509Certificate(der)
    const published = createPublicKey({ key, format: 'jwk' })
    expect(certificate.publicKey.equals(published)).toBe(true)
    expect(certificate.verify(published)).toBe(true)
    expect(certificate.subject).toBe(`CN=${key.kid}`)
    expect(key['x5t#S256']).toBe(createHash('sha256').update(der).digest('base64url'))
    expect(published.asymmetricKeyDetails?.modulusLength).toBe(2048)
  })

  test('never publishes a private part', async () => {
    const { body } = await fetchKeys()
    for (const key of body.keys) {
      for (const part of ['d', 'p', 'q', 'dp', 'dq', 'qi']) expect(key).not.toHaveProperty(part)
    }
  })

  test('knows no other client', async () => {
    for (const clientId of ['client_01NOBODY', 'x', server.staging.apiKey]) {
      const { status, body } = await fetchKeys(clientId)
      expect(status).toBe(404)
      expect(body.message).toBe(`Application not found: '${clientId}'.`)
    }
  })

  test('publishes other keys in each environment', async () => {
    const inProduction = (await fetchKeys(server.production.clientId)).body.keys
    expect(inProduction.map(({ kid }: { kid: string }) => kid)).not.toEqual(await kidsOf())
    await expect(verify(await signIn(), { keys: inProduction })).rejects.toThrow()
  })
})

describe('an access token', () => {
  test('is verified by jose with the published address alone', async () => {
    const { payload } = await jwtVerify(await signIn(), createRemoteJWKSet(new URL(jwksUrl())), {
      issuer: `${server.url}/user_management/${server.staging.clientId}`,
      audience: server.staging.clientId,
      currentDate: server.deps.clock.now(),
    })
    expect(payload.sub).toBe(person.user.id)
  })

  test('is refused with any part of it changed', async () => {
    const token = await signIn()
    const [header = '', payload = '', signature = ''] = token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
    const forged = [
      `${header}.${encode({ ...claims, sub: 'user_somebody' })}.${signature}`,
      `${encode({ alg: 'none' })}.${payload}.`,
      `${encode({ ...decodeProtectedHeader(token), alg: 'HS256' })}.${payload}.${signature}`,
      `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
      `${header}.${payload}.`,
    ]
    for (const one of forged) await expect(verify(one)).rejects.toThrow()
  })

  test('cannot be made with the public key as a shared secret', async () => {
    const { body } = await fetchKeys()
    const pem = createPublicKey({ key: body.keys[0], format: 'jwk' }).export({
      type: 'spki',
      format: 'pem',
    })
    const forged = await new SignJWT({ sub: person.user.id })
      .setProtectedHeader({ alg: 'HS256', kid: body.keys[0].kid })
      .setExpirationTime('1h')
      .sign(Buffer.from(pem.toString()))
    await expect(verify(forged)).rejects.toThrow()
  })
})

describe('rotation', () => {
  test('publishes the next key a day before it signs and keeps the last one until its tokens have expired', async () => {
    const [oldKid] = await kidsOf()
    const oldToken = await signIn()

    await rotateSigningKey(server.deps, server.staging.environment.id)
    const [newKid, ...others] = await kidsOf()
    expect(others).toEqual([oldKid])
    expect(kidOf(await signIn())).toBe(oldKid)

    server.deps.clock.advance(day - 60)
    expect(kidOf(await signIn())).toBe(oldKid)

    // Servers remember the signing key for a minute.
    server.deps.clock.advance(121)
    const newToken = await signIn()
    expect(kidOf(newToken)).toBe(newKid)
    await verify(newToken)
    expect(await kidsOf()).toEqual([newKid, oldKid])

    server.deps.clock.advance(2 * day - 120)
    expect(await kidsOf()).toEqual([newKid, oldKid])
    server.deps.clock.advance(120)
    expect(await kidsOf()).toEqual([newKid])
    await expect(verify(oldToken)).rejects.toThrow()
  })

  test('never signs with a key that verifiers cannot have fetched, and drops none that they need', async () => {
    const { refresh_token } = await signInByApi(server, person)
    let token = refresh_token
    let remembered: JSONWebKeySet = (await fetchKeys()).body
    await rotateSigningKey(server.deps, server.staging.environment.id)
    for (let hour = 0; hour < 96; hour += 6) {
      server.deps.clock.advance(6 * 3600)
      const { body } = await refresh(server, token)
      token = body.refresh_token
      // A verifier that fetches keys every few hours: neither its last set nor the new one fails.
      await verify(body.access_token, remembered)
      remembered = (await fetchKeys()).body
      await verify(body.access_token, remembered)
    }
  })

  test('leaves sessions alone', async () => {
    const { refresh_token } = await signInByApi(server, person)
    await rotateSigningKey(server.deps, server.staging.environment.id)
    server.deps.clock.advance(day + 61)
    expect((await refresh(server, refresh_token)).status).toBe(200)
  })

  test('happens by itself every ninety days, and removes what nobody needs', async () => {
    const { id } = server.staging.environment
    await rotateDueSigningKeys(server.deps, [id])
    const before = await kidsOf()
    server.deps.clock.advance(91 * day)
    await rotateDueSigningKeys(server.deps, [id])
    const published = await kidsOf()
    expect(published).toHaveLength(2)
    expect(before).toContain(published[1])
    await rotateDueSigningKeys(server.deps, [id])
    expect(await kidsOf()).toEqual(published)
    server.deps.clock.advance(4 * day)
    await rotateDueSigningKeys(server.deps, [id])
    const rows = await server.deps.db
      .selectFrom('signing_keys')
      .select('id')
      .where('environment_id', '=', id)
      .execute()
    expect(rows.map((row) => row.id)).toEqual([published[0]])
  })
})

test('private keys are sealed where they are stored', async () => {
  const rows = await server.deps.db
    .selectFrom('signing_keys')
    .select('private_key_sealed')
    .execute()
  for (const row of rows) {
    expect(row.private_key_sealed).not.toContain('PRIVATE KEY')
    expect(server.deps.sealer.unseal('signing-key', row.private_key_sealed)).toContain(
      'PRIVATE KEY',
    )
  }
})
