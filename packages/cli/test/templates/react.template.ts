import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, openPage } from '../../../../tests/browser.ts'
import { startTestPlatform, type TestPlatform } from '../platform.ts'
import { signUp } from './sign-up.ts'
import { startApplication } from './template.ts'

let platform: TestPlatform
let browser: Browser

beforeAll(async () => {
  ;[platform, browser] = await Promise.all([startTestPlatform(), launchBrowser()])
})

afterAll(async () => {
  await browser?.close()
  await platform?.stop()
})

test.each([
  ['React with Vite', 'react-ts', ['tsc', '-b', '--noEmit']],
  ['React with Vite in JavaScript', 'react', undefined],
])('%s: from its template to a signed-in user, by commands only', async (_, name, typeCheck) => {
  const application = await startApplication(platform, {
    create: ['create-vite@9', 'app', '--template', name, '--no-interactive'],
    portFlag: '--strictPort --port',
    typeCheck,
  })
  try {
    expect(application.changedAgain).toEqual([])
    const page = await openPage(browser)
    const email = await signUp(page, platform, application.signInUrl)
    await page.getByText(email).waitFor()

    await page.reload()
    await page.getByText(email).waitFor()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(new URL(page.url()).origin).toBe(platform.url)
    await page.context().close()
  } finally {
    await application.stop()
  }
})
