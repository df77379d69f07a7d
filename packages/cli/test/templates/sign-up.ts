import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import { chooseNewPassword, enterEmail, showsHeading } from '../../../../tests/hosted-forms.ts'
import type { TestPlatform } from '../platform.ts'

/** Somebody new: from the application's sign-in address to being back, signed in. Answers who. */
export async function signUp(
  page: Page,
  platform: TestPlatform,
  signInUrl: string,
): Promise<string> {
  const email = `ada-${randomBytes(5).toString('hex')}@example.com`
  await page.goto(signInUrl)
  await page.getByRole('link', { name: 'Sign up' }).click()
  await showsHeading(page, 'Sign up')
  await enterEmail(page, email)
  await chooseNewPassword(page)
  await showsHeading(page, 'Check your email')
  await page.getByLabel('Code').fill(await codeMailedTo(platform, email))
  return email
}

async function codeMailedTo(platform: TestPlatform, email: string): Promise<string> {
  const response = await fetch(`${platform.url}/_dev/emails?to=${encodeURIComponent(email)}`)
  const { data } = await response.json()
  return data[0].code
}
