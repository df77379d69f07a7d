import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectGoodLooks } from './accessibility.ts'
import { launchBrowser, openPage } from './browser.ts'
import { createOwner } from './owner.ts'
import { type Platform, startPlatform } from './platform.ts'

describe('the guides in a browser', { timeout: 120_000 }, () => {
  let platform: Platform
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    ;[platform, browser] = await Promise.all([startPlatform(), launchBrowser()])
    page = await openPage(browser)
  })
  afterAll(async () => {
    await browser?.close()
    await platform?.stop()
  })

  test('look good on a phone and on a desk, light and dark', async () => {
    await page.goto(`${platform.url}/docs`)
    await expectGoodLooks(page, 'docs contents', { widths: [360, 1280] })
    await page.getByRole('main').getByRole('link', { name: 'Quick start' }).click()
    await page.getByRole('heading', { name: 'Quick start', level: 1 }).waitFor()
    await expectGoodLooks(page, 'docs quick-start', { widths: [360, 1280] })
    await page.goto(`${platform.url}/docs/environments`)
    await expectGoodLooks(page, 'docs table', { widths: [360, 1280] })
  })

  test('are whole without scripts: no button that does nothing, and every guide in reach', async () => {
    const still = await openPage(browser, {
      javaScriptEnabled: false,
      viewport: { width: 360, height: 800 },
    })
    await still.goto(`${platform.url}/docs/quick-start`)
    expect(await still.getByRole('button', { name: 'Copy' }).count()).toBe(0)
    await still.getByText('All guides').click()
    await still.getByRole('link', { name: 'Environments and keys' }).first().click()
    await still.getByRole('heading', { name: 'Environments and keys', level: 1 }).waitFor()
    await still.context().close()
  })

  test('take an owner through sign-in and back, and then show and copy the keys of Staging', async () => {
    const owner = await createOwner(await openPage(browser), platform)
    await owner.page.getByRole('link', { name: 'The guide' }).click()
    await owner.page.getByText('The code examples hold the keys of Staging.').waitFor()
    const code = owner.page.locator('figure', { hasText: 'WORKOS_COOKIE_PASSWORD' }).first()
    expect(await code.textContent()).toContain(platform.apiKey)

    await owner.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await code.getByRole('button', { name: 'Copy' }).click()
    await code.getByRole('button', { name: 'Copied' }).waitFor()
    const copied = await owner.page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toContain(`WORKOS_API_KEY='${platform.apiKey}'`)
    expect(copied).toContain(`WORKOS_CLIENT_ID='${platform.clientId}'`)
    await expectGoodLooks(owner.page, 'docs with keys', { widths: [360] })

    // Signed in at the hosted pages still, the browser comes straight back to the guide.
    const { page: again } = owner
    await again.context().clearCookies({ name: 'latchkey-dashboard' })
    await again.goto(`${platform.url}/docs/environments`)
    await again.getByRole('link', { name: 'Sign in to the dashboard' }).click()
    await again.getByText('The code examples hold the keys of Staging.').waitFor()
    expect(new URL(again.url()).pathname).toBe('/docs/environments')
  })
})
