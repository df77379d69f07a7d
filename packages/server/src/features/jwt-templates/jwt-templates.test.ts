import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callApi } from '../../../test/api.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'

const path = '/user_management/jwt_template'
let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())

const put = (content: unknown, environment = server.staging) =>
  callApi(server, 'PUT', path, { content }, environment)
const get = (environment = server.staging) => callApi(server, 'GET', path, undefined, environment)

describe('GET and PUT /user_management/jwt_template', () => {
  test('there is none at first', async () => {
    expect((await get()).status).toBe(404)
  })

  test('keeps what was written, to the letter', async () => {
    const content = '{ "urn:app:email": "{{ user.email }}" }'
    const set = await put(content)
    expect(set).toMatchObject({ status: 200, body: { object: 'jwt_template', content } })
    expect((await get()).body).toEqual(set.body)
    expect((await get(server.production)).status).toBe(404)
  })

  test('replaces it, and keeps the moment when it was first set', async () => {
    const first = (await put('{"a": 1}')).body
    server.deps.clock.advance(60)
    const second = (await put('{"a": 2}')).body
    expect(second.created_at).toBe(first.created_at)
    expect(Date.parse(second.updated_at)).toBeGreaterThan(Date.parse(first.updated_at))
  })

  test('refuses a template that gives no claims, and keeps the one before', async () => {
    await put('{"a": 1}')
    expect(await put('{"iss": 1}')).toMatchObject({
      status: 422,
      body: {
        code: 'invalid_request_parameters',
        errors: [{ code: 'invalid_template', message: 'Keys reserved (iss)', field: 'content' }],
      },
    })
    expect((await get()).body.content).toBe('{"a": 1}')
  })

  test.each([[undefined], [null], [{}], [1], ['x'.repeat(16_385)]])(
    'refuses %j in place of a template',
    async (content) => {
      expect((await put(content)).status).toBe(422)
    },
  )
})
