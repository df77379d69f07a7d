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

/**
 * The creator takes its templates from GitHub. Where only the package registry can be reached, this
 * names a folder that holds them: a clone of remix-run/react-router-templates.
 */
const templates = process.env.REACT_ROUTER_TEMPLATES
const templateNamed = (name: string) =>
  templates ? `${templates}/${name}` : `remix-run/react-router-templates/${name}`

test.each([
  ['React Router', 'default'],
  ['React Router in JavaScript', 'javascript'],
])('%s: from its template to a signed-in user, by commands only', async (_, name) => {
  const application = await startApplication(platform, {
    create: [
      'create-react-router@8',
      'app',
      ...['--template', templateNamed(name), '--no-install', '--no-git-init', '--yes'],
    ],
    portFlag: '--port',
  })
  try {
    expect(application.changedAgain).toEqual([])
    const page = await openPage(browser)
    await signUpAndOut(page, platform, `${application.signInUrl}?returnTo=/account`)
    await page.context().close()
  } finally {
    await application.stop()
  }
})
