import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { read } from '../../test/api.ts'
import { atOnce } from '../../test/at-once.ts'
import { newEmail } from '../../test/people.ts'
import { requestRaw } from '../../test/raw-http.ts'
import { startTestServer, type TestServer } from '../../test/server.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

const users = '/user_management/users'
const key = () => ({ authorization: `Bearer ${server.staging.apiKey}` })
const post = async (body: string | undefined, headers: Record<string, string> = {}) =>
  read(await fetch(server.url + users, { method: 'POST', headers: { ...key(), ...headers }, body }))
const json = { 'content-type': 'application/json' }

describe('every answer', () => {
  test.each([
    ['a success', users, key],
    ['a refusal', users, () => ({})],
    ['a route that does not exist', '/nowhere', () => ({})],
    ['a page', '/user_management/authorize', () => ({ accept: 'text/html' })],
    ['the health', '/health', () => ({})],
  ])('carries an id of its own and is kept by nobody: %s', async (_, path, headers) => {
    const [one, other] = await Promise.all(
      [1, 2].map(() => fetch(server.url + path, { headers: headers() as Record<string, string> })),
    )
    const id = one?.headers.get('x-request-id')
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(other?.headers.get('x-request-id')).not.toBe(id)
    expect(one?.headers.get('cache-control')).toBe('no-store')
    expect(one?.headers.get('x-content-type-options')).toBe('nosniff')
    expect(one?.headers.get('x-powered-by')).toBeNull()
    expect(one?.headers.get('access-control-allow-origin')).toBeNull()
  })

  test.each([
    ['too long for an id', `/user_management/users/${'a'.repeat(600)}`, 414, 'uri_too_long'],
    ['not to be read', '/user_management/users/%zz', 400, 'bad_request'],
  ])(
    'to an address that is %s is one of ours, and repeats none of it',
    async (_, path, status, code) => {
      const answer = await requestRaw(server, path, undefined, { headers: key() })
      expect(answer.status).toBe(status)
      expect(JSON.parse(answer.body)).toEqual({
        code,
        message: expect.not.stringContaining('/users'),
      })
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-request-id': expect.any(String),
      })
    },
  )

  test('does not take the id that a request brings along', async () => {
    const { headers } = await fetch(server.url + users, {
      headers: { ...key(), 'x-request-id': 'mine', 'request-id': 'mine' },
    })
    expect(headers.get('x-request-id')).not.toBe('mine')
  })
})

describe('a body', () => {
  test.each<[string, string | undefined, Record<string, string>]>([
    ['that is empty JSON', '', json],
    ['that is missing', undefined, {}],
    ['that is an empty object', '{}', json],
  ])('%s is answered as one without parameters', async (_, body, headers) => {
    const answer = await post(body, headers)
    expect(answer.status).toBe(422)
    expect(answer.body.code).toBe('invalid_request_parameters')
  })

  test('that is empty JSON is taken where nothing is to be said', async () => {
    const { body } = await post(JSON.stringify({ email: newEmail() }), json)
    const response = await fetch(`${server.url}${users}/${body.id}/email_verification/send`, {
      method: 'POST',
      headers: { ...key(), ...json },
      body: '',
    })
    expect(response.status).toBe(200)
  })

  test.each([
    ['that breaks off', '{"email":', json, 400],
    ['with a comma too many', '{"email":"a@example.com",}', json, 400],
    ['that would change a prototype', '{"__proto__":{"email":"a@example.com"}}', json, 400],
    [
      'that would change a constructor',
      '{"constructor":{"prototype":{"email":"a@example.com"}}}',
      json,
      400,
    ],
    ['of another type', '<email/>', { 'content-type': 'application/xml' }, 415],
    ['of no type that there is', '{}', { 'content-type': 'nonsense' }, 415],
    ['of more than 256 KB', `{"email":"${'x'.repeat(262_144)}"}`, json, 413],
  ])('%s is refused in JSON', async (_, body, headers, status) => {
    const answer = await post(body, headers as Record<string, string>)
    expect(answer.status).toBe(status)
    expect(answer.body).toEqual({ code: expect.any(String), message: expect.any(String) })
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  })

  test('nested deeper than any stack is refused, and the server goes on', async () => {
    const deep = `{"email":"a@example.com","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    expect([201, 400, 422]).toContain((await post(deep, json)).status)
    expect((await fetch(`${server.url}/health`)).status).toBe(200)
  })

  test('in another encoding than it claims is refused', async () => {
    const answer = await requestRaw(server, users, undefined, {
      method: 'POST',
      headers: { ...key(), ...json, accept: 'application/json' },
      body: Buffer.from('{"email":"ada@example.com","first_name":"\xff\xfe"}', 'latin1'),
    })
    expect([201, 400, 422]).toContain(answer.status)
  })
})

describe('a route that does not exist', () => {
  test.each([
    ['GET', '/'],
    ['GET', '/user_management'],
    ['GET', '/user_management/users/x/y/z'],
    ['PATCH', '/user_management/users'],
    ['DELETE', '/user_management/users'],
    ['POST', '/user_management/initiate_login'],
    ['PUT', '/user_management/authenticate'],
    ['GET', '/USER_MANAGEMENT/users'],
    ['GET', '/user_management//users'],
  ])('is %s %s, with credentials or without', async (method, path) => {
    for (const headers of [key(), {}]) {
      const answer = await read(await fetch(server.url + path, { method, headers }))
      expect(answer).toMatchObject({
        status: 404,
        body: { message: `Cannot ${method} ${path}`, error: 'Not Found', statusCode: 404 },
      })
    }
  })
})

describe('a request that is meant to hurt', () => {
  const hostile = [
    'x'.repeat(4_000),
    '%',
    '%zz',
    "' or 1=1 --",
    '{{7*7}}',
    '../../etc/passwd',
    'a;b=c;d',
    '"',
    ',,,,',
    '\u00ff\u00fe',
  ]
  const names = [
    'cookie',
    'authorization',
    'accept',
    'accept-language',
    'content-type',
    'origin',
    'referer',
    'user-agent',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'forwarded',
    'sec-fetch-site',
    'latchkey-environment',
    'idempotency-key',
    'if-none-match',
    'range',
    'x-http-method-override',
  ]
  const targets = [
    '/sign-in',
    '/user_management/authorize',
    users,
    '/dashboard/api/session',
    '/nowhere',
  ]

  test.each(names)('in its header %s never makes the server fail', async (name) => {
    for (const value of hostile) {
      for (const target of targets) {
        const answer = await requestRaw(server, target, undefined, { headers: { [name]: value } })
        expect({ value, target, failed: answer.status >= 500 }).toEqual({
          value,
          target,
          failed: false,
        })
      }
    }
  })

  test.each([
    '/%',
    '/%zz',
    '/%ff',
    '/%00',
    '/user_management/users/%',
    '/user_management/users/%ff',
    '/user_management/users/%00',
    '/user_management/users?%',
    '/user_management/users?limit=%zz',
    '/user_management/users?limit[]=1',
    '/user_management/users?__proto__[x]=1',
    '/user_management/authorize?%',
    '/user_management/authorize?client_id=%ff%00',
    '/user_management/sessions/logout?session_id=%00',
    '/sso/jwks/%00',
    '/sso/jwks/%ff',
    '/reset-password?token=%00',
    '/sign-in?authorization_session_id=%00',
    '/sign-in?client_id=%00',
    '/user_management/initiate_login?client_id=%00',
    '/dashboard/sign-in?return_to=%00',
    '/dashboard/callback?code=%00&state=%00',
    '/dashboard/set-up?token=%00',
    `/${'a/'.repeat(2_000)}`,
    `/user_management/users/${'a'.repeat(5_000)}`,
    `/user_management/users?${'a=1&'.repeat(2_000)}`,
    '//evil.example/%2f..',
    '/\\evil.example',
    'http://evil.example/user_management/users',
    '*',
  ])('at the address %s never makes the server fail', async (target) => {
    for (const headers of [key(), {}]) {
      const { status } = await requestRaw(server, target, undefined, { headers })
      expect(status).toBeLessThan(500)
      expect(status).toBeGreaterThanOrEqual(200)
    }
  })

  test('is not answered with a redirect to another host', async () => {
    for (const target of ['//evil.example/', '/\\evil.example', '//evil.example/sign-in']) {
      const { headers } = await requestRaw(server, target)
      expect(headers.location ?? '').not.toContain('evil')
    }
  })

  test('fifty times at once leaves the server as it was', async () => {
    await atOnce(() => post('{"email":', json))
    expect((await post(JSON.stringify({ email: newEmail() }), json)).status).toBe(201)
  })
})

test('the OpenAPI document is made from the routes and names no page', async () => {
  const { body } = await read(await fetch(`${server.url}/openapi.json`))
  expect(body.openapi).toBe('3.1.0')
  expect(Object.keys(body.paths)).toContain('/user_management/users/{id}')
  expect(Object.keys(body.paths)).not.toContain('/sign-in')
  const operations = Object.values<Record<string, { operationId?: string }>>(body.paths)
    .flatMap((path) => Object.values(path))
    .map(({ operationId }) => operationId)
  expect(new Set(operations).size).toBe(operations.length)
  expect(operations).not.toContain(undefined)
})
