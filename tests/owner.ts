import type { Page } from 'playwright-core'
import { chooseNewPassword, enterEmail } from './hosted-forms.ts'
import type { Platform } from './platform.ts'

export interface Owner {
  email: string
  /** Where they are signed in to the dashboard. */
  page: Page
  /** A request of the dashboard's own API, for settings that the published one has no address for. */
  // biome-ignore lint/suspicious/noExplicitAny: what a body holds is what the tests find out.
  call(method: string, path: string, body?: unknown): Promise<any>
}

/** The owner of a new platform, by the one-time link of its terminal. The page ends in the dashboard. */
export async function createOwner(page: Page, platform: Platform): Promise<Owner> {
  const email = 'owner@example.com'
  await page.goto(platform.setUpUrl)
  await enterEmail(page, email)
  await chooseNewPassword(page)
  await page.getByRole('heading', { name: 'Overview' }).waitFor()

  const api = page.context().request
  const session = await (await api.get(`${platform.url}/dashboard/api/session`)).json()
  const staging = session.environments.find(({ kind }: { kind: string }) => kind === 'staging')
  return {
    email,
    page,
    async call(method, path, data) {
      const response = await api.fetch(`${platform.url}/dashboard/api${path}`, {
        method,
        headers: { 'latchkey-environment': staging.id },
        ...(data === undefined ? {} : { data }),
      })
      if (!response.ok()) throw new Error(`${method} ${path}: ${await response.text()}`)
      return response.status() === 204 ? null : response.json()
    },
  }
}
