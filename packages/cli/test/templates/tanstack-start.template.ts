import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, openPage } from '../../../../tests/browser.ts'
import { startTestPlatform, type TestPlatform } from '../platform.ts'
import { signUpAndOut } from './sign-up.ts'
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

const chosen = [
  '--framework',
  'React',
  '--package-manager',
  'npm',
  '--no-install',
  '--no-git',
  '-y',
]

test.each([
  ['TanStack Start', []],
  ['TanStack Start, blank', ['--blank']],
])('%s: from its template to a signed-in user, by commands only', async (_, options) => {
  const application = await startApplication(platform, {
    create: ['@tanstack/cli@0', 'create', 'app', ...options, ...chosen, '--no-intent'],
    portFlag: '--strictPort --port',
    typeCheck: ['tsc', '--noEmit'],
  })
  try {
    expect(application.changedAgain).toEqual([])
    const page = await openPage(browser)
    await signUpAndOut(page, platform, application.signInUrl)
    await page.context().close()
  } finally {
    await application.stop()
  }
})
