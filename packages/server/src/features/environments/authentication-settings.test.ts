import { decodeJwt } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, callApi, read } from '../../../test/api.ts'
import { authorizeUrl, BrowserClient } from '../../../test/browser-client.ts'
import { createPerson, newEmail, signInByApi } from '../../../test/people.ts'
import { startTestServer, type TestServer } from '../../../test/server.ts'
import { signInOwner } from '../../../test/sign-in-owner.ts'

let server: TestServer
let ownerHeaders: Awaited<ReturnType<typeof signInOwner>>

beforeAll(async () => {
  server = await startTestServer()
  ownerHeaders = await signInOwner(server)
})
afterAll(() => server?.stop())
afterEach(() => put(defaults))

const url = () => `${server.url}/dashboard/api/authentication_settings`
const get = async (environment = server.staging): Promise<Answer> =>
  read(await fetch(url(), { headers: ownerHeaders(environment.environment) }))
const put = async (body: unknown, environment = server.staging): Promise<Answer> =>
  read(
    await fetch(url(), {
      method: 'PUT',
      headers: { ...ownerHeaders(environment.environment), 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )

const defaults = {
  sign_up_enabled: true,
  sign_up_names_required: false,
  mfa_policy: 'off',
  magic_auth_enabled: true,
  password: { minimum_length: 10, minimum_strength: 2, reject_breached: true },
  sessions: {
    access_token_lifetime_seconds: 300,
    maximum_lifetime_seconds: 31_536_000,
    inactivity_timeout_seconds: null,
  },
}
const withPassword = (password: object) => ({
  ...defaults,
  password: { ...defaults.password, ...password },
})
const withSessions = (sessions: object) => ({
  ...defaults,
  sessions: { ...defaults.sessions, ...sessions },
})

describe('the authentication settings', () => {
  test('are safe from the start', async () => {
    expect(await get()).toMatchObject({ status: 200, body: defaults })
    expect((await get(server.production)).body).toEqual(defaults)
  })

  test('hold for one environment', async () => {
    const changed = withPassword({ minimum_length: 16 })
    expect(await put(changed)).toMatchObject({ status: 200, body: changed })
    expect((await get()).body).toEqual(changed)
    expect((await get(server.production)).body).toEqual(defaults)
  })

  test('decide what a new password must be', async () => {
    const create = (password: string) =>
      callApi(server, 'POST', '/user_management/users', { email: newEmail(), password })
    await put(withPassword({ minimum_length: 30 }))
    expect((await create('correct horse battery staple')).body.errors).toEqual([
      expect.objectContaining({ code: 'password_too_short', minimum_length: 30 }),
    ])
    await put(withPassword({ minimum_length: 8, minimum_strength: 0, reject_breached: false }))
    expect((await create('password')).status).toBe(201)
  })

  test('close sign-up, on the page and behind its form', async () => {
    const browser = new BrowserClient(server)
    await browser.visit(authorizeUrl(server, { screen_hint: 'sign-up' }))
    const form = browser.html
    await put({ ...defaults, sign_up_enabled: false })
    browser.html = form
    expect((await browser.submit({ email: newEmail() })).status).toBe(403)
    expect(browser.html).toContain('Sign-up is closed')
    const visit = await browser.visit(authorizeUrl(server, { screen_hint: 'sign-up' }))
    expect(visit.status).toBe(403)
    expect(browser.html).toMatch(/class="ak-button" href="\/sign-in\?[^"]+">Sign in</)
    await browser.visit(authorizeUrl(server))
    expect(browser.html).not.toContain('/sign-up')
  })

  test('decide how long access tokens live', async () => {
    await put(withSessions({ access_token_lifetime_seconds: 60 }))
    const { access_token } = await signInByApi(server, await createPerson(server))
    const { exp = 0, iat = 0 } = decodeJwt(access_token)
    expect(exp - iat).toBe(60)
  })

  test('reach another server within a second', async () => {
    const other = await server.startAnother()
    try {
      const signIn = async () => {
        const person = await createPerson(server)
        const { access_token } = await signInByApi(other, person, server.staging)
        const { exp = 0, iat = 0 } = decodeJwt(access_token)
        return exp - iat
      }
      expect(await signIn()).toBe(300)
      await put(withSessions({ access_token_lifetime_seconds: 120 }))
      other.deps.clock.advance(1)
      expect(await signIn()).toBe(120)
    } finally {
      await other.stop()
    }
  })

  test.each<[string, unknown]>([
    ['nothing', {}],
    ['a part', { sign_up_enabled: true }],
    ['a word for a flag', { ...defaults, sign_up_enabled: 'false' }],
    ['a short minimum', withPassword({ minimum_length: 7 })],
    ['a long minimum', withPassword({ minimum_length: 129 })],
    ['a strength beyond the scale', withPassword({ minimum_strength: 5 })],
    ['a broken number', withPassword({ minimum_length: 10.5 })],
    ['a number in quotes', withPassword({ minimum_length: '10' })],
    ['a token of less than a minute', withSessions({ access_token_lifetime_seconds: 59 })],
    ['a token of more than a day', withSessions({ access_token_lifetime_seconds: 86_401 })],
    ['a session of seconds', withSessions({ maximum_lifetime_seconds: 299 })],
    ['a session of years', withSessions({ maximum_lifetime_seconds: 63_072_001 })],
    [
      'a token that outlives its session',
      withSessions({ access_token_lifetime_seconds: 600, maximum_lifetime_seconds: 300 }),
    ],
    [
      'a timeout shorter than a token',
      withSessions({ access_token_lifetime_seconds: 600, inactivity_timeout_seconds: 599 }),
    ],
  ])('refuse %s and stay as they are', async (_, body) => {
    const { status, body: answer } = await put(body)
    expect(status).toBe(422)
    expect(answer.errors[0]).toMatchObject({ code: expect.any(String), field: expect.any(String) })
    expect((await get()).body).toEqual(defaults)
  })

  test('are closed to API keys', async () => {
    const headers = { authorization: `Bearer ${server.staging.apiKey}` }
    for (const method of ['GET', 'PUT']) {
      expect((await fetch(url(), { method, headers })).status).toBe(401)
    }
  })
})
