import { decodeJwt } from 'jose'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launchBrowser, openPage } from './browser.ts'
import { password, signIn } from './hosted-forms.ts'
import { type Platform, startPlatform } from './platform.ts'
import { type SinglePage, startSinglePage } from './single-page.ts'
import { newEmail } from './stage.ts'

/** The official package for applications without a backend, in a real browser and on another origin. */
describe('authkit-js', () => {
  const accessTokenSeconds = 300
  let platform: Platform
  let browser: Browser

  beforeAll(async () => {
    ;[platform, browser] = await Promise.all([startPlatform(), launchBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await platform?.stop()
  })

  interface Client {
    getAccessToken(options?: { forceRefresh?: boolean }): Promise<string>
  }
  const accessToken = (page: Page, options: { forceRefresh?: boolean } = {}): Promise<string> =>
    page.evaluate(
      (given) => (globalThis as unknown as { authkit: Client }).authkit.getAccessToken(given),
      options,
    )
  const says = (page: Page, words: string) => page.getByRole('heading', { name: words }).waitFor()
  const click = (page: Page, name: string) =>
    page.getByRole('button', { name, exact: true }).click()
  const localTokens = (page: Page) =>
    page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('refresh-token')))

  async function registerPage(app: SinglePage, { withCors = true } = {}) {
    await platform.call('POST', '/user_management/redirect_uris', { uri: app.url })
    if (withCors) await platform.call('POST', '/user_management/cors_origins', { origin: app.url })
  }

  async function createPerson() {
    const email = newEmail()
    const body = { email, password, email_verified: true }
    const { id } = await platform.call('POST', '/user_management/users', body)
    const sessions = async () =>
      (await platform.call('GET', `/user_management/users/${id}/sessions`)).data
    return { email, sessions }
  }

  describe.each([
    { mode: 'development mode, where the page keeps the refresh token', devMode: true },
    { mode: 'cookie mode, where the browser keeps the refresh token', devMode: false },
  ])('in $mode', ({ devMode }) => {
    let app: SinglePage
    let person: Awaited<ReturnType<typeof createPerson>>
    let context: BrowserContext
    let page: Page

    beforeAll(async () => {
      app = await startSinglePage(platform, { packageName: 'authkit-js', devMode })
      await registerPage(app)
      await platform.call('PUT', '/user_management/app_homepage_url', { url: `${app.url}/bye` })
    })
    afterAll(() => app?.stop())

    /** Somebody who has just signed in, in a browser of their own. */
    beforeEach(async () => {
      person = await createPerson()
      page = await openPage(browser)
      context = page.context()
      await page.goto(app.url)
      await says(page, 'Signed out')
      await click(page, 'Sign in')
      await signIn(page, person.email)
      await says(page, `Welcome, ${person.email}!`)
    })
    afterEach(() => context.close())

    const openTab = async () => {
      const tab = await context.newPage()
      await tab.goto(app.url)
      return tab
    }
    const keptBy = async (name: RegExp) =>
      (await context.cookies()).filter((cookie) => name.test(cookie.name))

    test('signs in, and gives the page its state back', async () => {
      expect(page.url()).toBe(`${app.url}/`)
      expect(await page.getByRole('status').textContent()).toBe('the page + its "state"')
      const { sid } = decodeJwt(await accessToken(page))
      expect(await person.sessions()).toMatchObject([{ id: sid }])
    })

    test('keeps the refresh token where this mode has it, and nowhere else', async () => {
      const [cookie] = await keptBy(/refresh/)
      if (devMode) {
        expect(await localTokens(page)).toEqual([`workos:refresh-token:${platform.clientId}`])
        expect(await keptBy(/refresh|has-session/)).toEqual([])
      } else {
        expect(await localTokens(page)).toEqual([])
        expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', domain: 'localhost' })
        const readable = await page.evaluate(() => document.cookie)
        expect(readable).toBe(`workos-has-session=${platform.clientId}`)
      }
    })

    test('is still signed in after a reload', async () => {
      const { sid } = decodeJwt(await accessToken(page))
      for (let reload = 0; reload < 3; reload++) {
        await page.reload()
        await says(page, `Welcome, ${person.email}!`)
      }
      expect(decodeJwt(await accessToken(page)).sid).toBe(sid)
    })

    test('is one session in two tabs that open and refresh at once', async () => {
      const tabs = await Promise.all([openTab(), openTab()])
      await Promise.all(tabs.map((tab) => says(tab, `Welcome, ${person.email}!`)))
      const force = { forceRefresh: true }
      const tokens = await Promise.all(
        [page, ...tabs, page, ...tabs].map((tab) => accessToken(tab, force)),
      )
      const sessions = new Set(tokens.map((token) => decodeJwt(token).sid))
      expect(sessions.size).toBe(1)
      expect(await person.sessions()).toHaveLength(1)
      await page.reload()
      await says(page, `Welcome, ${person.email}!`)
    })

    test('refreshes an access token that has expired', async () => {
      const before = decodeJwt(await accessToken(page))
      const seconds = accessTokenSeconds + 1
      await platform.advanceClock(seconds)
      await page.clock.setFixedTime(Date.now() + seconds * 1000)
      const after = decodeJwt(await accessToken(page))
      expect(after.sid).toBe(before.sid)
      expect(after.iat).toBeGreaterThanOrEqual(before.exp as number)
    })

    test('signs out everywhere by leaving through the sign-out address', async () => {
      const other = await openTab()
      await says(other, `Welcome, ${person.email}!`)
      await click(page, 'Sign out')
      await page.waitForURL(`${app.url}/bye`)
      await says(page, 'Signed out')
      expect(await person.sessions()).toEqual([])
      expect(await localTokens(page)).toEqual([])
      expect(await keptBy(/refresh|has-session|latchkey-session/)).toEqual([])
      await expect(accessToken(other, { forceRefresh: true })).rejects.toThrow()
      await other.reload()
      await says(other, 'Signed out')
    })

    test('signs out without leaving the page, and the next sign-in asks who it is', async () => {
      await click(page, 'Sign out here')
      await says(page, 'Signed out')
      await expect.poll(person.sessions).toEqual([])
      expect(await keptBy(/refresh|has-session|latchkey-session/)).toEqual([])
      await page.reload()
      await says(page, 'Signed out')
      await click(page, 'Sign in')
      await page.getByLabel('Email address').waitFor()
    })

    test('is signed out when its session is revoked', async () => {
      const [session] = await person.sessions()
      await platform.call('POST', '/user_management/sessions/revoke', { session_id: session.id })
      await page.reload()
      await says(page, 'Signed out')
      expect(await localTokens(page)).toEqual([])
      expect(await keptBy(/refresh|has-session/)).toEqual([])
    })
  })

  test.each([true, false])(
    'signs nobody in for a page that is not among the CORS origins (development mode: %s)',
    async (devMode) => {
      const app = await startSinglePage(platform, { packageName: 'authkit-js', devMode })
      try {
        await registerPage(app, { withCors: false })
        const person = await createPerson()
        const page = await openPage(browser)
        await page.goto(app.url)
        await click(page, 'Sign in')
        await signIn(page, person.email)
        await says(page, 'Signed out')
        expect(await person.sessions()).toEqual([])
        await page.context().close()
      } finally {
        await app.stop()
      }
    },
  )
})
