import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, authenticate, read } from '../../../test/api.ts'
import { contractFetch } from '../../../test/contract.ts'
import { newEmail } from '../../../test/people.ts'
import { startTestServer, type TestEnvironment, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'
import { createId } from '../../ids/ids.ts'
import { createApiKey, revokeApiKey } from './api-key.ts'

let server: TestServer
let ownerHeaders: Awaited<ReturnType<typeof signInOwner>>

beforeAll(async () => {
  server = await startTestServer()
  ownerHeaders = await signInOwner(server)
})
afterAll(() => server?.stop())

const users = '/user_management/users'
const listUsers = async (headers: Record<string, string>, to = server): Promise<Answer> =>
  read(await contractFetch(to.url + users, { headers }))
const withKey = (value: string) => ({ authorization: `Bearer ${value}` })

const call = async (
  method: string,
  path: string,
  body?: unknown,
  { environment }: TestEnvironment = server.staging,
): Promise<Answer> =>
  read(
    await fetch(`${server.url}/dashboard/api/api_keys${path}`, {
      method,
      headers: {
        ...ownerHeaders(environment),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    }),
  )

describe('a request to the API', () => {
  test('is answered with a key of its environment', async () => {
    expect((await listUsers(withKey(server.staging.apiKey))).status).toBe(200)
    expect((await listUsers({ authorization: `bearer ${server.staging.apiKey}` })).status).toBe(200)
  })

  test.each<[string, () => Record<string, string>]>([
    ['without a key', () => ({})],
    ['with an empty header', () => ({ authorization: '' })],
    ['with the scheme alone', () => ({ authorization: 'Bearer' })],
    ['with an empty key', () => ({ authorization: 'Bearer ' })],
    ['with an unknown key', () => withKey('sk_test_nobody')],
    ['with a key cut short', () => withKey(server.staging.apiKey.slice(0, -1))],
    ['with a key in another case', () => withKey(server.staging.apiKey.toUpperCase())],
    ['with the id of a key', () => withKey('api_key_01')],
    ['with a client id', () => withKey(server.staging.clientId)],
    ['with a key under HTTP Basic', () => basic(server.staging.apiKey, '')],
    ['with a key as a password', () => basic('', server.staging.apiKey)],
    ['with a key under another name', () => ({ 'x-api-key': server.staging.apiKey })],
    ['with two keys', () => withKey(`nobody, Bearer ${server.staging.apiKey}`)],
    ['with a made-up cookie', () => ({ cookie: 'latchkey-dashboard=nobody' })],
  ])('is refused %s', async (_, headers) => {
    const { status, body, headers: answered } = await listUsers(headers())
    expect(status).toBe(401)
    expect(body).toEqual({ message: 'Unauthorized' })
    expect(answered.get('content-type')).toMatch(/^application\/json/)
    expect(answered.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('is refused before its body is looked at', async () => {
    const response = await fetch(server.url + users, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{broken',
    })
    expect(response.status).toBe(401)
  })

  test('cannot be made with an access token or a refresh token of a user', async () => {
    const email = newEmail()
    const password = 'correct horse battery staple'
    await fetch(server.url + users, {
      method: 'POST',
      headers: { ...withKey(server.staging.apiKey), 'content-type': 'application/json' },
      body: JSON.stringify({ email, password, email_verified: true }),
    })
    const { body } = await authenticate(server, { grant_type: 'password', email, password })
    expect((await listUsers(withKey(body.access_token))).status).toBe(401)
    expect((await listUsers(withKey(body.refresh_token))).status).toBe(401)
    const cookie = `latchkey-dashboard=${body.refresh_token}`
    expect((await listUsers({ ...ownerHeaders(server.staging.environment), cookie })).status).toBe(
      401,
    )
  })

  test('reaches with a key its own environment only, whatever it names', async () => {
    const { body } = await listUsers({
      ...withKey(server.production.apiKey),
      'latchkey-environment': server.staging.environment.id,
    })
    const inProduction = await listUsers(withKey(server.production.apiKey))
    expect(body).toEqual(inProduction.body)
  })

  test('notes when its key was last used, to the minute', async () => {
    const { apiKey, value } = await createApiKey(server.deps, server.staging.environment, 'Noted')
    const lastUsedAt = async () => {
      const { body } = await call('GET', '')
      return body.data.find(({ id }: { id: string }) => id === apiKey.id).last_used_at
    }
    expect(await lastUsedAt()).toBeNull()
    await listUsers(withKey(value))
    // The note is written beside the request, not within it.
    await expect.poll(lastUsedAt).not.toBeNull()
  })
})

const basic = (user: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`,
})

describe('a key that was revoked', () => {
  test('is refused by the next request, on every server', async () => {
    const other = await server.startAnother()
    try {
      const { apiKey, value } = await createApiKey(server.deps, server.staging.environment, 'Gone')
      for (const to of [server, other]) {
        expect((await listUsers(withKey(value), to)).status).toBe(200)
      }
      expect((await call('DELETE', `/${apiKey.id}`)).status).toBe(204)
      for (const to of [server, other]) {
        expect((await listUsers(withKey(value), to)).status).toBe(401)
      }
    } finally {
      await other.stop()
    }
  })

  test('is no client secret any more', async () => {
    const { apiKey, value } = await createApiKey(server.deps, server.staging.environment, 'Gone')
    const signIn = () =>
      authenticate(server, {
        client_secret: value,
        grant_type: 'password',
        email: newEmail(),
        password: 'x',
      })
    expect((await signIn()).body.code).toBe('invalid_credentials')
    await revokeApiKey(server.deps, server.staging.environment.id, apiKey.id)
    expect((await signIn()).body.error).toBe('invalid_client')
  })
})

describe('the API keys page of the dashboard', () => {
  test('makes a key that works and lists it without its value', async () => {
    const { status, body } = await call('POST', '', { name: ' Backend ' })
    expect(status).toBe(201)
    expect(body).toEqual({
      object: 'api_key',
      id: expect.stringMatching(/^api_key_/),
      name: 'Backend',
      value: expect.stringMatching(/^sk_test_[0-9A-Za-z]{32,}$/),
      obfuscated_value: `sk_...${body.value.slice(-4)}`,
      revealable: true,
      last_used_at: null,
      created_at: expect.any(String),
    })
    expect((await listUsers(withKey(body.value))).status).toBe(200)
    const list = await call('GET', '')
    expect(list.body.data[0]).toMatchObject({ id: body.id, name: 'Backend' })
    expect(JSON.stringify(list.body)).not.toContain(body.value)
  })

  test('shows a key of staging again', async () => {
    const { body } = await call('POST', '', { name: 'Backend' })
    expect(await call('POST', `/${body.id}/reveal`)).toMatchObject({
      status: 200,
      body: { value: body.value },
    })
  })

  test('shows a key of production once', async () => {
    const { body } = await call('POST', '', { name: 'Backend' }, server.production)
    expect(body.value).toMatch(/^sk_live_/)
    expect(body.revealable).toBe(false)
    expect(await call('POST', `/${body.id}/reveal`, undefined, server.production)).toMatchObject({
      status: 403,
      body: { code: 'api_key_not_revealable' },
    })
    const { rows } = await server.deps.db.executeQuery({
      sql: 'select key_sealed from api_keys where id = $1',
      parameters: [body.id],
    } as never)
    expect(rows).toEqual([{ key_sealed: null }])
  })

  test('reaches no key of another environment', async () => {
    const { body } = await call('POST', '', { name: 'Backend' })
    for (const [method, path] of [
      ['POST', `/${body.id}/reveal`],
      ['DELETE', `/${body.id}`],
    ] as const) {
      expect((await call(method, path, undefined, server.production)).status).toBe(404)
    }
    expect((await listUsers(withKey(body.value))).status).toBe(200)
    const { body: list } = await call('GET', '', undefined, server.production)
    expect(list.data.map(({ id }: { id: string }) => id)).not.toContain(body.id)
  })

  test.each([createId('api_key', new Date()), 'x', '%00'])('knows no key %s', async (id) => {
    expect([404, 422]).toContain((await call('POST', `/${id}/reveal`)).status)
    expect([404, 422]).toContain((await call('DELETE', `/${id}`)).status)
  })

  test.each<[unknown]>([[undefined], [''], ['  '], [7], ['x'.repeat(101)], ['x\0']])(
    'refuses the name %j',
    async (name) => {
      expect((await call('POST', '', { name })).status).toBe(422)
    },
  )

  test('is closed to API keys: no key makes or reveals another', async () => {
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['POST', '/api_key_01/reveal'],
      ['DELETE', '/api_key_01'],
    ] as const) {
      const response = await fetch(`${server.url}/dashboard/api/api_keys${path}`, {
        method,
        headers: withKey(server.staging.apiKey),
      })
      expect(response.status).toBe(401)
    }
  })
})

describe('an owner in the dashboard', () => {
  const ask = async (headers: Record<string, string>, method = 'GET', path = users) =>
    read(await fetch(server.url + path, { method, headers }))
  const own = () => ownerHeaders(server.staging.environment)

  test('uses the API with a cookie and the environment that is meant', async () => {
    expect((await ask(own())).status).toBe(200)
  })

  test('is refused without an environment', async () => {
    const { cookie } = own()
    for (const environment of ['', 'x', 'environment_01NOBODY']) {
      expect(await ask({ cookie, 'latchkey-environment': environment })).toMatchObject({
        status: 400,
        body: { code: 'environment_required' },
      })
    }
  })

  test('reaches no environment that does not exist, and not the one of the owners', async () => {
    const { cookie } = own()
    const unknown = createId('environment', new Date())
    expect((await ask({ cookie, 'latchkey-environment': unknown })).status).toBe(404)
    const { id } = await server.deps.db
      .selectFrom('environments')
      .select('id')
      .where('kind', '=', 'system')
      .executeTakeFirstOrThrow()
    expect((await ask({ cookie, 'latchkey-environment': id })).status).toBe(401)
  })

  test.each<Record<string, string>>([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost.evil.example' },
  ])('is not made to change something by another website: %j', async (headers) => {
    const path = `${users}/${createId('user', new Date())}`
    expect(await ask({ ...own(), ...headers }, 'DELETE', path)).toMatchObject({
      status: 403,
      body: { code: 'cross_origin_request' },
    })
  })

  test('with any character of the cookie changed is nobody', async () => {
    const { cookie, ...rest } = own()
    const [name, token = ''] = cookie.split('=')
    for (let index = 0; index < token.length; index += 7) {
      const changed = token[index] === '0' ? '1' : '0'
      const altered = `${name}=${token.slice(0, index)}${changed}${token.slice(index + 1)}`
      expect((await ask({ ...rest, cookie: altered })).status).toBe(401)
    }
  })
})
