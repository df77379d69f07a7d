import { randomUUID } from 'node:crypto'
import { WorkOS } from '@latchkey/node'
import { test as base, expect } from '@playwright/test'
import { apiKey, password, platformUrl } from '../settings.js'

export { expect, password }

const workos = new WorkOS(apiKey, { baseUrl: platformUrl })

/**
 * Playwright's `test` with three things of Latchkey. Every test makes people of its own: that keeps
 * tests apart that run at the same time, and needs no cleaning up.
 */
export const test = base.extend({
  /** A person with a verified address and a password. */
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from it.
  person: async ({}, use) => {
    const email = newEmail()
    await use(await workos.userManagement.createUser({ email, password, emailVerified: true }))
  },

  /** The newest mail to an address; waits until one is there. */
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  mailTo: async ({}, use) => {
    await use(async (email) => {
      let mail
      await expect
        .poll(async () => {
          const response = await fetch(`${platformUrl}/_dev/emails?to=${encodeURIComponent(email)}`)
          mail = (await response.json()).data[0]
          return mail !== undefined
        })
        .toBe(true)
      return mail
    })
  },

  /** Signs somebody in through the hosted pages, as they would. */
  signIn: async ({ page }, use) => {
    await use(async (email) => {
      await page.goto('/login')
      await page.getByLabel('Email address').fill(email)
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      // Who goes on before the application has its session has none.
      await expect(page.getByRole('link', { name: 'Sign out' })).toBeVisible()
    })
  },
})

export const newEmail = () => `${randomUUID()}@example.com`

/** Moves the platform's clock forward, for everybody: keep it in a file of its own. */
export async function advanceClock(seconds) {
  const response = await fetch(`${platformUrl}/_dev/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance_seconds: seconds }),
  })
  if (!response.ok) throw new Error(`The clock cannot be moved: ${await response.text()}`)
}
