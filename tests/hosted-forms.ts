import { TOTP } from 'otpauth'
import type { Page } from 'playwright-core'

/** What people type into the hosted pages, by the labels that they read. */

export const password = 'correct horse battery staple'

export async function enterEmail(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email address').fill(email)
  await page.getByRole('button', { name: 'Continue' }).click()
}

export async function chooseNewPassword(page: Page, value = password): Promise<void> {
  await showsHeading(page, 'Choose a password')
  await page.getByLabel('Password', { exact: true }).fill(value)
  await page.getByRole('button', { name: 'Continue' }).click()
}

export async function enterPassword(page: Page, value = password): Promise<void> {
  await showsHeading(page, 'Enter your password')
  await page.getByLabel('Password', { exact: true }).fill(value)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

export const openSignIn = (page: Page, appUrl: string) => page.goto(`${appUrl}/login`)

export async function openSignUp(page: Page, appUrl: string): Promise<void> {
  await openSignIn(page, appUrl)
  await page.getByRole('link', { name: 'Sign up' }).click()
  await showsHeading(page, 'Sign up')
}

export const showsHeading = (page: Page, name: string) =>
  page.getByRole('heading', { name }).waitFor()

export const showsProblem = (page: Page, words: string | RegExp) =>
  page.getByRole('alert').filter({ hasText: words }).waitFor()

/** The page of the example for somebody who is signed in. */
export const showsWelcome = (page: Page, email: string) =>
  page.getByText(`Welcome, ${email}!`).waitFor()

/** From the sign-in page to the end of the sign-in. */
export async function signIn(page: Page, email: string, value = password): Promise<void> {
  await enterEmail(page, email)
  await enterPassword(page, value)
}

/** The key under the QR code, without its blanks. */
export const setupKeyOn = async (page: Page): Promise<string> =>
  ((await page.locator('#ak-setup-key').textContent()) ?? '').replaceAll(' ', '')

/** What an authenticator app with this key shows now, or so many steps of half a minute later. */
export const authenticatorCode = (secret: string, stepsLater = 0): string =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + stepsLater * 30_000 })
