import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, openPage } from './browser.ts'
import { chooseNewPassword, password, showsHeading, signIn } from './hosted-forms.ts'
import {
  findFreePort,
  type Platform,
  startPlatform,
  stopProcess,
  untilPrinted,
} from './platform.ts'

const inRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

describe('the organizations example', () => {
  let platform: Platform
  let browser: Browser
  let server: ChildProcess
  let folder: string
  let url: string
  let owner: Page
  const ownerEmail = 'ada@example.com'

  beforeAll(async () => {
    platform = await startPlatform()
    browser = await launchBrowser()
    folder = await mkdtemp(join(tmpdir(), 'latchkey-organizations-'))
    const isPartOfIt = (path: string) => !/[\\/](node_modules|\.env)$/.test(path)
    const example = inRoot('examples/express-organizations')
    await cp(example, folder, { recursive: true, filter: isPartOfIt })
    await symlink(inRoot('node_modules'), join(folder, 'node_modules'), 'junction')
    const port = String(await findFreePort())
    const options = {
      cwd: folder,
      env: { PATH: process.env.PATH, LATCHKEY_URL: platform.url, PORT: port },
    }
    await promisify(execFile)(process.execPath, ['set-up.js'], options)
    // What a second start finds is what the first one made.
    await promisify(execFile)(process.execPath, ['set-up.js'], options)
    server = spawn(process.execPath, ['--env-file=.env', 'server.js'], options)
    await untilPrinted(server, /Server running on/)
    url = `http://localhost:${port}`
    const body = { email: ownerEmail, password, email_verified: true }
    await platform.call('POST', '/user_management/users', body)
    owner = await openPage(browser)
  })
  afterAll(async () => {
    if (server) await stopProcess(server)
    await browser?.close()
    await platform?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const createTeam = async (page: Page, name: string) => {
    await page.getByLabel('Name').fill(name)
    await page.getByRole('button', { name: 'Create a team' }).click()
    await showsHeading(page, name)
  }
  /** With the cookies of the browser, so as whoever is signed in there. */
  const statusOf = async (page: Page, path: string) =>
    (await page.context().request.get(url + path, { maxRedirects: 0 })).status()

  test('whoever creates a team owns it', async () => {
    await owner.goto(url)
    await owner.getByRole('link', { name: 'Sign in' }).click()
    await signIn(owner, ownerEmail)
    await showsHeading(owner, 'Your teams')
    await createTeam(owner, 'Acme <b>')
    await owner.getByText('You are owner here.').waitFor()
    await owner.getByText(`${ownerEmail}, owner`).waitFor()
    expect(await statusOf(owner, '/reports')).toBe(200)
  })

  test('an invited person becomes a member, and may not do what owners may', async () => {
    const email = 'grace@example.com'
    await owner.getByLabel('Email address').fill(email)
    await owner.getByRole('button', { name: 'Invite' }).click()
    await expect.poll(() => platform.mailsTo(email)).toHaveLength(1)
    const [invitation] = await platform.mailsTo(email)

    const member = await openPage(browser)
    await member.goto(invitation?.url as string)
    await showsHeading(member, 'Join Acme <b>')
    await member.getByRole('link', { name: 'Create your account' }).click()
    await chooseNewPassword(member)
    await member.waitForURL(`${url}/**`)
    await member.goto(`${url}/team`)
    await member.getByText('You are member here.').waitFor()
    expect(await member.getByRole('button', { name: 'Invite' }).count()).toBe(0)
    expect(await member.getByRole('link', { name: 'Reports' }).count()).toBe(0)
    expect(await statusOf(member, '/reports')).toBe(403)
  })

  test('people switch between their teams', async () => {
    await owner.goto(`${url}/organizations`)
    await createTeam(owner, 'Globex')
    await owner.getByRole('link', { name: 'Other teams' }).click()
    await owner.getByRole('link', { name: 'Acme <b>' }).click()
    await showsHeading(owner, 'Acme <b>')
    await owner.getByRole('link', { name: 'Sign out' }).click()
    await owner.getByRole('link', { name: 'Sign in' }).waitFor()
    expect(await statusOf(owner, '/team')).toBe(401)
  })
})
