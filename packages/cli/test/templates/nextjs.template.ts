import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { launchBrowser, openPage } from '../../../../tests/browser.ts'
import { startTestPlatform, type TestPlatform } from '../platform.ts'
import { signUpAndOut } from './sign-up.ts'
import { startApplication } from './template.ts'

let platform: TestPlatform
let browser: Browser
let env: Record<string, string>

beforeAll(async () => {
  ;[platform, browser] = await Promise.all([startTestPlatform(), launchBrowser()])
  env = { NEXT_FONT_GOOGLE_MOCKED_RESPONSES: await answersOfGoogle(), NEXT_TELEMETRY_DISABLED: '1' }
})

afterAll(async () => {
  await browser?.close()
  await platform?.stop()
})

const chosen = ['--skip-install', '--disable-git', '--yes', '--import-alias', '@/*']

test.each([
  ['Next.js 16', 'create-next-app@16', ['--ts', '--tailwind', '--no-src-dir', '--eslint']],
  ['Next.js 16 in JavaScript', 'create-next-app@16', ['--js', '--no-tailwind', '--src-dir']],
  ['Next.js 15', 'create-next-app@15', ['--ts', '--tailwind', '--src-dir', '--turbopack']],
])('%s: from its template to a signed-in user, by commands only', async (_, creator, options) => {
  const application = await startApplication(platform, {
    create: [creator, 'app', '--app', ...options, ...chosen],
    portFlag: '--port',
    typeCheck: options.includes('--ts') ? ['tsc', '--noEmit'] : undefined,
    env,
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

/** The template takes its fonts from Google at build time; here no page is asked but the platform's. */
async function answersOfGoogle(): Promise<string> {
  const family = (name: string, weight: string) =>
    `https://fonts.googleapis.com/css2?family=${name}:wght@${weight}&display=swap`
  const face = (name: string) => `@font-face { font-family: '${name}'; src: local('Arial'); }`
  const answers = {
    [family('Geist', '100..900')]: face('Geist'),
    [family('Geist+Mono', '100..900')]: face('Geist Mono'),
  }
  const path = join(inject('scratchFolder'), 'google-fonts.js')
  await writeFile(path, `module.exports = ${JSON.stringify(answers)}\n`)
  return path
}
