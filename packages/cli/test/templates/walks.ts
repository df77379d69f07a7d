import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { showsHeading } from '../../../../tests/hosted-forms.ts'

/** Where somebody is in an application with AuthKit in it. */
interface Visit {
  page: Page
  email: string
  signIn: string
  platformUrl: string
}

/** How people come in and go out again in applications of one kind. */
export interface Walk {
  /** What somebody opens who wants to sign up. */
  begin(signIn: string): string
  /** From being signed in to being asked to sign in again. */
  leave(visit: Visit): Promise<void>
}

const accountOf = (signIn: string) => new URL('/account', signIn).href

async function asksToSignIn({ page, signIn, platformUrl }: Visit): Promise<void> {
  await page.goto(accountOf(signIn))
  await showsHeading(page, 'Sign in')
  expect(new URL(page.url()).origin).toBe(platformUrl)
}

/** Servers that answer with data: an account page that asks to sign in, and addresses for the rest. */
export const byAddress: Walk = {
  begin: accountOf,
  async leave(visit) {
    const { page, signIn } = visit
    expect(page.url()).toBe(accountOf(signIn))
    const { origin, pathname } = new URL(signIn)
    await page.goto(origin + pathname.replace('login', 'logout'))
    await page.waitForURL(`${origin}/`)
    await asksToSignIn(visit)
  },
}

/** Applications with pages: a button to sign out on the account page, and a link to sign in. */
export const byAccountPage: Walk = {
  begin: (signIn) => signIn,
  async leave(visit) {
    const { page, email, signIn } = visit
    expect(page.url()).toBe(accountOf(signIn))
    // A button that a script makes work has to have its script.
    await page.reload({ waitUntil: 'networkidle' })
    await page.getByText(email).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('link', { name: 'Sign in' }).click()
    await showsHeading(page, 'Sign in')
    await asksToSignIn(visit)
  },
}

/** The same, where signing in leads home unless it is told where to. */
export const byAccountPageAsked: Walk = {
  ...byAccountPage,
  begin: (signIn) => `${signIn}?returnTo=/account`,
}

/** One page without a server, whose buttons change with who is signed in. */
export const onOnePage: Walk = {
  begin: (signIn) => signIn,
  async leave({ page, email, platformUrl }) {
    await page.reload()
    await page.getByText(email).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in' }).click()
    await showsHeading(page, 'Sign in')
    expect(new URL(page.url()).origin).toBe(platformUrl)
  },
}
