import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WorkOS as OfficialWorkOS } from '@workos-inc/node'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { WorkOS } from '../../index.ts'

const key = await generateKeyPair('RS256')
const otherKey = await generateKeyPair('RS256')
const now = Math.floor(Date.now() / 1000)
const claims = {
  iss: 'https://api.example.com',
  aud: 'client_agents',
  sub: 'agent_reg_1',
  jti: 'token_1',
  org_id: 'org_1',
  scope: 'invoices:read',
  act: { sub: 'user_1' },
  iat: now - 60,
  exp: now + 240,
}
const invalid = { valid: false, registrationId: null, expiresAt: null, claims: null }

let server: Server
let asked: { path: string | undefined; body: unknown }[]
let validation: unknown

beforeAll(async () => {
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(key.publicKey)), kid: 'key_1' }] })
  server = createServer(async (request, response) => {
    const isKeys = request.url?.startsWith('/sso/jwks/')
    const body = (await request.toArray()).join('')
    if (!isKeys) asked.push({ path: request.url, body: JSON.parse(body) })
    response.setHeader('Content-Type', 'application/json')
    response.end(isKeys ? jwks : JSON.stringify(validation))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
})
afterAll(() => server.close())
beforeEach(() => {
  asked = []
  validation = { valid: true, registration_id: 'agent_reg_1', expires_at: '2026-01-17T12:00:00Z' }
})

describe('an access token', () => {
  test('is valid with the claims that it carries, without a request', async () => {
    const { act, aud, exp, iat, iss, jti, org_id, scope, sub } = claims
    expect(await validated(await signed(claims))).toEqual({
      valid: true,
      registrationId: sub,
      expiresAt: new Date(exp * 1000).toISOString(),
      claims: {
        issuer: iss,
        audience: aud,
        registrationId: sub,
        jti,
        organizationId: org_id,
        scope,
        actor: act,
        expiresAt: exp,
        issuedAt: iat,
      },
    })
    expect(asked).toEqual([])
  })

  test('needs neither a scope nor an actor', async () => {
    const { scope: _scope, act: _act, ...bare } = claims
    expect(await validated(await signed(bare))).toMatchObject({ valid: true })
  })

  test.each(['iss', 'aud', 'sub', 'jti', 'org_id', 'exp', 'iat'] as const)(
    'of something else, which has no %s, is not valid',
    async (claim) => {
      const { [claim]: _missing, ...others } = claims
      expect(await validated(await signed(others))).toEqual(invalid)
    },
  )

  test('that has expired is not valid', async () => {
    expect(await validated(await signed({ ...claims, exp: now - 1 }))).toEqual(invalid)
  })

  test('that is not valid yet is not valid', async () => {
    expect(await validated(await signed({ ...claims, nbf: now + 60 }))).toEqual(invalid)
  })

  test('that another key has signed is not valid', async () => {
    expect(await validated(await signed(claims, otherKey.privateKey))).toEqual(invalid)
  })

  test('that is none is not valid', async () => {
    expect(await validated('nonsense')).toEqual(invalid)
    expect(await validated('')).toEqual(invalid)
  })

  test('is told to everybody anew: nobody can change what the next one gets', async () => {
    const { agents } = new WorkOS(settings())
    const audience = 'client_agents'
    const credential = await signed({ ...claims, aud: [audience] })
    const validate = () => agents.validateCredential({ type: 'access_token', credential })
    const first = (await validate()).claims
    const before = structuredClone(first)
    if (!first?.actor) throw new Error('not valid')
    first.actor.sub = 'user_2'
    ;(first.audience as string[]).push('https://others.example.com')
    expect((await validate()).claims).toEqual(before)
  })

  test('for a resource is valid for this resource only', async () => {
    const audience = 'https://invoices.example.com'
    const token = await signed({ ...claims, aud: [audience, 'https://others.example.com'] })
    expect(await validated(token, { audience })).toMatchObject({ valid: true })
    expect(await validated(token)).toEqual(invalid)
    expect(await validated(await signed(claims), { audience })).toEqual(invalid)
  })
})

test('an access token that names an unpublished key says which failure it is', async () => {
  const token = await signed(claims, key.privateKey, 'key_2')
  const failure = { name: 'JWKSNoMatchingKey', code: 'ERR_JWKS_NO_MATCHING_KEY' }
  for (const Sdk of [WorkOS, OfficialWorkOS]) {
    const { agents } = new Sdk(settings())
    const validation = agents.validateCredential({ type: 'access_token', credential: token })
    await expect(validation).rejects.toMatchObject(failure)
  }
})

// The official SDK takes an empty audience for none, and accepts a token for anybody.
test('an access token is not valid for an audience without a name', async () => {
  const credential = await signed(claims)
  const { agents } = new WorkOS(settings())
  const answer = await agents.validateCredential({ type: 'access_token', credential, audience: '' })
  expect(answer).toEqual(invalid)
})

describe('an access token that may be revoked', () => {
  test('is valid where the server agrees, until the moment that the server names', async () => {
    const token = await signed(claims)
    const answer = await validated(token, { checkForRevoked: true, audience: claims.aud })
    expect(answer).toMatchObject({ valid: true, expiresAt: '2026-01-17T12:00:00Z' })
    const request = {
      path: '/agents/credentials/validate',
      body: { type: 'access_token', credential: token, audience: claims.aud },
    }
    expect(asked).toEqual([request, request])
  })

  test('is not valid once the server says so', async () => {
    validation = { valid: false, registration_id: null, expires_at: null }
    expect(await validated(await signed(claims), { checkForRevoked: true })).toEqual(invalid)
  })

  test('is not valid where the server speaks of another agent', async () => {
    validation = { valid: true, registration_id: 'agent_reg_2', expires_at: null }
    expect(await validated(await signed(claims), { checkForRevoked: true })).toEqual(invalid)
  })

  test('is not sent to the server where its signature is wrong', async () => {
    const token = await signed(claims, otherKey.privateKey)
    expect(await validated(token, { checkForRevoked: true })).toEqual(invalid)
    expect(asked).toEqual([])
  })
})

function signed(payload: JWTPayload, by = key.privateKey, kid = 'key_1') {
  return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid }).sign(by)
}

function settings() {
  const { port } = server.address() as AddressInfo
  return {
    apiKey: 'sk_test',
    clientId: 'client_agents',
    apiHostname: '127.0.0.1',
    port,
    https: false,
  }
}

/** What both SDKs say of a token. */
async function validated(credential: string, options: object = {}) {
  const request = { ...options, type: 'access_token' as const, credential }
  const ours = await new WorkOS(settings()).agents.validateCredential(request)
  const official = await new OfficialWorkOS(settings()).agents.validateCredential(request)
  expect(ours).toEqual(official)
  return ours
}
