import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { callApi } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { createId } from '../../ids/ids.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server?.stop())
beforeEach(async () => {
  await server.deps.db.deleteFrom('redirect_uris').execute()
})

const path = '/user_management/redirect_uris'
const create = (uri: unknown, environment = server.staging) =>
  callApi(server, 'POST', path, { uri }, environment)
const list = (query = '', environment = server.staging) =>
  callApi(server, 'GET', path + query, undefined, environment)
const remove = (id: string, environment = server.staging) =>
  callApi(server, 'DELETE', `${path}/${id}`, undefined, environment)

const urisOf = async (environment = server.staging): Promise<string[]> =>
  (await list('', environment)).body.data.map(({ uri }: { uri: string }) => uri)

describe('POST /user_management/redirect_uris', () => {
  test('registers an address; the first becomes the default', async () => {
    const { status, body } = await create('http://localhost:3000/callback')
    expect(status).toBe(201)
    expect(body).toEqual({
      object: 'redirect_uri',
      id: expect.stringMatching(/^redir_[0-9A-Z]{26}$/),
      uri: 'http://localhost:3000/callback',
      default: true,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    })
    expect((await create('http://localhost:3000/other')).body.default).toBe(false)
  })

  test('makes no default of an address with a wildcard', async () => {
    expect((await create('https://*.example.com/callback')).body.default).toBe(false)
    expect((await create('http://localhost:3000/callback')).body.default).toBe(true)
  })

  test('refuses an address that is registered already', async () => {
    await create('http://localhost:3000/callback')
    const { status, body } = await create('http://localhost:3000/callback')
    expect(status).toBe(422)
    expect(body.message).toBe("Redirect URI 'http://localhost:3000/callback' already exists.")
  })

  test('lets each environment register the same address', async () => {
    await create('https://app.example.com/callback')
    const elsewhere = await create('https://app.example.com/callback', server.production)
    expect(elsewhere.status).toBe(201)
  })

  test('holds production to encryption', async () => {
    const { status, body } = await create('http://localhost:3000/callback', server.production)
    expect(status).toBe(422)
    expect(body.errors).toEqual([
      { code: 'https_required', field: 'uri', message: expect.any(String) },
    ])
  })

  test.each<[unknown]>([
    [undefined],
    [null],
    [''],
    [7],
    [['http://localhost:3000/callback']],
    ['callback'],
    ['javascript:alert(1)'],
    ['https://*.github.io'],
    ['http://localhost\u0000:3000'],
  ])('refuses %j and registers nothing', async (uri) => {
    const { status, body } = await create(uri)
    expect(status).toBe(422)
    expect(body).toMatchObject({ code: 'invalid_request_parameters' })
    expect(await urisOf()).toEqual([])
  })

  test('asked fifty times at once registers one address', async () => {
    const answers = await atOnce(() => create('http://localhost:3000/callback'))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(49)
  })

  test('asked for fifty first addresses at once makes one of them the default', async () => {
    const answers = await atOnce((index) => create(`http://localhost:3000/${index}`))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
    const { body } = await list('?limit=100')
    expect(body.data).toHaveLength(50)
    expect(body.data.filter((redirect: { default: boolean }) => redirect.default)).toHaveLength(1)
  })
})

describe('GET /user_management/redirect_uris', () => {
  test('lists the addresses of its environment alone, newest first', async () => {
    await create('http://localhost:3000/first')
    await create('http://localhost:3000/second')
    await create('https://app.example.com/', server.production)
    const uris = await urisOf()
    expect(uris.sort()).toEqual(['http://localhost:3000/first', 'http://localhost:3000/second'])
  })

  test('lists them page by page', async () => {
    for (const name of ['a', 'b', 'c']) await create(`http://localhost:3000/${name}`)
    const first = (await list('?limit=2')).body
    expect(first.data).toHaveLength(2)
    const second = (await list(`?limit=2&after=${first.list_metadata.after}`)).body
    expect(second.data).toHaveLength(1)
    expect(second.list_metadata.after).toBeNull()
  })
})

describe('DELETE /user_management/redirect_uris/:id', () => {
  test('removes an address that is not the default', async () => {
    await create('http://localhost:3000/first')
    const { body } = await create('http://localhost:3000/second')
    const { status, body: nothing } = await remove(body.id)
    expect(status).toBe(204)
    expect(nothing).toBe('')
    expect(await urisOf()).toEqual(['http://localhost:3000/first'])
  })

  test('refuses to remove the default, even when it is alone', async () => {
    const { body } = await create('http://localhost:3000/first')
    expect(await remove(body.id)).toMatchObject({
      status: 409,
      body: { message: expect.stringMatching(/^Cannot delete the default redirect URI\./) },
    })
    expect(await urisOf()).toEqual(['http://localhost:3000/first'])
  })

  test('knows no address of another environment, and leaves it alone', async () => {
    await create('https://app.example.com/first', server.production)
    const { body } = await create('https://app.example.com/second', server.production)
    expect((await remove(body.id)).status).toBe(404)
    expect(await urisOf(server.production)).toHaveLength(2)
  })

  test.each(['redir_01NOBODY', createId('redir', new Date()), 'x'])('knows no %s', async (id) => {
    expect(await remove(id)).toMatchObject({
      status: 404,
      body: { message: `Redirect URI not found: '${id}'.` },
    })
  })

  test('removes it at once: the next sign-in is refused', async () => {
    await create('http://localhost:3000/first')
    const { body } = await create('http://localhost:3000/second')
    const ask = async () => {
      const query = new URLSearchParams({
        client_id: server.staging.clientId,
        provider: 'authkit',
        redirect_uri: 'http://localhost:3000/second',
        response_type: 'code',
      })
      const url = `${server.url}/user_management/authorize?${query}`
      return (await fetch(url, { redirect: 'manual' })).status
    }
    expect(await ask()).toBe(302)
    await remove(body.id)
    expect(await ask()).toBe(400)
  })
})

describe('PUT /user_management/app_homepage_url', () => {
  const put = (url: unknown) => callApi(server, 'PUT', '/user_management/app_homepage_url', { url })

  test('sets, changes and removes it', async () => {
    for (const url of ['https://app.example.com', 'http://localhost:3000/home?x=1', null]) {
      expect(await put(url)).toMatchObject({ status: 200, body: { url } })
    }
  })

  test.each<[unknown]>([
    [undefined],
    [7],
    ['app.example.com'],
    ['/home'],
    ['javascript:alert(1)'],
    ['data:text/html,x'],
    ['ftp://app.example.com'],
    ['https://ada@app.example.com'],
    ['https://:secret@app.example.com'],
    ['https://app.example.com/\nSet-Cookie: x=y'],
    ['https://app.example.com/\r\n'],
    [' https://app.example.com'],
    ['https://bücher.example/ü'],
    [`https://app.example.com/${'x'.repeat(2_048)}`],
  ])('refuses %j', async (url) => {
    expect(await put(url)).toMatchObject({
      status: 422,
      body: { code: 'invalid_request_parameters' },
    })
  })
})
