import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectGoodLooks } from './accessibility.ts'
import { launchBrowser, openPage } from './browser.ts'
import { chooseNewPassword, enterEmail, openSignUp, showsWelcome } from './hosted-forms.ts'
import { createOwner, type Owner } from './owner.ts'
import {
  findFreePort,
  type Platform,
  startPlatform,
  stopProcess,
  untilPrinted,
} from './platform.ts'
import { newEmail } from './stage.ts'

/** What `npm install` would put beside the application. */
const packages = fileURLToPath(new URL('../node_modules', import.meta.url))

describe('the guides in a browser', () => {
  let platform: Platform
  let browser: Browser
  let page: Page
  let owner: Owner

  beforeAll(async () => {
    ;[platform, browser] = await Promise.all([startPlatform(), launchBrowser()])
    page = await openPage(browser)
    owner = await createOwner(await openPage(browser), platform)
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
    await expectGoodLooks(page, 'docs table', { widths: [360] })
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

    // Signed in at the hosted pages still, the browser comes straight back to the guide.
    const { page: again } = owner
    await again.context().clearCookies({ name: 'latchkey-dashboard' })
    await again.goto(`${platform.url}/docs/environments`)
    await again.getByRole('link', { name: 'Sign in to the dashboard' }).click()
    await again.getByText('The code examples hold the keys of Staging.').waitFor()
    expect(new URL(again.url()).pathname).toBe('/docs/environments')
  })

  test('the quick start, as an owner copies it, is an application that people sign up to', async () => {
    const port = await findFreePort()
    const url = `http://localhost:${port}`
    await owner.call('PUT', '/sign_in_endpoint', { url: `${url}/login` })
    await owner.call('POST', '/sign_out_redirects', { uri: url })
    await platform.call('POST', '/user_management/redirect_uris', { uri: `${url}/callback` })

    const application = await writeApplication(await codeOf(owner.page), port)
    const person = await openPage(browser)
    const email = newEmail()
    await openSignUp(person, url)
    await enterEmail(person, email)
    await chooseNewPassword(person)
    await person.getByRole('heading', { name: 'Check your email' }).waitFor()
    await person.getByLabel('Code').fill((await platform.mailsTo(email))[0]?.code as string)
    await showsWelcome(person, email)
    await person.goto(`${url}/dashboard`)
    await person.getByText(`You are ${email}.`).waitFor()
    await person.goto(`${url}/logout`)
    await person.getByRole('link', { name: 'Sign in' }).waitFor()
    await person.goto(`${url}/dashboard`)
    await person.getByLabel('Email address').waitFor()
    await stopProcess(application)
  })

  /** Every code block of the quick start, in order. */
  async function codeOf(reader: Page): Promise<string[]> {
    await reader.goto(`${platform.url}/docs/quick-start`)
    return reader.locator('figure pre code').allTextContents()
  }

  /** As the guide says: each file begins with its name, and what follows server.js belongs to it. */
  async function writeApplication(blocks: string[], port: number) {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-guide-'))
    const named = (name: string) => blocks.findIndex((code) => code.split('\n')[0]?.includes(name))
    const files = {
      '.env': blocks[named('.env')],
      'index.html': blocks[named('index.html')],
      'server.js': blocks.slice(named('server.js'), blocks.indexOf('node server.js')).join('\n'),
    }
    for (const [name, content = ''] of Object.entries(files)) {
      const ours = content
        .replaceAll('3000', String(port))
        .replace('<your password>', randomBytes(32).toString('base64'))
      await writeFile(join(folder, name), ours)
    }
    const child = spawn(process.execPath, ['server.js'], {
      cwd: folder,
      env: { PATH: process.env.PATH, NODE_PATH: packages },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    await untilPrinted(child, /Server running on/)
    return child
  }
})
