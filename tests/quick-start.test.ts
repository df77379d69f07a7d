import { randomBytes } from 'node:crypto'
import { WorkOS } from '@workos-inc/node'
import { decodeJwt } from 'jose'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { launchBrowser, openPage } from './browser.ts'
import {
  addRedirect,
  openRoom,
  readClipboard,
  redirectEntry,
  section,
  showsNotice,
} from './dashboard-rooms.ts'
import { type Example, startExample } from './example.ts'
import { chooseNewPassword, enterEmail, signIn } from './hosted-forms.ts'
import { createOwner } from './owner.ts'
import { findFreePort, type Platform, startPlatform } from './platform.ts'

/**
 * The quick start, walked in a real browser: each test is named after the sentences of the guide
 * that it does, in the guide's order, and begins where the one before it ended.
 */
describe('the quick start', () => {
  const person = 'ada@example.com'
  const accessTokenSeconds = 300
  const cookiePassword = randomBytes(32).toString('base64')

  let platform: Platform
  let example: Example
  let browser: Browser
  let context: BrowserContext
  /** Two tabs of one browser, as the developer has them: the dashboard, and the application. */
  let dashboard: Page
  let app: Page
  let port: number
  let appUrl: string
  const copied = { apiKey: '', clientId: '' }

  beforeAll(async () => {
    port = await findFreePort()
    appUrl = `http://localhost:${port}`
    ;[platform, browser] = await Promise.all([startPlatform(), launchBrowser()])
    dashboard = await openPage(browser, { permissions: ['clipboard-read', 'clipboard-write'] })
    context = dashboard.context()
    app = await context.newPage()
  })

  afterAll(async () => {
    await browser?.close()
    await example?.stop()
    await platform?.stop()
  })

  let isBroken = false
  beforeEach(({ skip }) => {
    skip(isBroken, 'An earlier step failed.')
    onTestFailed(() => {
      isBroken = true
    })
  })

  const sealedSession = async () => {
    const cookies = await context.cookies()
    return cookies.find(({ name }) => name === 'wos-session')
  }
  const readSession = async () => {
    const sessionData = (await sealedSession())?.value as string
    const { userManagement } = new WorkOS({ apiKey: platform.apiKey, clientId: platform.clientId })
    const session = await userManagement.getSessionFromCookie({ sessionData, cookiePassword })
    return session as { accessToken: string; refreshToken: string }
  }
  const sessionsOf = async (email: string) => {
    const users = await platform.call('GET', `/user_management/users?email=${email}`)
    const path = `/user_management/users/${users.data[0].id}/sessions`
    return (await platform.call('GET', path)).data
  }

  test('Make sure you have: [an account, made with the one-time link of the terminal]', async () => {
    expect(platform.terminal).toMatch(/^Latchkey is ready at http:\/\/localhost:\d+\n/)
    await createOwner(dashboard, platform)
    expect(new URL(dashboard.url()).pathname).toBe('/dashboard/staging')
  })

  test('[the link works once]', async () => {
    const stranger = await openPage(browser)
    await stranger.goto(platform.setUpUrl)
    await stranger.getByRole('heading', { name: 'This set-up link no longer works' }).waitFor()
    expect(await stranger.getByRole('textbox').count()).toBe(0)
    await stranger.context().close()
  })

  test('In the Overview section, click the Set up AuthKit button and follow the instructions', async () => {
    const setUp = dashboard.getByRole('region', { name: 'Set up AuthKit' })
    await setUp.getByText('0 of 4 done').waitFor()
    // What it suggests is what the guide says, so that one press is enough.
    const suggested = 'http://localhost:3000/callback'
    expect(await setUp.getByLabel('New redirect URI').inputValue()).toBe(suggested)
    await setUp.getByRole('button', { name: 'Add redirect URI' }).click()
    await setUp.getByText('1 of 4 done').waitFor()
    expect(await setUp.getByText(suggested).isVisible()).toBe(true)
  })

  test('Set a redirect URI in the Redirects section. Use http://localhost:3000/callback as the default', async () => {
    await openRoom(dashboard, 'Redirects')
    await addRedirect(dashboard, 'Redirect URIs', 'redirect URI', `${appUrl}/callback`)
    const added = redirectEntry(dashboard, 'Redirect URIs', `${appUrl}/callback`)
    await added.getByRole('button', { name: /^Actions/ }).click()
    await dashboard.getByRole('menuitem', { name: 'Make default' }).click()
    await added.getByText('Default').waitFor()
    expect(
      await section(dashboard, 'Redirect URIs').getByText('Default', { exact: true }).count(),
    ).toBe(1)
  })

  test('WorkOS supports using wildcard characters in Redirect URIs, but not for the default Redirect URI', async () => {
    const wildcard = 'http://localhost:*/callback'
    await addRedirect(dashboard, 'Redirect URIs', 'redirect URI', wildcard)
    await redirectEntry(dashboard, 'Redirect URIs', wildcard).waitFor()
    expect(
      await redirectEntry(dashboard, 'Redirect URIs', wildcard).getByText('Default').count(),
    ).toBe(0)
    await redirectEntry(dashboard, 'Redirect URIs', wildcard)
      .getByRole('button', { name: /^Actions/ })
      .click()
    const makeDefault = dashboard.getByRole('menuitem', { name: 'Make default' })
    await makeDefault.waitFor()
    expect(await makeDefault.getAttribute('aria-disabled')).toBe('true')
    await dashboard.keyboard.press('Escape')
  })

  test('Configure the sign-in endpoint from the Redirects section', async () => {
    const endpoint = section(dashboard, 'Sign-in endpoint')
    await endpoint.getByLabel('Sign-in endpoint').fill(`${appUrl}/login`)
    await endpoint.getByRole('button', { name: 'Save' }).click()
    await showsNotice(dashboard, 'Sign-in endpoint saved.')
  })

  test('To make calls to WorkOS, provide the API key and the client ID', async () => {
    await openRoom(dashboard, 'Overview')
    await dashboard.getByRole('button', { name: 'Copy the client ID' }).click()
    await expect.poll(() => readClipboard(dashboard)).toBe(platform.clientId)
    copied.clientId = await readClipboard(dashboard)
    await dashboard.getByRole('button', { name: 'Copy the API key' }).click()
    await expect.poll(() => readClipboard(dashboard)).toMatch(/^sk_test_/)
    copied.apiKey = await readClipboard(dashboard)
    expect(copied.apiKey).toBe(platform.apiKey)
  })

  test('Start your server with node server.js, navigate to localhost:3000', async () => {
    example = await startExample({ platform, port, cookiePassword, ...copied })
    await app.goto(appUrl)
    expect(await app.getByRole('heading').textContent()).toBe('AuthKit example')
    expect(await app.getByText('Welcome').count()).toBe(0)
  })

  test('If the cookie is missing, redirect to login', async () => {
    await app.goto(`${appUrl}/dashboard`)
    await app.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(new URL(app.url()).origin).toBe(platform.url)
  })

  test('Clicking the “Sign in” link redirects the user to the AuthKit sign-in page', async () => {
    await app.goto(appUrl)
    await app.getByRole('link', { name: 'Sign in' }).click()
    await app.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(new URL(app.url()).origin).toBe(platform.url)
  })

  test('… and sign up for an account', async () => {
    await app.getByRole('link', { name: 'Sign up' }).click()
    await enterEmail(app, person)
    await chooseNewPassword(app)
    await app.getByRole('heading', { name: 'Check your email' }).waitFor()
  })

  test('[the code of the mail is in the Emails room, one link away]', async () => {
    const [inbox] = await Promise.all([
      context.waitForEvent('page'),
      app.getByRole('link', { name: 'Open the inbox' }).click(),
    ])
    await inbox.getByRole('list', { name: 'Emails' }).getByRole('link', { name: person }).click()
    const mail = inbox.getByRole('article')
    await mail.getByRole('button', { name: 'Copy code' }).click()
    await expect.poll(() => readClipboard(inbox)).toMatch(/^\d{6}$/)
    const code = await readClipboard(inbox)
    await mail.frameLocator('iframe').getByText(code).first().waitFor()
    await inbox.close()
    await app.getByLabel('Code').fill(code)
  })

  test('Redirect the user to the homepage … to display user information', async () => {
    await app.getByText(`Welcome, ${person}!`).waitFor()
    expect(app.url()).toBe(`${appUrl}/`)
  })

  test('… encrypt the session before storing it in a session cookie', async () => {
    const cookie = await sealedSession()
    expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax', path: '/' })
    expect(cookie?.value).toMatch(/^Fe26\.2/)
    expect(await app.evaluate(() => document.cookie)).not.toContain('wos-session')
  })

  test('… the route that should only be accessible to logged-in users', async () => {
    await app.goto(`${appUrl}/dashboard`)
    await app.getByText(`You are ${person}.`).waitFor()
    expect(app.url()).toBe(`${appUrl}/dashboard`)
  })

  test('If the session has expired, use the SDK to attempt to generate a new one', async () => {
    const before = await readSession()
    await example.advanceClock(accessTokenSeconds + 1)
    await platform.advanceClock(accessTokenSeconds + 1)
    await app.reload()
    await app.getByText(`You are ${person}.`).waitFor()
    expect(app.url()).toBe(`${appUrl}/dashboard`)
    const after = await readSession()
    expect(after.refreshToken).not.toBe(before.refreshToken)
    expect(decodeJwt(after.accessToken).sid).toBe(decodeJwt(before.accessToken).sid)
  })

  test('If you haven’t configured a Sign-out redirect, users will see an error when logging out', async () => {
    await app.getByRole('link', { name: 'Sign out' }).click()
    await app.getByRole('heading', { name: 'You are signed out' }).waitFor()
    await app.getByText('Add a sign-out redirect').waitFor()
    expect(new URL(app.url()).origin).toBe(platform.url)
    expect(await sealedSession()).toBeUndefined()
    // Neither the application nor AuthKit remembers them.
    await app.goto(`${appUrl}/dashboard`)
    await app.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await sessionsOf(person)).toEqual([])
  })

  test('… which is configured in the WorkOS dashboard', async () => {
    await openRoom(dashboard, 'Redirects')
    await addRedirect(dashboard, 'Sign-out redirects', 'sign-out redirect', `${appUrl}/`)
    await redirectEntry(dashboard, 'Sign-out redirects', `${appUrl}/`)
      .getByText('Default')
      .waitFor()
  })

  test('Sign in with the newly created credentials', async () => {
    await app.goto(appUrl)
    await app.getByRole('link', { name: 'Sign in' }).click()
    await signIn(app, person)
    await app.getByText(`Welcome, ${person}!`).waitFor()
    expect(await sessionsOf(person)).toHaveLength(1)
  })

  test('… and verify the user appears in the Users section of the WorkOS Dashboard', async () => {
    await openRoom(dashboard, 'Users')
    await dashboard.getByRole('table').getByRole('link', { name: person }).click()
    await dashboard.getByRole('heading', { name: person }).waitFor()
    const sessions = dashboard.getByRole('region', { name: 'Sessions' })
    await sessions.getByRole('row', { name: /Chrome/ }).waitFor()
    expect(await sessions.getByRole('button', { name: /^Revoke the session/ }).count()).toBe(1)
    await openRoom(dashboard, 'Overview')
    await dashboard.getByRole('heading', { name: 'AuthKit is set up' }).waitFor()
  })

  test('… redirects to your application’s sign-in endpoint [from a bookmarked hosted page]', async () => {
    const page = await openPage(browser)
    const visited: string[] = []
    page.on('request', (request) => visited.push(request.url()))
    await page.goto(`${platform.url}/sign-in?client_id=${platform.clientId}`)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(visited).toContain(`${appUrl}/login`)
    await page.context().close()
  })

  test('WorkOS supports using wildcard characters in Redirect URIs [on a port that no other entry names]', async () => {
    const preview = await startExample({ platform, port: await findFreePort() })
    const page = await openPage(browser)
    await page.goto(`${preview.url}/login`)
    await signIn(page, person)
    await page.getByText(`Welcome, ${person}!`).waitFor()
    expect(page.url()).toBe(`${preview.url}/`)
    await page.context().close()
    await preview.stop()
  })

  test('WorkOS will redirect to your Redirect URI if there is an issue generating an authorization URL', async () => {
    const query = new URLSearchParams({
      client_id: platform.clientId,
      redirect_uri: `${appUrl}/callback`,
      response_type: 'code',
      provider: 'NoSuchProvider',
      state: 'kept',
    })
    await app.goto(`${platform.url}/user_management/authorize?${query}`)
    const answer = new URL(app.url())
    expect(answer.origin + answer.pathname).toBe(`${appUrl}/callback`)
    expect(answer.searchParams.get('error')).toBeTruthy()
    expect(answer.searchParams.get('state')).toBe('kept')
    expect(await app.textContent('body')).toBe('No code provided')
  })

  test('After successfully signing out, the user will be redirected to your app’s Sign-out redirect location', async () => {
    await app.goto(appUrl)
    await app.getByText(`Welcome, ${person}!`).waitFor()
    await app.getByRole('link', { name: 'Sign out' }).click()
    await app.waitForURL(`${appUrl}/`)
    expect(await app.getByText('Welcome').count()).toBe(0)
    await app.getByRole('link', { name: 'Sign in' }).click()
    await app.getByRole('heading', { name: 'Sign in' }).waitFor()
  })
})
