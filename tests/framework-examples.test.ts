import { execFile } from 'node:child_process'
import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv, promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, openPage } from './browser.ts'
import { type FrameworkExample, startFrameworkExample } from './framework-example.ts'
import { showsHeading, showsProblem, signIn } from './hosted-forms.ts'
import { findFreePort, type Platform, startPlatform } from './platform.ts'

const accessTokenSeconds = 300
const email = 'ada@example.com'
let platform: Platform
let browser: Browser
/** How far the platform is ahead of the time: it stays there, also for the next example. */
let secondsAhead = 0

beforeAll(async () => {
  ;[platform, browser] = await Promise.all([startPlatform(), launchBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await platform?.stop()
})

/** The examples with official packages for frameworks, each walked by the person that it makes. */
describe.each([
  { name: 'next', settings: '.env.local', callback: '/callback', isChecked: false },
  // One that is nothing but a page gets its codes there, and is checked with Latchkey's own types.
  { name: 'react', settings: '.env.local', callback: '/', isChecked: true },
  { name: 'tanstack-start', settings: '.env', callback: '/callback', isChecked: false },
])('the example with $name', ({ name, settings, callback, isChecked }) => {
  let example: FrameworkExample
  let page: Page

  beforeAll(async () => {
    await platform.call('POST', '/_dev/reset', {})
    example = await startFrameworkExample(name, platform)
    await example.setClock(secondsAhead)
    page = await openPage(browser)
    // The first run installs the packages of the example.
  }, 300_000)
  afterAll(async () => {
    await page?.context().close()
    await example?.stop()
  })

  const detail = (name: string) => page.locator('dt', { hasText: name }).locator('+ dd')
  const shows = async (details: Record<string, string>) => {
    for (const [name, text] of Object.entries(details)) {
      await detail(name).filter({ hasText: text }).waitFor()
    }
  }
  const chooseOrganization = (name: string) => page.getByRole('button', { name }).click()
  /** In the sealed cookie of an application with a server, else in the storage of the page. */
  const keptTokens = async () => {
    const { cookies, origins } = await page.context().storageState()
    const kept = [...cookies, ...origins.flatMap(({ localStorage }) => localStorage)]
    const tokens = kept.filter(({ name }) => /^wos-session$|refresh-token/.test(name))
    expect(tokens).toHaveLength(1)
    return tokens.map(({ value }) => value)
  }
  const activeSessions = async () => {
    const { data } = await platform.call('GET', `/user_management/users?email=${email}`)
    const sessions = await platform.call('GET', `/user_management/users/${data[0].id}/sessions`)
    return sessions.data.filter(({ status }: { status: string }) => status === 'active')
  }

  test('says at home what it is, and leads to the sign-in', async () => {
    await page.goto(example.url)
    await showsHeading(page, 'with AuthKit')
    await page.getByText('Sign in', { exact: true }).click()
    await signIn(page, email)
    await chooseOrganization('Acme')
    await showsHeading(page, 'Hello, Ada')
    expect(page.url()).toBe(`${example.url}/`)
  })

  test('shows who is signed in, to which organization, and what they may do', async () => {
    await page.getByRole('link', { name: 'Your account' }).click()
    await shows({
      'Email address': email,
      Organization: 'Acme',
      Role: 'bookkeeper',
      Permissions: 'invoices:read',
    })
  })

  test('goes on in the same session after the access token has expired', async () => {
    const before = { sessions: await activeSessions(), tokens: await keptTokens() }
    await platform.advanceClock(accessTokenSeconds + 1)
    secondsAhead += accessTokenSeconds + 1
    await example.setClock(secondsAhead)
    await page.clock.setFixedTime(Date.now() + secondsAhead * 1000)
    await page.reload()
    await shows({ 'Email address': email, Organization: 'Acme', Permissions: 'invoices:read' })
    expect(await keptTokens()).not.toEqual(before.tokens)
    expect(await activeSessions()).toMatchObject([{ id: before.sessions[0].id }])
  })

  test('switches to another organization, where the person has another role', async () => {
    await page.getByRole('button', { name: 'Switch to Globex' }).click()
    await shows({ Organization: 'Globex', Role: 'member', Permissions: 'None' })
    await page.reload()
    await shows({ Organization: 'Globex', Role: 'member', Permissions: 'None' })
    await page.getByRole('button', { name: 'Switch to Acme' }).waitFor()
    expect(await activeSessions()).toHaveLength(1)
  })

  test('signs out, here and at AuthKit', async () => {
    await page.getByText('Sign out', { exact: true }).click()
    await showsHeading(page, 'with AuthKit')
    expect(page.url()).toBe(`${example.url}/`)
    expect(await activeSessions()).toEqual([])
  })

  test('shows the account to nobody who is not signed in, and comes back to it with whoever is', async () => {
    await page.goto(`${example.url}/account`)
    await signIn(page, email)
    await chooseOrganization('Globex')
    await showsHeading(page, 'Your account')
    await shows({ Organization: 'Globex' })
    expect(page.url()).toBe(`${example.url}/account`)
  })

  test('signs nobody in by a code that it did not ask for', async () => {
    const stranger = await openPage(browser)
    await stranger.goto(`${example.url}${callback}?code=unknown&state=unknown`)
    await showsHeading(stranger, 'with AuthKit')
    if (name !== 'react') await showsProblem(stranger, 'You could not be signed in. Try again.')
    await stranger.context().close()
  })

  test('begins a sign-in for people who come from elsewhere', async () => {
    const stranger = await openPage(browser)
    await stranger.goto(
      `${platform.url}/user_management/initiate_login?client_id=${platform.clientId}`,
    )
    await stranger.getByLabel('Email address').waitFor()
    await stranger.context().close()
  })

  const readSettings = async (file: string) =>
    parseEnv(await readFile(join(example.folder, file), 'utf8'))

  test('its settings by hand are those that it writes, for its owner alone', async () => {
    const [byHand, written] = await Promise.all([
      readSettings('.env.example'),
      readSettings(settings),
    ])
    expect(Object.keys(byHand).sort()).toEqual(Object.keys(written).sort())
    expect((await stat(join(example.folder, settings))).mode & 0o777).toBe(0o600)
  })

  if (!isChecked) {
    test('is right in its types, with those that it makes when it runs', () => example.checkTypes())
  }

  test('without a Latchkey it leaves settings that are there, and else says what to start', async () => {
    const LATCHKEY_URL = `http://localhost:${await findFreePort()}`
    const options = { cwd: example.folder, env: { PATH: process.env.PATH, LATCHKEY_URL } }
    const setUp = () => promisify(execFile)(process.execPath, ['set-up.js'], options)
    const written = await readSettings(settings)
    expect(await setUp()).toEqual({ stdout: '', stderr: '' })
    expect(await readSettings(settings)).toEqual(written)
    await rm(join(example.folder, settings))
    await expect(setUp()).rejects.toMatchObject({
      code: 1,
      stderr: `No Latchkey for development answers at ${LATCHKEY_URL}. Start one first.\n`,
    })
    await expect(readSettings(settings)).rejects.toThrow('ENOENT')
  })
})
