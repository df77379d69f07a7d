import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { launchBrowserServer } from './browser.ts'
import { findFreePort } from './platform.ts'

const folder = fileURLToPath(new URL('../examples/e2e-testing', import.meta.url))
const inRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

test('the end-to-end testing example starts a platform and an application, and its tests pass', async () => {
  const browser = await launchBrowserServer()
  try {
    const playwright = inRoot('node_modules/@playwright/test/cli.js')
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [playwright, 'test', '--workers=1'],
      {
        cwd: folder,
        env: {
          ...process.env,
          CI: '1',
          PATH: `${inRoot('node_modules/.bin')}:${process.env.PATH}`,
          PW_TEST_CONNECT_WS_ENDPOINT: browser.wsEndpoint(),
          PLATFORM_PORT: String(await findFreePort()),
          APP_PORT: String(await findFreePort()),
        },
      },
    ).catch((error) => error)
    expect(stdout).toMatch(/6 passed/)
  } finally {
    await browser.close()
  }
})
