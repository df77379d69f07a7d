import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser, openPage } from '../../../../tests/browser.ts'
import { startTestPlatform, type TestPlatform } from '../platform.ts'
import { googleFonts } from './google-fonts.ts'
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

const chosen = ['--skip-install', '--disable-git', '--yes', '--import-alias', '@/*']

test.each([['Next.js 16 with the pages router', 'create-next-app@16', ['--ts', '--no-tailwind']]])(
  '%s: from its template to a signed-in user, by commands only',
  async (_, creator, options) => {
    const application = await startApplication(platform, {
      create: [creator, 'app', '--no-app', '--no-src-dir', '--no-eslint', ...options, ...chosen],
      portFlag: '--port',
      typeCheck: ['tsc', '--noEmit'],
      env: await googleFonts(),
    })
    try {
      expect(application.changedAgain).toEqual([])
      const page = await openPage(browser)
      await signUpAndOut(page, platform, `${application.signInUrl}?returnTo=/account`)
      await page.context().close()
    } finally {
      await application.stop()
    }
  },
)
