import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, callApi, read } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'
import { createId } from '../../ids/ids.ts'

let server: TestServer
let ownerHeaders: Awaited<ReturnType<typeof signInOwner>>

beforeAll(async () => {
  server = await startTestServer()
  ownerHeaders = await signInOwner(server)
})
afterAll(() => server?.stop())
beforeEach(async () => {
  await server.deps.db.deleteFrom('cors_origins').execute()
})

const path = '/user_management/cors_origins'
const create = (origin: unknown, environment = server.staging) =>
  callApi(server, 'POST', path, { origin }, environment)
const list = (query = '', environment = server.staging) =>
  callApi(server, 'GET', path + query, undefined, environment)
const originsOf = async (environment = server.staging): Promise<string[]> =>
  (await list('?limit=100', environment)).body.data.map(({ origin }: { origin: string }) => origin)

const callDashboard = async (
  method: string,
  path: string,
  { environment } = server.staging,
): Promise<Answer> =>
  read(await fetch(server.url + path, { method, headers: ownerHeaders(environment) }))
const remove = (id: string) => callDashboard('DELETE', `/dashboard/api/cors_origins/${id}`)

describe('POST /user_management/cors_origins', () => {
  test('registers an origin', async () => {
    const { status, body } = await create('https://app.example.com')
    expect(status).toBe(201)
    expect(body).toEqual({
      object: 'cors_origin',
      id: expect.stringMatching(/^cors_origin_[0-9A-Z]{26}$/),
      origin: 'https://app.example.com',
      created_at: expect.any(String),
      updated_at: body.created_at,
    })
    expect(await originsOf()).toEqual(['https://app.example.com'])
  })

  test.each([
    'http://localhost:5173',
    'http://127.0.0.1:5173',
    'http://[::1]:5173',
    'http://app.test',
    'https://app.example.com:8443',
    'https://xn--bcher-kva.example',
  ])('takes %s in staging', async (origin) => {
    expect((await create(origin)).status).toBe(201)
  })

  test('refuses one that is registered already', async () => {
    await create('https://app.example.com')
    expect(await create('https://app.example.com')).toMatchObject({
      status: 409,
      body: { code: 'duplicate_cors_origin', message: 'CORS origin already exists.' },
    })
    expect(await originsOf()).toHaveLength(1)
  })

  test('lets each environment register the same origin', async () => {
    await create('https://app.example.com')
    expect((await create('https://app.example.com', server.production)).status).toBe(201)
  })

  test.each(['http://app.example.com', 'http://localhost:5173'])(
    'holds production to encryption: %s',
    async (origin) => {
      const { status, body } = await create(origin, server.production)
      expect(status).toBe(422)
      expect(body.errors[0].constraints).toHaveProperty('https_required')
      expect((await create('http://127.0.0.1:5173', server.production)).status).toBe(201)
    },
  )

  test.each([
    ['https://app.example.com/', 'https://app.example.com'],
    ['https://app.example.com/path?x=1#y', 'https://app.example.com'],
    ['https://APP.example.com', 'https://app.example.com'],
    ['HTTPS://app.example.com', 'https://app.example.com'],
    ['https://app.example.com:443', 'https://app.example.com'],
    ['https://ada@app.example.com', 'https://app.example.com'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    [' https://app.example.com', 'https://app.example.com'],
  ])('refuses %s and says how browsers write it', async (written, origin) => {
    const { status, body } = await create(written)
    expect(status).toBe(422)
    expect(body).toMatchObject({
      message: 'Validation failed.',
      errors: [
        { property: 'origin', constraints: { not_an_origin: expect.stringContaining(origin) } },
      ],
    })
    expect(await originsOf()).toEqual([])
  })

  test.each<[unknown]>([
    [undefined],
    [null],
    [''],
    [7],
    [['https://app.example.com']],
    ['*'],
    ['null'],
    ['app.example.com'],
    ['//app.example.com'],
    ['https://*.example.com'],
    ['http://localhost:*'],
    ['file:///'],
    ['chrome-extension://abcdefgh'],
    ['javascript:alert(1)'],
    ['https://app.example.com\r\nX: y'],
    ['https://app.example.com\u0000'],
    [`https://${'x'.repeat(300)}`],
  ])('refuses %j and registers nothing', async (origin) => {
    expect((await create(origin)).status).toBe(422)
    expect(await originsOf()).toEqual([])
  })

  test('asked fifty times at once registers one origin', async () => {
    const answers = await atOnce(() => create('https://app.example.com'))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(49)
  })
})

describe('GET /user_management/cors_origins', () => {
  test('lists the origins of its environment alone, newest first, page by page', async () => {
    for (const name of ['a', 'b', 'c']) await create(`https://${name}.example.com`)
    await create('https://other.example.com', server.production)
    const origins = await originsOf()
    expect(origins.toSorted()).toEqual(['a', 'b', 'c'].map((name) => `https://${name}.example.com`))
    const first = (await list('?limit=2')).body
    expect(first.data).toHaveLength(2)
    const second = (await list(`?limit=2&after=${first.list_metadata.after}`)).body
    expect(second.data).toHaveLength(1)
    expect(second.list_metadata.after).toBeNull()
  })
})

describe('the dashboard', () => {
  test('shows the origins beside the redirects', async () => {
    const { body } = await create('https://app.example.com')
    const settings = await callDashboard('GET', '/dashboard/api/redirects')
    expect(settings.body.cors_origins).toEqual([body])
  })

  test('deletes one', async () => {
    const { body } = await create('https://app.example.com')
    expect((await remove(body.id)).status).toBe(204)
    expect(await originsOf()).toEqual([])
    expect((await remove(body.id)).status).toBe(404)
  })

  test('knows none of another environment, and leaves it alone', async () => {
    const { body } = await create('https://app.example.com', server.production)
    expect((await remove(body.id)).status).toBe(404)
    expect(await originsOf(server.production)).toHaveLength(1)
  })

  test.each(['x', createId('cors_origin', new Date())])('knows no %s', async (id) => {
    expect(await remove(id)).toMatchObject({
      status: 404,
      body: { message: `CORS origin not found: '${id}'.` },
    })
  })
})
