import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WorkOS } from '../../src/index.ts'
import type { AuthKitOptions } from '../../src/middleware/settings.ts'
import { type App, adapters, startApp } from './adapters.ts'
import { type AuthKitServer, clientId, invalidGrant, startAuthKitServer } from './authkit-server.ts'
import { Browser } from './browser.ts'
import { send } from './send.ts'

const cookiePassword = 'a cookie password of the tests, long enough'
const nextPassword = 'the next cookie password of the tests, also long'

describe.each(adapters)('the middleware for %s', (_, handlerFor) => {
  let authKit: AuthKitServer
  let app: App
  let browser: Browser
  const others: App[] = []

  const start = (options: AuthKitOptions = {}) => {
    const workos = new WorkOS('sk_test', { clientId, baseUrl: authKit.url, maxRetries: 0 })
    return startApp(handlerFor, { workos, cookiePassword, ...options })
  }
  const startAnother = async (options: AuthKitOptions) => {
    const other = await start(options)
    others.push(other)
    return other
  }
  /** A sign-in as far as the callback, which is not visited. */
  const beginSignIn = async (at = browser, path = '/dashboard') => {
    const begun = await at.visit(app.url + path, { follow: false })
    const authorizeUrl = begun.headers.get('location') as string
    const sent = await send(authorizeUrl)
    return sent.headers.get('location') as string
  }
  const signIn = async (path = '/dashboard') => {
    const visit = await browser.visit(app.url + path)
    expect(visit.status).toBe(200)
    return visit
  }
  const hasSession = () => browser.cookies.has('wos-session')

  beforeEach(async () => {
    authKit = await startAuthKitServer()
    app = await start()
    browser = new Browser()
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    for (const one of [app, authKit, ...others.splice(0)]) await one.stop()
  })

  describe('signing in', () => {
    test('leads from a protected page to AuthKit and back to the page, and says who is there', async () => {
      authKit.script.claims = {
        org_id: 'org_1',
        role: 'admin',
        roles: ['admin'],
        permissions: ['posts:write'],
      }
      const page = await signIn('/dashboard?tab=2')
      expect(page.url.href).toBe(`${app.url}/dashboard?tab=2`)
      expect(JSON.parse(page.text)).toMatchObject({
        user: { email: 'ada@example.com', firstName: 'Ada' },
        sessionId: 'session_1',
        organizationId: 'org_1',
        role: 'admin',
        roles: ['admin'],
        permissions: ['posts:write'],
        accessToken: expect.stringMatching(/^ey/),
      })
    })

    test('begins at the sign-in endpoint too, and ends where the link wanted', async () => {
      const page = await browser.visit(`${app.url}/login?returnTo=/dashboard%3Ftab%3D3`)
      expect(page.url.href).toBe(`${app.url}/dashboard?tab=3`)
      await browser.visit(`${app.url}/login?screenHint=sign-up&loginHint=ada@example.com`)
      expect(Object.fromEntries(authKit.authorizations.at(-1) ?? [])).toMatchObject({
        provider: 'authkit',
        client_id: clientId,
        redirect_uri: `${app.url}/callback`,
        code_challenge_method: 'S256',
        screen_hint: 'sign-up',
        login_hint: 'ada@example.com',
      })
    })

    test('lets everybody see the home page, and greets who is signed in', async () => {
      expect((await browser.visit(app.url)).text).toBe('Welcome, whoever you are')
      await signIn()
      expect((await browser.visit(app.url)).text).toBe('Welcome, ada@example.com')
    })

    test('keeps its secrets in sealed cookies that no script, other site or other page sees', async () => {
      const begun = await browser.visit(`${app.url}/dashboard`, { follow: false })
      const [pending = ''] = begun.headers.getSetCookie()
      expect(pending).toMatch(/^wos-sign-in-[0-9a-f]=Fe26\.2\*/)
      expect(pending).toMatch(/; Path=\/callback; HttpOnly; SameSite=Lax; Max-Age=1800$/)
      const callback = await browser.visit(await beginSignIn(), { follow: false })
      const session = callback.headers.getSetCookie().find((one) => one.startsWith('wos-session'))
      expect(session).toMatch(/^wos-session=Fe26\.2\*[^;]+; Path=\/; HttpOnly; SameSite=Lax$/)
    })

    test('sets Secure cookies where the application is on https', async () => {
      const other = await startAnother({
        redirectUri: 'https://app.example.com/auth/callback',
        cookieDomain: 'example.com',
        cookieMaxAgeSeconds: 60,
      })
      const begun = await browser.visit(`${other.url}/login`, { follow: false })
      expect(begun.headers.getSetCookie()[0]).toMatch(
        /; Path=\/auth\/callback; .*; Secure; Max-Age/,
      )
      const signedOut = await browser.visit(`${other.url}/logout`, { follow: false })
      expect(signedOut.headers.getSetCookie()[1]).toMatch(
        /; Secure; Domain=example\.com; Max-Age=0$/,
      )
    })

    test('goes on in several tabs at once', async () => {
      const tabs = [await beginSignIn(), await beginSignIn(), await beginSignIn()]
      for (const callback of tabs) {
        const finished = await browser.visit(callback)
        expect(finished.status).toBe(200)
      }
      expect(hasSession()).toBe(true)
    })

    test('never leaves so many sign-ins waiting that a server refuses the headers', async () => {
      const returnTo = `/${'a'.repeat(599)}`
      for (let tab = 0; tab < 40; tab++) {
        await browser.visit(`${app.url}/login?returnTo=${returnTo}`, { follow: false })
      }
      const waiting = [...browser.cookies].filter(([name]) => name.startsWith('wos-sign-in-'))
      expect(waiting.length).toBeLessThanOrEqual(4)
      const longestSessionBytes = 4096
      const pairs = waiting.map(([name, { value }]) => `${name}=${value}; `)
      expect(longestSessionBytes + pairs.join('').length).toBeLessThan(14_000)
    })
  })

  describe('a callback', () => {
    test.each([
      ['was altered', (url: URL) => url.searchParams.set('state', 'f'.repeat(64))],
      ['is missing', (url: URL) => url.searchParams.delete('state')],
      ['is none', (url: URL) => url.searchParams.set('state', '../wos-session')],
    ])('whose state %s brings no one in with its code: a sign-in begins anew', async (_, alter) => {
      const callback = new URL(await beginSignIn())
      const code = callback.searchParams.get('code')
      alter(callback)
      const answer = await browser.visit(callback.href, { follow: false })
      expect(answer.status).toBe(302)
      expect(answer.headers.get('location')).toContain('/user_management/authorize?')
      expect(authKit.exchanges.map((exchange) => exchange.code)).not.toContain(code)
      expect(hasSession()).toBe(false)
      const page = await browser.visit(answer.headers.get('location') as string)
      expect(page.url.pathname).toBe('/')
      expect(page.text).toBe('Welcome, ada@example.com')
    })

    test('of another browser is worth nothing here', async () => {
      const callback = await beginSignIn(new Browser())
      const code = new URL(callback).searchParams.get('code')
      await browser.visit(callback)
      expect(authKit.exchanges.map((exchange) => exchange.code)).not.toContain(code)
    })

    test('that is visited again changes nothing', async () => {
      const callback = await beginSignIn()
      await browser.visit(callback)
      const again = await browser.visit(callback, { follow: false })
      expect(again.status).toBe(302)
      expect(again.headers.get('location')).toBe('/')
      expect(again.headers.getSetCookie()).toEqual([])
      expect(authKit.exchanges).toHaveLength(1)
    })

    test('whose code is refused says so, and does not begin anew by itself', async () => {
      authKit.script.refuseCode = invalidGrant
      const page = await browser.visit(`${app.url}/dashboard`)
      expect(page.status).toBe(400)
      expect(page.text).toContain('You were not signed in')
      expect(page.text).toContain('Status 400, cause invalid_grant')
      expect(page.text).toContain('<a href="/dashboard">Try again</a>')
    })

    test('finishes when it is loaded again after an outage', async () => {
      authKit.script.refuseCode = { status: 502 }
      const page = await browser.visit(`${app.url}/dashboard`)
      expect(page.status).toBe(503)
      expect(page.headers.get('retry-after')).toBe('5')
      authKit.script.refuseCode = undefined
      const again = await browser.visit(page.url.href)
      expect(again.url.pathname).toBe('/dashboard')
      expect(again.status).toBe(200)
    })

    test('shows what AuthKit says to the browser of this sign-in alone, as text', async () => {
      authKit.script.authorizeError = 'access_denied'
      const page = await browser.visit(`${app.url}/dashboard`)
      expect(page.status).toBe(400)
      expect(page.text).toContain('You chose &#60;b&#62;not&#60;/b&#62; to sign in.')
      expect(page.text).toContain('cause access_denied')
      const link = `${app.url}/callback?error=x&error_description=Call+this+number`
      const forged = await new Browser().visit(link)
      expect(forged.status).toBe(400)
      expect(forged.text).not.toContain('Call this number')
    })

    test('without a code says what this page is for', async () => {
      const page = await browser.visit(`${app.url}/callback`)
      expect(page.status).toBe(400)
      expect(page.text).toContain('cause no_code_provided')
    })
  })

  // Every way to write another site is in return-to.test.ts.
  test.each(['//elsewhere.example', '/\\elsewhere.example', 'https://elsewhere.example/'])(
    'never returns to %s',
    async (returnTo) => {
      const page = await browser.visit(`${app.url}/login?${new URLSearchParams({ returnTo })}`)
      expect(page.url.href).toBe(`${app.url}/`)
      expect(page.text).toBe('Welcome, ada@example.com')
    },
  )

  describe('an expired access token', () => {
    beforeEach(async () => {
      authKit.script.accessTokenSeconds = -60
      await browser.visit(await beginSignIn(), { follow: false })
      authKit.script.accessTokenSeconds = 300
      expect(hasSession()).toBe(true)
    })

    test('is refreshed on the way, and the same request goes on', async () => {
      const page = await browser.visit(`${app.url}/dashboard`)
      expect(page).toMatchObject({ status: 200, hops: [] })
      expect(JSON.parse(page.text)).toMatchObject({
        user: { email: 'ada@example.com' },
        sessionId: 'session_1',
        accessToken: expect.stringMatching(/^ey/),
      })
      await browser.visit(`${app.url}/dashboard`)
      expect(authKit.exchanges.map(({ grant_type }) => grant_type)).toEqual([
        'authorization_code',
        'refresh_token',
      ])
    })

    test('is refreshed for a script as well', async () => {
      expect((await browser.fetchData(`${app.url}/dashboard`)).status).toBe(200)
      expect(authKit.exchanges).toHaveLength(2)
    })

    const date = 'Wed, 26 Nov 2025 10:00:00 GMT'
    test.each([
      ['does not answer', { status: 500 }, '5'],
      ['asks to wait', { status: 429, body: {}, headers: { 'Retry-After': '17' } }, '17'],
      ['asks to wait until a date', { status: 429, headers: { 'Retry-After': date } }, '5'],
      ['asks not to wait', { status: 429, headers: { 'Retry-After': '0' } }, '1'],
    ])('keeps the session while AuthKit %s', async (_, refuseRefresh, retryAfter) => {
      authKit.script.refuseRefresh = refuseRefresh
      const page = await browser.visit(`${app.url}/dashboard`)
      expect(page).toMatchObject({ status: 503, hops: [] })
      expect(page.headers.get('retry-after')).toBe(retryAfter)
      expect(page.text).toContain('You are still signed in')
      expect(hasSession()).toBe(true)
      const data = await browser.fetchData(`${app.url}/dashboard`)
      expect(data.status).toBe(503)
      expect(JSON.parse(data.text)).toMatchObject({ code: 'session_cannot_be_refreshed' })
      authKit.script.refuseRefresh = undefined
      expect((await browser.visit(`${app.url}/dashboard`)).status).toBe(200)
    })

    test('of a session that has ended leads to a new sign-in', async () => {
      authKit.script.refuseRefresh = invalidGrant
      const page = await browser.visit(`${app.url}/dashboard`, { follow: false })
      expect(page.status).toBe(302)
      expect(hasSession()).toBe(false)
      expect((await signIn()).hops).toHaveLength(3)
    })

    test('of a session that has ended is answered 401 to a script, and the cookie is removed', async () => {
      authKit.script.refuseRefresh = invalidGrant
      const data = await browser.fetchData(`${app.url}/dashboard`)
      expect(data.status).toBe(401)
      expect(hasSession()).toBe(false)
    })

    test('does not keep anybody from signing out', async () => {
      await browser.visit(`${app.url}/logout`, { follow: false })
      await browser.visit(`${app.url}/logout`)
      expect(authKit.exchanges).toHaveLength(1)
    })
  })

  describe('without a session', () => {
    test.each([
      ['a script', { headers: { Accept: '*/*', 'Sec-Fetch-Mode': 'cors' } }],
      ['a script that asks for a page', { headers: { 'Sec-Fetch-Mode': 'cors' } }],
      [
        'an old browser’s script',
        { headers: { Accept: 'application/json', 'Sec-Fetch-Mode': '' } },
      ],
      ['a program', { method: 'POST', headers: { Accept: '*/*' } }],
    ])('%s is answered 401, and no sign-in begins', async (_, options) => {
      const answer = await browser.visit(`${app.url}/dashboard`, options)
      expect(answer).toMatchObject({ status: 401, hops: [] })
      expect(answer.headers.get('content-type')).toContain('application/json')
      expect(JSON.parse(answer.text)).toEqual({
        code: 'not_signed_in',
        message: expect.stringContaining('Sign in'),
      })
      expect(browser.cookies.size).toBe(0)
    })

    test('a form is answered 401 with a page, because what was filled in would be lost', async () => {
      const answer = await browser.visit(`${app.url}/dashboard`, { method: 'POST' })
      expect(answer).toMatchObject({ status: 401, hops: [] })
      expect(answer.text).toContain('You are not signed in')
    })

    test('a cookie that nobody can open is removed, and a sign-in begins', async () => {
      browser.cookies.set('wos-session', { value: 'not-a-session', path: '/' })
      const page = await browser.visit(`${app.url}/dashboard`, { follow: false })
      expect(page.status).toBe(302)
      expect(hasSession()).toBe(false)
    })

    test('a link that is fetched ahead begins nothing', async () => {
      const ahead = { headers: { 'Sec-Purpose': 'prefetch' } }
      expect((await browser.visit(`${app.url}/login`, ahead)).status).toBe(503)
      expect((await browser.visit(`${app.url}/dashboard`, ahead)).status).toBe(401)
      expect(browser.cookies.size).toBe(0)
    })
  })

  describe('a browser that does not keep', () => {
    test('the cookie of the session is told so, and does not go round', async () => {
      browser.refuses = /^wos-session$/
      const page = await browser.visit(`${app.url}/dashboard`)
      expect(page.status).toBe(500)
      expect(page.text).toContain('does not send the cookie wos-session back')
      expect(page.text).toContain('Status 500, cause no_session_cookie_provided')
      expect(authKit.authorizations).toHaveLength(4)
      browser.refuses = undefined
      await signIn()
    })

    test('any cookie is told so, and does not go round', async () => {
      browser.refuses = /^wos-/
      const page = await browser.visit(`${app.url}/dashboard`)
      expect(page.status).toBe(400)
      expect(page.text).toContain('cause sign_in_cookie_missing')
      expect(page.text).toContain(app.url)
      expect(authKit.authorizations).toHaveLength(2)
    })

    test('a session of more than 4096 bytes is told so, and the application is warned', async () => {
      const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
      authKit.script.claims = { permissions: Array(300).fill('documents:write') }
      const page = await browser.visit(`${app.url}/dashboard`)
      expect(page.status).toBe(500)
      expect(page.text).toContain('cause session_cookie_too_long')
      expect(authKit.authorizations).toHaveLength(1)
      expect(String(warned.mock.calls[0]?.[0])).toMatch(/wos-session has \d{4,} bytes/)
    })
  })

  test('a session that another instance cannot open is told so, and does not go round', async () => {
    const ahead = await startAnother({
      redirectUri: `${app.url}/callback`,
      cookiePassword: [nextPassword, cookiePassword],
    })
    const balanced = (address: URL) => {
      if (address.pathname === '/callback') address.port = new URL(ahead.url).port
      if (address.pathname === '/dashboard') address.port = new URL(app.url).port
      return address.href
    }
    let page = await browser.visit(`${app.url}/dashboard`, { follow: false })
    for (let hops = 0; hops < 20 && page.status === 302; hops++) {
      const next = new URL(page.headers.get('location') as string, page.url)
      page = await browser.visit(balanced(next), { follow: false })
    }
    expect(page.status).toBe(500)
    expect(page.text).toContain('every instance of the application needs the same cookie password')
  })

  test('a session that an older cookie of its name hides is told so, and does not go round', async () => {
    browser.insistsOn = 'wos-session=of-another-domain'
    const page = await browser.visit(`${app.url}/dashboard`)
    expect(page.status).toBe(500)
    expect(page.text).toContain('cause invalid_session_cookie')
    expect(authKit.authorizations).toHaveLength(4)
  })

  describe('signing out', () => {
    test.each([
      ['GET', 302],
      ['POST', 303],
    ])('with %s ends the session here and at AuthKit', async (method, status) => {
      await signIn()
      const answer = await browser.visit(`${app.url}/logout`, { method, follow: false })
      expect(answer.status).toBe(status)
      expect(answer.headers.get('location')).toBe(
        `${authKit.url}/user_management/sessions/logout?session_id=session_1`,
      )
      expect(browser.cookies.size).toBe(0)
      await browser.visit(answer.headers.get('location') as string)
      expect(authKit.endedSessions).toEqual(['session_1'])
    })

    test('ends a session whose access token has expired, also while AuthKit does not refresh', async () => {
      authKit.script.accessTokenSeconds = -60
      authKit.script.refuseRefresh = { status: 500 }
      await browser.visit(await beginSignIn(), { follow: false })
      await browser.visit(`${app.url}/logout`)
      expect(authKit.endedSessions).toEqual(['session_1'])
      expect(hasSession()).toBe(false)
    })

    test('leads to the address that was chosen', async () => {
      const other = await startAnother({ logoutReturnTo: 'http://localhost:1/bye' })
      await signIn()
      const answer = await browser.visit(`${other.url}/logout`, { follow: false })
      expect(new URL(answer.headers.get('location') as string).searchParams.get('return_to')).toBe(
        'http://localhost:1/bye',
      )
    })

    test.each(['', 'not-a-session'])('without a session (%j) leads home', async (value) => {
      browser.cookies.set('wos-session', { value, path: '/' })
      const answer = await browser.visit(`${app.url}/logout`, { follow: false })
      expect(answer.status).toBe(302)
      expect(answer.headers.get('location')).toBe('/')
    })

    test.each([
      ['a link', { headers: { 'Sec-Fetch-Site': 'cross-site' } }],
      ['a form', { method: 'POST', headers: { 'Sec-Fetch-Site': 'cross-site' } }],
      [
        'a form of an old browser',
        { method: 'POST', headers: { 'Sec-Fetch-Site': '', Origin: 'https://elsewhere.example' } },
      ],
    ])('by %s of another site asks first', async (_, options) => {
      await signIn()
      const page = await browser.visit(`${app.url}/logout?x=1`, options)
      expect(page.status).toBe(403)
      expect(page.text).toContain('<a href="/logout">Sign out</a>')
      expect(hasSession()).toBe(true)
    })

    test('is not done by what a browser fetches ahead', async () => {
      await signIn()
      await browser.visit(`${app.url}/logout`, { headers: { 'Sec-Purpose': 'prefetch' } })
      await browser.visit(`${app.url}/logout`, { headers: { 'Next-Router-Prefetch': '1' } })
      expect(hasSession()).toBe(true)
    })
  })

  test('moves sessions to a new cookie password as they are refreshed', async () => {
    authKit.script.accessTokenSeconds = -60
    await browser.visit(await beginSignIn(), { follow: false })
    authKit.script.accessTokenSeconds = 300
    const rotating = await startAnother({ cookiePassword: [nextPassword, cookiePassword] })
    expect((await browser.visit(`${rotating.url}/dashboard`)).hops).toEqual([])
    const rotated = await startAnother({ cookiePassword: nextPassword })
    expect((await browser.visit(`${rotated.url}/dashboard`)).hops).toEqual([])
  })

  test('nothing that depends on a session is cached', async () => {
    const visits = [
      await browser.visit(app.url),
      await browser.visit(`${app.url}/login`, { follow: false }),
      await browser.visit(`${app.url}/callback`),
      await browser.fetchData(`${app.url}/dashboard`),
      await signIn(),
      await browser.visit(app.url),
      await browser.visit(`${app.url}/logout`, { follow: false }),
    ]
    for (const { headers } of visits) expect(headers.get('cache-control')).toBe('no-store')
  })
})
