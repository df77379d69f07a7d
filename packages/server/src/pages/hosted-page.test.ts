import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  answerOf,
  authorizeUrl,
  BrowserClient,
  destinationOf,
  type Visit,
} from '../../test/browser-client.ts'
import {
  codeMailedTo,
  createPerson,
  mailsTo,
  newEmail,
  type Person,
  password,
} from '../../test/people.ts'
import { requestRaw } from '../../test/raw-http.ts'
import { startTestServer, type TestServer } from '../../test/server.ts'
import { updateSignInEndpoint } from '../features/applications/application.ts'

let server: TestServer
let person: Person

beforeAll(async () => {
  server = await startTestServer()
  person = await createPerson(server)
})
afterAll(() => server?.stop())
beforeEach(() => server.deps.clock.advance(61))

const pages = [
  '/sign-in',
  '/sign-in/password',
  '/sign-up',
  '/sign-up/password',
  '/email-verification',
  '/reset-password',
]
const forms = [...pages, '/email-verification/send', '/reset-password/request']

async function atPassword(): Promise<BrowserClient> {
  const browser = new BrowserClient(server)
  await browser.visit(authorizeUrl(server))
  await browser.submit({ email: person.email })
  return browser
}

const withPath = (browser: BrowserClient, path: string) => {
  const page = new URL(browser.address)
  page.pathname = path
  return page.href
}

const post = (
  browser: BrowserClient,
  address = browser.address,
  headers: Record<string, string> = {},
  fields: Record<string, string> = { password },
) =>
  browser.request(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(Object.keys(headers).length === 0 ? { origin: server.url } : headers),
    },
    body: new URLSearchParams(fields).toString(),
  })

const isDone = ({ html }: { html: string }) => /code=/.test(html)
const initiate = () => `/user_management/initiate_login?client_id=${server.staging.clientId}`
/** Nothing was done, and the browser goes to where a sign-in begins. */
const beginsAgain = (visit: Visit) => destinationOf(visit) === initiate()

describe('a hosted page', () => {
  test.each(pages)(
    '%s tells browsers to trust nothing but its own files, and keeps nothing',
    async (path) => {
      const browser = await atPassword()
      const { status, headers } = await browser.request(withPath(browser, path))
      expect([200, 303]).toContain(status)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      if (status !== 200) return
      const policy = headers.get('content-security-policy') ?? ''
      for (const rule of [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'none'",
      ]) {
        expect(policy).toContain(rule)
      }
      expect(policy).not.toContain('unsafe')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('referrer-policy')).toBe('same-origin')
    },
  )

  test('has no script and no style written into it', async () => {
    const browser = await atPassword()
    expect(browser.html).not.toMatch(/<script(?![^>]*\ssrc=)/)
    expect(browser.html).not.toMatch(/<style|\sstyle="|\son[a-z]+="/)
  })

  test.each(pages)(
    '%s without an authorization session sends to where a sign-in begins',
    async (path) => {
      const browser = new BrowserClient(server)
      expect(await browser.request(`${path}?client_id=${server.staging.clientId}`)).toMatchObject({
        status: 307,
        location: initiate(),
      })
    },
  )

  test.each([
    '/sign-in',
    '/sign-in?authorization_session_id=x',
    '/sign-in?authorization_session_id=authorization_session_01NOBODY',
    '/sign-in?authorization_session_id=a&authorization_session_id=b',
    '/sign-in?client_id=a&client_id=b',
  ])('%s, which names no application, says to start from it', async (path) => {
    const { status, location, html } = await new BrowserClient(server).request(path)
    expect(status).toBe(400)
    expect(location).toBeNull()
    expect(html).toContain('Start from the application')
  })

  test('that was bookmarked leads back to itself by way of the application', async () => {
    const endpoint = 'http://localhost:3000/login'
    await updateSignInEndpoint(server.deps, server.staging.application, endpoint)
    try {
      const visit = await new BrowserClient(server).visit(
        `/sign-in?client_id=${server.staging.clientId}`,
      )
      expect(visit).toMatchObject({ status: 302, location: endpoint })
    } finally {
      await updateSignInEndpoint(server.deps, server.staging.application, null)
    }
  })

  test('lives for an hour', async () => {
    const browser = await atPassword()
    server.deps.clock.advance(3_590)
    expect((await browser.request(browser.address)).status).toBe(200)
    server.deps.clock.advance(20)
    expect(await browser.request(browser.address)).toMatchObject({
      status: 307,
      location: initiate(),
    })
    // What is submitted too late becomes a plain visit: a password is not sent on.
    expect(await post(browser)).toSatisfy(beginsAgain)
  })
})

describe('another browser', () => {
  test.each(forms)('cannot continue at %s a sign-in that began elsewhere', async (path) => {
    const browser = await atPassword()
    const other = new BrowserClient(server)
    const address = withPath(browser, path)
    expect(await post(other, address, {}, { email: person.email, password })).toSatisfy(beginsAgain)
    // Its own cookie does not help, and neither does a guess at the cookie.
    await other.visit(authorizeUrl(server))
    expect(await post(other, address)).toSatisfy(beginsAgain)
    other.cookies.set('latchkey-browser', `${browser.cookies.get('latchkey-browser')}x`)
    expect(await post(other, address)).toSatisfy(beginsAgain)
    if (path === '/sign-in/password') expect(isDone(await post(browser))).toBe(true)
  })

  test('cannot enter the code of a sign-in that began elsewhere', async () => {
    const unproven = await createPerson(server, { emailVerified: false })
    const browser = new BrowserClient(server)
    await browser.visit(authorizeUrl(server))
    await browser.submit({ email: unproven.email })
    await browser.submit({ password })
    const code = await codeMailedTo(server, unproven.email)
    const other = new BrowserClient(server)
    await other.visit(authorizeUrl(server))
    expect(await post(other, browser.address, {}, { code })).toSatisfy(beginsAgain)
    expect(isDone(await browser.submit({ code }))).toBe(true)
  })
})

describe('a form that another website submits', () => {
  test.each<Record<string, string>>([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost' },
    { origin: 'http://localhost.evil.example:4000' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', origin: 'SAME' },
  ])('is refused: %j', async (headers) => {
    const browser = await atPassword()
    const sent = headers.origin === 'SAME' ? { ...headers, origin: server.url } : headers
    for (const path of forms) {
      const visit = await post(browser, withPath(browser, path), sent)
      expect(visit.status).toBe(403)
      expect(visit.location).toBeNull()
      expect(isDone(visit)).toBe(false)
    }
    expect(isDone(await post(browser))).toBe(true)
  })

  test.each<Record<string, string>>([
    { 'sec-fetch-site': 'same-origin' },
    { 'sec-fetch-site': 'none' },
    { 'x-nothing': 'but a script without a browser' },
  ])('is not one that says %j', async (headers) => {
    expect(isDone(await post(await atPassword(), undefined, headers))).toBe(true)
  })
})

describe('a sign-in that is finished', () => {
  test('is not used again: its pages send to where a sign-in begins, and that is silent', async () => {
    const browser = await atPassword()
    const { address } = browser
    expect(isDone(await post(browser))).toBe(true)
    for (const path of pages) {
      const page = new URL(address)
      page.pathname = path
      expect((await browser.request(page.href)).location).toBe(initiate())
    }
    expect(await post(browser, address)).toSatisfy(beginsAgain)
    expect(answerOf(await browser.visit(address)).searchParams.get('code')).toBeTruthy()
  })
})

describe('an address that does not exist', () => {
  test('is a page for a browser and JSON for a program', async () => {
    const browser = await new BrowserClient(server).request('/no/such/page?x=<script>')
    expect(browser.status).toBe(404)
    expect(browser.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(browser.html).not.toContain('<script>')
    const program = await fetch(`${server.url}/no/such/page?x=1`)
    expect(program.status).toBe(404)
    expect(await program.json()).toEqual({
      message: 'Cannot GET /no/such/page',
      error: 'Not Found',
      statusCode: 404,
    })
  })

  test.each([
    '/SIGN-IN',
    '/sign-in/',
    '//sign-in',
    '/sign-in/../sign-in/password',
    '/%2e%2e/sign-in',
    '/sign-in%00',
    '/sign-in%2fpassword',
    '/./sign-in',
  ])('is %s, as it is written', async (target) => {
    const { status } = await requestRaw(server, target)
    expect([400, 404]).toContain(status)
  })
})

describe('a hostile host name', () => {
  test.each<Record<string, string>>([
    { host: 'evil.example' },
    { host: 'localhost.evil.example' },
    { host: 'localhost@evil.example' },
    { 'x-forwarded-host': 'evil.example' },
    { forwarded: 'host=evil.example;proto=https' },
  ])('reaches no address that we send a browser to: %j', async (headers) => {
    const { pathname, search } = new URL(authorizeUrl(server))
    const answer = await requestRaw(server, pathname + search, undefined, { headers })
    expect([302, 400]).toContain(answer.status)
    if (answer.status === 302) {
      expect(new URL(answer.headers.location ?? '', server.url).origin).toBe(server.url)
    }
    expect(answer.body).not.toContain('evil.example')
  })

  test.each<Record<string, string>>([
    { host: 'evil.example' },
    { host: '127.0.0.1', 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
  ])('is in no link that is mailed: %j', async (hostile) => {
    const send = (path: string, body: object) =>
      requestRaw(server, path, undefined, {
        method: 'POST',
        headers: {
          ...hostile,
          authorization: `Bearer ${server.staging.apiKey}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      })
    const { email } = await createPerson(server)
    const invited = newEmail()
    await send('/user_management/password_reset', { email })
    await send('/user_management/invitations', { email: invited })
    for (const address of [email, invited]) {
      const [mail] = await mailsTo(server, address)
      expect(new URL(mail?.content?.url ?? '').origin).toBe(server.url)
      expect(JSON.stringify(mail)).not.toContain('evil.example')
    }
  })

  test('that is another name of this machine is kept, so that cookies fit', async () => {
    const { pathname, search } = new URL(authorizeUrl(server))
    const host = `127.0.0.1:${server.port}`
    const answer = await requestRaw(server, pathname + search, undefined, { headers: { host } })
    expect(new URL(answer.headers.location ?? '').host).toBe(host)
  })
})

describe('an address that no page has', () => {
  const html = { headers: { accept: 'text/html' }, redirect: 'manual' } as const

  test('at the root leads a browser to the dashboard, and tells a program that nothing is there', async () => {
    const visit = await fetch(server.url, html)
    expect(visit.status).toBe(302)
    expect(visit.headers.get('location')).toBe('/dashboard')
    const answer = await fetch(server.url)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ error: 'Not Found' })
  })

  test('offers the dashboard to whoever develops, and to nobody else', async () => {
    const link = 'href="/dashboard"'
    const { config } = server.deps
    const isDevelopment = config.development
    expect(isDevelopment).toBe(true)
    expect(await (await fetch(`${server.url}/nowhere`, html)).text()).toContain(link)
    const productive = await startTestServer({ env: { LATCHKEY_URL: 'https://auth.example.com' } })
    try {
      const text = await (await fetch(`${productive.url}/nowhere`, html)).text()
      expect(text).toContain('There is no page here')
      expect(text).not.toContain(link)
    } finally {
      await productive.stop()
    }
  })
})
