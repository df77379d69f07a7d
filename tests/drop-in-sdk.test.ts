import { execFileSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, openPage } from './browser.ts'
import { type Example, startExample } from './example.ts'
import { password, showsWelcome, signIn } from './hosted-forms.ts'
import { findFreePort, type Platform, startPlatform } from './platform.ts'

const inRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

describe('the Express example with @latchkey/node in place of the official SDK', () => {
  const person = 'ada@example.com'
  const accessTokenSeconds = 300
  let home: string
  let folder: string
  let platform: Platform
  let example: Example
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'latchkey-drop-in-'))
    folder = await installExample(home)
    ;[platform, browser] = await Promise.all([startPlatform(), launchBrowser()])
    example = await startExample({ platform, folder, port: await findFreePort() })
    await platform.call('POST', '/user_management/redirect_uris', {
      uri: `${example.url}/callback`,
    })
    await platform.call('PUT', '/user_management/app_homepage_url', { url: example.url })
    await platform.call('POST', '/user_management/users', {
      email: person,
      password,
      email_verified: true,
    })
    page = await openPage(browser)
  })
  afterAll(async () => {
    await browser?.close()
    await example?.stop()
    await platform?.stop()
    await rm(home, { recursive: true, force: true })
  })

  test('needs one other line in its package.json, and no other code', async () => {
    const script = "require('@workos-inc/node/package.json').name"
    const name = execFileSync(process.execPath, ['-p', script], { cwd: folder, encoding: 'utf8' })
    expect(name.trim()).toBe('@latchkey/node')
    const theirs = (await readFile(inRoot('examples/express/package.json'), 'utf8')).split('\n')
    const ours = (await readFile(join(folder, 'package.json'), 'utf8')).split('\n')
    expect(ours.filter((line, index) => line !== theirs[index])).toEqual([
      '    "@workos-inc/node": "npm:@latchkey/node@^0.1.0",',
    ])
    expect(await readFile(join(folder, 'server.js'), 'utf8')).toBe(
      await readFile(inRoot('examples/express/server.js'), 'utf8'),
    )
  })

  test('signs people in, keeps them signed in, and signs them out', async () => {
    await page.goto(`${example.url}/dashboard`)
    await signIn(page, person)
    await showsWelcome(page, person)
    await page.goto(`${example.url}/dashboard`)
    await page.getByText(`You are ${person}.`).waitFor()

    for (const clock of [platform, example]) await clock.advanceClock(accessTokenSeconds + 5)
    await page.reload()
    await page.getByText(`You are ${person}.`).waitFor()

    await page.getByRole('link', { name: 'Sign out' }).click()
    await page.waitForURL(`${example.url}/`)
    expect(await page.getByText('Welcome').count()).toBe(0)
  })
})

/** The example as `npm install` leaves it, with the SDK under the other name. */
async function installExample(home: string): Promise<string> {
  const folder = join(home, 'app')
  const isPartOfIt = (path: string) => !/[\\/](node_modules|\.env)$/.test(path)
  await cp(inRoot('examples/express'), folder, { recursive: true, filter: isPartOfIt })
  const description = await readFile(join(folder, 'package.json'), 'utf8')
  await writeFile(
    join(folder, 'package.json'),
    description.replace(
      /"@workos-inc\/node": "[^"]*"/,
      '"@workos-inc/node": "npm:@latchkey/node@^0.1.0"',
    ),
  )
  await symlink(inRoot('node_modules'), join(home, 'node_modules'), 'junction')
  await mkdir(join(folder, 'node_modules', '@workos-inc'), { recursive: true })
  await symlink(
    inRoot('packages/node'),
    join(folder, 'node_modules', '@workos-inc', 'node'),
    'junction',
  )
  return folder
}
