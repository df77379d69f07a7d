import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
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

/** Up, to the account page, out from there, and then the account page asks to sign in. */
export async function signUpAndOut(
  page: Page,
  platform: TestPlatform,
  signInUrl: string,
): Promise<void> {
  const account = new URL('/account', signInUrl).href
  const email = await signUp(page, platform, signInUrl)
  await page.getByText(email).waitFor()
  expect(page.url()).toBe(account)

  // A button that a script makes work has to have its script.
  await page.reload({ waitUntil: 'networkidle' })
  await page.getByText(email).waitFor()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await showsHeading(page, 'Sign in')

  await page.goto(account)
  await showsHeading(page, 'Sign in')
  expect(new URL(page.url()).origin).toBe(platform.url)
}

async function codeMailedTo(platform: TestPlatform, email: string): Promise<string> {
  const response = await fetch(`${platform.url}/_dev/emails?to=${encodeURIComponent(email)}`)
  const { data } = await response.json()
  return data[0].code
}
