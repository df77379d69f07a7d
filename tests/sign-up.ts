import { randomBytes } from 'node:crypto'
import type { Page } from 'playwright-core'
import { chooseNewPassword, enterEmail, showsHeading } from './hosted-forms.ts'

/** Somebody new: from an address that asks them to sign in to being back, signed in. Answers who. */
export async function signUp(page: Page, platformUrl: string, begin: string): Promise<string> {
  const email = `ada-${randomBytes(5).toString('hex')}@example.com`
  await page.goto(begin)
  await page.getByRole('link', { name: 'Sign up' }).click()
  await showsHeading(page, 'Sign up')
  await enterEmail(page, email)
  await chooseNewPassword(page)
  await showsHeading(page, 'Check your email')
  await page.getByLabel('Code').fill(await codeMailedTo(platformUrl, email))
  // A page that is streamed has it twice for a moment, one of them hidden.
  await page.getByText(email).filter({ visible: true }).first().waitFor()
  return email
}

async function codeMailedTo(platformUrl: string, email: string): Promise<string> {
  const response = await fetch(`${platformUrl}/_dev/emails?to=${encodeURIComponent(email)}`)
  const { data } = await response.json()
  return data[0].code
}
