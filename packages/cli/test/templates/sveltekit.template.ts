import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../../../tests/browser.ts'
import { startTestPlatform, type TestPlatform } from '../platform.ts'
import { walk } from './servers.ts'
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
  ['SvelteKit', ['--template', 'minimal', '--types', 'ts']],
  ['SvelteKit in JavaScript', ['--template', 'minimal', '--no-types']],
  ['SvelteKit with types in comments', ['--template', 'minimal', '--types', 'jsdoc']],
  ['SvelteKit, its demo', ['--template', 'demo', '--types', 'ts']],
])('%s: from its template to a signed-in user, by commands only', async (_, chosen) => {
  const application = await startApplication(platform, {
    create: ['sv@0', 'create', 'app', ...chosen, '--no-add-ons', '--no-install'],
    portFlag: '--strictPort --port',
  })
  try {
    await walk(browser, platform, application)
    // What the router in the browser asks for when somebody who is not signed in follows a link.
    const answer = await fetch(new URL('/account/__data.json', application.signInUrl))
    expect(await answer.json()).toEqual({
      type: 'redirect',
      location: '/login?returnTo=%2Faccount',
    })
  } finally {
    await application.stop()
  }
})
