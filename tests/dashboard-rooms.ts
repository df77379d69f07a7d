import type { Locator, Page } from 'playwright-core'

/** How people find their way in the dashboard: by what they read. */

export async function openRoom(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name }).click()
  await showsRoom(page, name)
}

/** One part of the page of a user or an organization. */
export async function openPart(page: Page, name: string): Promise<void> {
  const parts = page.getByRole('navigation', { name: /^Parts of this/ })
  await parts.getByRole('link', { name, exact: true }).click()
  await section(page, name).waitFor()
  await page.locator('body:not(:has([aria-busy=true]))').waitFor()
}

/** The room with what it is about, not only its empty shape. */
export async function showsRoom(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name, level: 1 }).waitFor()
  // Several sections may be loading at once.
  await page.locator('body:not(:has([aria-busy=true]))').waitFor()
}

export const section = (page: Page, title: string): Locator =>
  page.getByRole('region', { name: title, exact: true })

/** One address in a list of the Redirects room. */
export const redirectEntry = (page: Page, title: string, uri: string): Locator =>
  section(page, title).getByRole('listitem').filter({ hasText: uri })

/** One domain in the list of an organization. */
export const domainEntry = (page: Page, domain: string): Locator =>
  section(page, 'Domains').getByRole('listitem').filter({ hasText: domain }).first()

/** One role in the list of a section, with the buttons that move it. */
export const roleEntry = (page: Page, name: string): Locator =>
  page
    .getByRole('listitem')
    .filter({ has: page.getByRole('button', { name: `Actions for ${name}`, exact: true }) })

/** Chooses an act from the menu of one row or entry. */
export async function chooseFor(page: Page, of: string, act: string) {
  await page.getByRole('button', { name: `Actions for ${of}`, exact: true }).click()
  await page.getByRole('menuitem', { name: act, exact: true }).click()
}

export async function addDomain(page: Page, domain: string) {
  await section(page, 'Domains').getByLabel('New domain').fill(domain)
  await section(page, 'Domains').getByRole('button', { name: 'Add domain' }).click()
}

export async function addRedirect(page: Page, title: string, noun: string, uri: string) {
  await section(page, title).getByLabel(`New ${noun}`).fill(uri)
  await section(page, title)
    .getByRole('button', { name: `Add ${noun}` })
    .click()
}

/** What happened, as the dashboard says it in a corner. */
export const showsNotice = (page: Page, words: string | RegExp) =>
  page.getByRole('status').filter({ hasText: words }).first().waitFor()

export const readClipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText())
