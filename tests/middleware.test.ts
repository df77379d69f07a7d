import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WorkOS } from '@latchkey/node'
import { type Auth, authKit } from '@latchkey/node/request'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, openPage } from './browser.ts'
import { enterEmail, enterPassword, password, showsHeading } from './hosted-forms.ts'
import { type Platform, startPlatform } from './platform.ts'

/** How each adapter behaves is in packages/node/test/middleware. Here it meets a real Latchkey. */
describe('the middleware of the SDK, in a real browser', () => {
  const person = 'ada@example.com'
  let platform: Platform
  let browser: Browser
  let page: Page
  let server: Server
  let url: string

  beforeAll(async () => {
    ;[platform, browser] = await Promise.all([startPlatform(), launchBrowser()])
    server = createServer()
    server.listen(0, 'localhost')
    await once(server, 'listening')
    url = `http://localhost:${(server.address() as AddressInfo).port}`
    const handle = application(platform, url)
    server.on('request', async (incoming, outgoing) => {
      const headers = new Headers(incoming.headers as Record<string, string>)
      const request = new Request(url + incoming.url, { method: incoming.method, headers })
      const response = await handle(request)
      outgoing.statusCode = response.status
      for (const [name, value] of response.headers) outgoing.appendHeader(name, value)
      outgoing.end(await response.text())
    })
    await platform.call('POST', '/user_management/redirect_uris', { uri: `${url}/callback` })
    await platform.call('PUT', '/user_management/app_homepage_url', { url })
    await platform.call('POST', '/user_management/users', {
      email: person,
      password,
      email_verified: true,
    })
    page = await openPage(browser)
  })
  afterAll(async () => {
    await browser?.close()
    server?.closeAllConnections()
    server?.close()
    await platform?.stop()
  })

  test('leads through the hosted pages back to where the person wanted to go', async () => {
    await page.goto(`${url}/dashboard?tab=2`)
    await enterEmail(page, person)
    await enterPassword(page)
    await showsHeading(page, person)
    expect(page.url()).toBe(`${url}/dashboard?tab=2`)
    const names = (await page.context().cookies(url)).map(({ name }) => name)
    expect(names).toContain('wos-session')
  })

  test('knows the session, and ends it', async () => {
    const { data } = await platform.call('GET', '/user_management/users?email=ada@example.com')
    const sessions = () => platform.call('GET', `/user_management/users/${data[0].id}/sessions`)
    const sessionId = await page.getByTestId('session').textContent()
    expect((await sessions()).data[0]).toMatchObject({ id: sessionId, status: 'active' })
    await page.getByRole('link', { name: 'Sign out' }).click()
    await showsHeading(page, 'Nobody')
    expect(page.url()).toBe(`${url}/`)
    expect(
      (await sessions()).data.filter(({ status }: { status: string }) => status === 'active'),
    ).toEqual([])
  })
})

function application(platform: Platform, url: string) {
  const { login, callback, logout, withAuth, optionalAuth } = authKit({
    workos: new WorkOS(platform.apiKey, { clientId: platform.clientId, baseUrl: platform.url }),
    redirectUri: `${url}/callback`,
    cookiePassword: 'a cookie password of the tests, long enough',
  })
  const pages: Record<string, (request: Request) => Promise<Response>> = {
    '/': optionalAuth((_, auth) => html(auth)),
    '/login': login,
    '/callback': callback,
    '/logout': logout,
    '/dashboard': withAuth((_, auth) => html(auth)),
  }
  return async (request: Request) =>
    pages[new URL(request.url).pathname]?.(request) ?? new Response('Not found', { status: 404 })
}

function html(auth: Auth | null) {
  const text = `<h1>${auth?.user.email ?? 'Nobody'}</h1>
    <p data-testid="session">${auth?.sessionId}</p><a href="/logout">Sign out</a>`
  return new Response(text, { headers: { 'Content-Type': 'text/html' } })
}
