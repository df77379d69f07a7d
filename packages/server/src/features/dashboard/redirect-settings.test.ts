import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, read } from '../../../test/api.ts'
import { atOnce } from '../../../test/at-once.ts'
import { BrowserClient } from '../../../test/browser-client.ts'
import { startTestServer, type TestEnvironment, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'

let server: TestServer
let ownerHeaders: Awaited<ReturnType<typeof signInOwner>>

beforeAll(async () => {
  server = await startTestServer()
  ownerHeaders = await signInOwner(server)
})
afterAll(() => server?.stop())
beforeEach(async () => {
  await server.deps.db.deleteFrom('redirect_uris').execute()
  await server.deps.db.deleteFrom('sign_out_redirects').execute()
})

const call = async (
  method: string,
  path: string,
  body?: unknown,
  { environment }: TestEnvironment = server.staging,
): Promise<Answer> =>
  read(
    await fetch(server.url + path, {
      method,
      headers: {
        ...ownerHeaders(environment),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    }),
  )

const addSignOut = (uri: string, environment = server.staging) =>
  call('POST', '/dashboard/api/sign_out_redirects', { uri }, environment)
const addRedirect = (uri: string, environment = server.staging) =>
  call('POST', '/user_management/redirect_uris', { uri }, environment)
const settings = async () => (await call('GET', '/dashboard/api/redirects')).body

describe('the redirects page of the dashboard', () => {
  test('shows both kinds of redirects and both addresses of the application', async () => {
    await addRedirect('http://localhost:3000/callback')
    await addSignOut('http://localhost:3000')
    expect(await settings()).toEqual({
      redirect_uris: [
        expect.objectContaining({ uri: 'http://localhost:3000/callback', default: true }),
      ],
      sign_out_redirects: [
        expect.objectContaining({ uri: 'http://localhost:3000', default: true }),
      ],
      sign_in_endpoint: null,
      app_homepage_url: null,
      cors_origins: [],
    })
  })

  test.each([
    ['redirect_uris', addRedirect],
    ['sign_out_redirects', addSignOut],
  ] as const)('makes another of the %s the default, and there is one', async (kind, add) => {
    await add('http://localhost:3000/first')
    const { body } = await add('http://localhost:3000/second')
    const { status } = await call('PUT', `/dashboard/api/${kind}/${body.id}/default`)
    expect(status).toBe(200)
    const redirects = (await settings())[kind]
    expect(redirects.map((one: { default: boolean }) => one.default)).toEqual([false, true])
  })

  test('refuses a default with a wildcard', async () => {
    const { body } = await addRedirect('https://*.example.com/callback')
    expect(await call('PUT', `/dashboard/api/redirect_uris/${body.id}/default`)).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'default_with_wildcard', field: 'uri' }] },
    })
  })

  test('asked for fifty defaults at once ends with one', async () => {
    const ids = await atOnce(
      async (index) => (await addSignOut(`http://localhost:3000/${index}`)).body.id as string,
      10,
    )
    const answers = await atOnce((index) =>
      call('PUT', `/dashboard/api/sign_out_redirects/${ids[index % 10]}/default`),
    )
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const redirects = (await settings()).sign_out_redirects
    expect(redirects.filter((one: { default: boolean }) => one.default)).toHaveLength(1)
  })

  test('removes the default sign-out redirect only when it is the last one', async () => {
    const first = await addSignOut('http://localhost:3000/first')
    const second = await addSignOut('http://localhost:3000/second')
    const remove = (id: string) => call('DELETE', `/dashboard/api/sign_out_redirects/${id}`)
    expect((await remove(first.body.id)).status).toBe(409)
    expect((await remove(second.body.id)).status).toBe(204)
    expect((await remove(first.body.id)).status).toBe(204)
    expect((await settings()).sign_out_redirects).toEqual([])
  })

  test.each(['javascript:alert(1)', 'https://*.github.io', '/goodbye', ''])(
    'refuses the sign-out redirect %j at its field',
    async (uri) => {
      const { status, body } = await addSignOut(uri)
      expect(status).toBe(422)
      expect(body.errors[0]).toMatchObject({ field: 'uri', message: expect.any(String) })
    },
  )

  test('reaches no redirect of another environment', async () => {
    const uri = 'https://app.example.com/bye'
    const { body } = await addSignOut(uri, server.production)
    const path = `/dashboard/api/sign_out_redirects/${body.id}`
    expect((await call('PUT', `${path}/default`)).status).toBe(404)
    expect((await call('DELETE', path)).status).toBe(404)
    expect((await call('DELETE', path, undefined, server.production)).status).toBe(204)
  })
})

describe('the sign-in endpoint', () => {
  const put = (url: unknown) => call('PUT', '/dashboard/api/sign_in_endpoint', { url })
  const bookmark = (extra = '') =>
    new BrowserClient(server).request(
      `/user_management/initiate_login?client_id=${server.staging.clientId}${extra}`,
    )

  test('is where a sign-in begins that did not begin at the application', async () => {
    expect((await put('http://localhost:3000/login')).status).toBe(200)
    expect(await bookmark('&context=old')).toMatchObject({
      status: 302,
      location: 'http://localhost:3000/login',
    })
    await put(null)
  })

  test('missing, the flow begins by itself at the default redirect URI', async () => {
    await addRedirect('http://localhost:3000/callback')
    const { status, location } = await bookmark()
    expect(status).toBe(302)
    expect(location).toBe(
      `/user_management/authorize?client_id=${server.staging.clientId}&provider=authkit&redirect_uri=http%3A%2F%2Flocalhost%3A3000%2Fcallback&response_type=code`,
    )
  })

  test('missing along with the default redirect URI, a page says what to set', async () => {
    const { status, location, html } = await bookmark()
    expect(status).toBe(400)
    expect(location).toBeNull()
    expect(html).toContain('Set a sign-in endpoint, such as http://localhost:3000/login')
  })

  test.each(['client_01NOBODY', '', '<script>alert(1)</script>'])(
    'is not known for the client id %j',
    async (id) => {
      const visit = await new BrowserClient(server).request(
        `/user_management/initiate_login?client_id=${encodeURIComponent(id)}`,
      )
      expect(visit.status).toBe(400)
      expect(visit.html).toContain('This application is not known')
      expect(visit.html).not.toContain('<script>alert')
    },
  )

  test('answers to GET alone', async () => {
    const response = await fetch(
      `${server.url}/user_management/initiate_login?client_id=${server.staging.clientId}`,
      { method: 'POST' },
    )
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({
      message: 'Cannot POST /user_management/initiate_login',
      error: 'Not Found',
      statusCode: 404,
    })
  })

  test.each<[unknown]>([
    ['/login'],
    ['javascript:alert(1)'],
    ['https://app.example.com/\nlogin'],
    ['https://ada@app.example.com/login'],
    [7],
    [undefined],
  ])('cannot be %j', async (url) => {
    expect((await put(url)).status).toBe(422)
  })
})
