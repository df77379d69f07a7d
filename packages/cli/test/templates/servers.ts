import type { Browser } from 'playwright-core'
import { expect } from 'vitest'
import { openPage } from '../../../../tests/browser.ts'
import { showsHeading } from '../../../../tests/hosted-forms.ts'
import type { TestPlatform } from '../platform.ts'
import { signUp } from './sign-up.ts'
import type { Application } from './template.ts'

/** Nobody is asked to sign in at the account page, somebody new is shown, and after sign-out nobody. */
export async function walk(
  browser: Browser,
  platform: TestPlatform,
  application: Application,
): Promise<void> {
  const { signInUrl, changedAgain } = application
  expect(changedAgain).toEqual([])
  const page = await openPage(browser)
  const { origin, pathname } = new URL(signInUrl)
  const account = `${origin}/account`
  const email = await signUp(page, platform, account)
  await page.waitForURL(account)
  await page.getByText(email).waitFor()

  await page.goto(origin + pathname.replace('login', 'logout'))
  await page.waitForURL(`${origin}/`)
  await page.goto(account)
  await showsHeading(page, 'Sign in')
  expect(new URL(page.url()).origin).toBe(platform.url)
  await page.context().close()
}
