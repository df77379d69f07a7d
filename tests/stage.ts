import { randomBytes } from 'node:crypto'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { launchBrowser, openPage } from './browser.ts'
import { type Example, startExample } from './example.ts'
import { password } from './hosted-forms.ts'
import { createOwner, type Owner } from './owner.ts'
import { findFreePort, type Platform, startPlatform } from './platform.ts'

/** A platform with an owner, an application that is registered there, and people who visit them. */
export interface Stage {
  platform: Platform
  example: Example
  owner: Owner
  /** Somebody's browser, closed with `closeBrowsers`. */
  openBrowser(options?: BrowserContextOptions): Promise<Page>
  closeBrowsers(): Promise<void>
  /** Somebody with a verified address and the usual password. */
  createPerson(): Promise<string>
  codeMailedTo(email: string): Promise<string>
  linkMailedTo(email: string): Promise<string>
  /** A device that begins to sign in to the application. */
  authorizeDevice(): Promise<{
    device_code: string
    user_code: string
    verification_uri_complete: string
  }>
  /** The address with which the application begins a sign-in, and more or other parameters. */
  authorizeUrl(parameters?: Record<string, string>): string
  stop(): Promise<void>
}

export async function prepareStage(settings: Record<string, string> = {}): Promise<Stage> {
  const [platform, browser] = await Promise.all([startPlatform(settings), launchBrowser()])
  const example = await startExample({ platform, port: await findFreePort() })
  const owner = await register(platform, example, browser)
  const opened: Page[] = []
  return {
    platform,
    example,
    owner,
    async openBrowser(options) {
      const page = await openPage(browser, options)
      opened.push(page)
      return page
    },
    async closeBrowsers() {
      await Promise.all(opened.splice(0).map((page) => page.context().close()))
    },
    async createPerson() {
      const email = newEmail()
      const body = { email, password, email_verified: true }
      await platform.call('POST', '/user_management/users', body)
      return email
    },
    async codeMailedTo(email) {
      return (await platform.mailsTo(email))[0]?.code as string
    },
    async linkMailedTo(email) {
      // Written after the page has answered, so that the page takes as long for unknown addresses.
      const read = async () => (await platform.mailsTo(email))[0]?.url
      await expect.poll(read).toMatch(/^http/)
      return (await read()) as string
    },
    authorizeDevice: () =>
      platform.call('POST', '/user_management/authorize/device', { client_id: platform.clientId }),
    authorizeUrl(parameters = {}) {
      const query = new URLSearchParams({
        client_id: platform.clientId,
        redirect_uri: `${example.url}/callback`,
        response_type: 'code',
        provider: 'authkit',
        ...parameters,
      })
      return `${platform.url}/user_management/authorize?${query}`
    },
    async stop() {
      await browser.close()
      await example.stop()
      await platform.stop()
    },
  }
}

/** An address that nobody used before, so that no test meets the people or the limits of another. */
export const newEmail = () => `ada-${randomBytes(5).toString('hex')}@example.com`

async function register(platform: Platform, example: Example, browser: Browser): Promise<Owner> {
  const uri = `${example.url}/callback`
  await platform.call('POST', '/user_management/redirect_uris', { uri })
  // In a browser of their own, which stays open: the tests change settings through it.
  const owner = await createOwner(await openPage(browser), platform)
  await owner.call('PUT', '/sign_in_endpoint', { url: `${example.url}/login` })
  await owner.call('POST', '/sign_out_redirects', { uri: `${example.url}/` })
  return owner
}
