import type { Page } from 'playwright-core'

/** What people type into the hosted pages, by the labels that they read. */

export const password = 'correct horse battery staple'

export async function enterEmail(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email address').fill(email)
  await page.getByRole('button', { name: 'Continue' }).click()
}

export async function chooseNewPassword(page: Page, value = password): Promise<void> {
  await page.getByRole('heading', { name: 'Choose a password' }).waitFor()
  await page.getByLabel('Password', { exact: true }).fill(value)
  await page.getByRole('button', { name: 'Continue' }).click()
}

export async function enterPassword(page: Page, value = password): Promise<void> {
  await page.getByRole('heading', { name: 'Enter your password' }).waitFor()
  await page.getByLabel('Password', { exact: true }).fill(value)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** From the sign-in page to the end of the sign-in. */
export async function signIn(page: Page, email: string, value = password): Promise<void> {
  await enterEmail(page, email)
  await enterPassword(page, value)
}
