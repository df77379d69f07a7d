import { decodeJwt } from 'jose'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launchBrowser, openPage } from './browser.ts'
import { chooseNewPassword, enterEmail, password, showsHeading, signIn } from './hosted-forms.ts'
import { type Platform, startPlatform } from './platform.ts'
import { type SinglePage, startSinglePage } from './single-page.ts'
import { newEmail } from './stage.ts'

/** The official package for React, in a real browser and on another origin. */
describe('authkit-react', () => {
  let platform: Platform
  let browser: Browser

  beforeAll(async () => {
    ;[platform, browser] = await Promise.all([startPlatform(), launchBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await platform?.stop()
  })

  interface Auth {
    getAccessToken(options?: { forceRefresh?: boolean }): Promise<string>
  }
  const accessToken = (page: Page, options: { forceRefresh?: boolean } = {}): Promise<string> =>
    page.evaluate(
      (given) => (globalThis as unknown as { authkit: Auth }).authkit.getAccessToken(given),
      options,
    )
  const click = (page: Page, name: string) =>
    page.getByRole('button', { name, exact: true }).click()
  const says = (page: Page, words: string) => page.getByText(words, { exact: true }).waitFor()
  async function switchTo(page: Page, organizationId: string) {
    await page.getByLabel('Organization').fill(organizationId)
    await click(page, 'Switch')
  }

  /** Somebody in so many organizations. */
  async function memberOf(count: number) {
    const email = newEmail()
    const body = { email, password, email_verified: true }
    const { id } = await platform.call('POST', '/user_management/users', body)
    const organizations: string[] = []
    for (let index = 1; index <= count; index++) {
      const created = await platform.call('POST', '/organizations', { name: `Acme ${index}` })
      organizations.push(created.id)
      const membership = { user_id: id, organization_id: created.id }
      await platform.call('POST', '/user_management/organization_memberships', membership)
    }
    const sessions = async () =>
      (await platform.call('GET', `/user_management/users/${id}/sessions`)).data
    return { email, sessions, first: organizations[0] ?? '', second: organizations[1] ?? '' }
  }

  describe.each([
    { mode: 'development mode, where the page keeps the refresh token', devMode: true },
    { mode: 'cookie mode, where the browser keeps the refresh token', devMode: false },
  ])('in $mode', ({ devMode }) => {
    let app: SinglePage
    let page: Page

    beforeAll(async () => {
      app = await startSinglePage(platform, { packageName: 'authkit-react', devMode })
      await platform.call('POST', '/user_management/redirect_uris', { uri: app.url })
      await platform.call('POST', '/user_management/cors_origins', { origin: app.url })
      await platform.call('PUT', '/user_management/app_homepage_url', { url: `${app.url}/bye` })
    })
    afterAll(() => app?.stop())
    beforeEach(async () => {
      page = await openPage(browser)
      await page.goto(app.url)
      await showsHeading(page, 'Signed out')
    })
    afterEach(() => page.context().close())

    async function signedIn(count = 1) {
      const person = await memberOf(count)
      await click(page, 'Sign in')
      await signIn(page, person.email)
      if (count > 1) await click(page, 'Acme 1')
      await showsHeading(page, `Welcome, ${person.email}!`)
      return person
    }

    test('signs in, knows the user and their organization, and gives the page its state back', async () => {
      const { first, sessions } = await signedIn()
      expect(page.url()).toBe(`${app.url}/`)
      expect(await page.getByRole('status').textContent()).toBe('the page + its "state"')
      await says(page, `In ${first} as member`)
      const { sid, org_id } = decodeJwt(await accessToken(page))
      expect(org_id).toBe(first)
      expect(await sessions()).toMatchObject([{ id: sid }])
    })

    test('signs up', async () => {
      const email = newEmail()
      await click(page, 'Sign up')
      await showsHeading(page, 'Sign up')
      await enterEmail(page, email)
      await chooseNewPassword(page)
      await showsHeading(page, 'Check your email')
      const [mail] = await platform.mailsTo(email)
      await page.getByLabel('Code').fill(mail?.code as string)
      await showsHeading(page, `Welcome, ${email}!`)
      expect(await page.getByRole('status').textContent()).toBe('the page + its "state"')
      await says(page, 'In no organization as nobody')
    })

    test('is still signed in after a reload, with the same session', async () => {
      const { email } = await signedIn()
      const { sid } = decodeJwt(await accessToken(page))
      await page.reload()
      await showsHeading(page, `Welcome, ${email}!`)
      expect(decodeJwt(await accessToken(page, { forceRefresh: true })).sid).toBe(sid)
    })

    test('switches to another organization in the same session, without leaving the page', async () => {
      const { first, second } = await signedIn(2)
      await says(page, `In ${first} as member`)
      const { sid } = decodeJwt(await accessToken(page))
      await switchTo(page, second)
      await says(page, `In ${second} as member`)
      expect(decodeJwt(await accessToken(page))).toMatchObject({ sid, org_id: second })
    })

    test('leaves to sign in where it may not switch', async () => {
      await signedIn()
      const { id } = await platform.call('POST', '/organizations', { name: 'Elsewhere' })
      await switchTo(page, id)
      await page.waitForURL((url) => url.pathname === '/organization-selection')
    })

    test('signs out, and the next visit finds nobody', async () => {
      const { sessions } = await signedIn()
      await click(page, 'Sign out')
      await page.waitForURL(`${app.url}/bye`)
      await showsHeading(page, 'Signed out')
      expect(await sessions()).toEqual([])
      await page.goto(app.url)
      await showsHeading(page, 'Signed out')
    })
  })
})
