import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, openPage } from './browser.ts'
import { showsHeading } from './hosted-forms.ts'
import { createOwner } from './owner.ts'
import { type Platform, startPlatform } from './platform.ts'

let platform: Platform
let browser: Browser

beforeAll(async () => {
  ;[platform, browser] = await Promise.all([startPlatform(), launchBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await platform?.stop()
})

const linkIn = (printed: string) => /^ {2}(http\S+)$/m.exec(printed)?.[1] as string

test('whoever runs the server lets an owner in again who forgot the password, while it runs', async () => {
  expect(linkIn(await platform.run('owner-link'))).toBe(platform.setUpUrl)
  const { email } = await createOwner(await openPage(browser), platform)

  const printed = await platform.run('owner-link')
  expect(printed).toContain(`Set a new password for ${email}`)
  const page = await openPage(browser)
  await page.goto(linkIn(printed))
  await showsHeading(page, 'Choose a new password')
  await page.getByLabel('New password').fill('another horse another battery')
  await page.getByRole('button', { name: 'Set new password' }).click()
  await showsHeading(page, 'Overview')

  const unknown = platform.run('owner-link', '--email', 'stranger@example.com')
  await expect(unknown).rejects.toMatchObject({
    code: 1,
    stderr: 'No owner of this Latchkey has the address stranger@example.com.\n',
  })
})
