import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launchBrowser, openPage } from './browser.ts'
import { authenticatorCode, password, showsHeading, showsProblem } from './hosted-forms.ts'
import {
  findFreePort,
  type Platform,
  startPlatform,
  stopProcess,
  untilPrinted,
} from './platform.ts'

const inRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

describe('the example with sign-in pages of its own', () => {
  let platform: Platform
  let browser: Browser
  let server: ChildProcess
  let folder: string
  let url: string
  let page: Page
  let people = 0

  beforeAll(async () => {
    platform = await startPlatform()
    browser = await launchBrowser()
    folder = await mkdtemp(join(tmpdir(), 'latchkey-custom-ui-'))
    const isPartOfIt = (path: string) => !/[\\/](node_modules|\.env)$/.test(path)
    await cp(inRoot('examples/custom-ui'), folder, { recursive: true, filter: isPartOfIt })
    await symlink(inRoot('node_modules'), join(folder, 'node_modules'), 'junction')
    const port = String(await findFreePort())
    const options = {
      cwd: folder,
      env: { PATH: process.env.PATH, LATCHKEY_URL: platform.url, PORT: port },
    }
    await promisify(execFile)(process.execPath, ['set-up.js'], options)
    server = spawn(process.execPath, ['--env-file=.env', 'server.js'], options)
    await untilPrinted(server, /Server running on/)
    url = `http://localhost:${port}`
  })
  beforeEach(async () => {
    page = await openPage(browser, { javaScriptEnabled: false })
  })
  afterAll(async () => {
    if (server) await stopProcess(server)
    await browser?.close()
    await platform?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const newEmail = () => {
    people += 1
    return `person-${people}@example.com`
  }
  const createPerson = (): Promise<{ id: string; email: string }> =>
    platform.call('POST', '/user_management/users', {
      email: newEmail(),
      password,
      email_verified: true,
    })
  const enter = async (path: string, email: string, value = password) => {
    await page.goto(url + path)
    await page.getByLabel('Email address').fill(email)
    await page.getByLabel('Password').fill(value)
    await page.getByRole('button', { name: path === '/sign-up' ? 'Sign up' : 'Sign in' }).click()
  }
  const enterCode = async (code: string) => {
    await page.getByLabel('Code').fill(code)
    await page.getByRole('button', { name: 'Continue' }).click()
  }
  const codeMailedTo = async (email: string) => {
    await expect.poll(async () => (await platform.mailsTo(email))[0]?.code).toBeTruthy()
    return (await platform.mailsTo(email))[0]?.code as string
  }
  const isSignedIn = (email: string) => page.getByText(`Signed in as ${email}.`).waitFor()

  test('somebody signs up, verifies the address, signs out and in again', async () => {
    const email = newEmail()
    await enter('/sign-up', email)
    await showsHeading(page, 'Verify your email address')
    await enterCode('000000')
    await showsProblem(page, 'This code is not right.')
    await enterCode(await codeMailedTo(email))
    await isSignedIn(email)
    await page.getByRole('button', { name: 'Sign out' }).click()
    await showsHeading(page, 'Sign in')
    await enter('/sign-in', email, 'not the password')
    await showsProblem(page, 'do not belong together')
    await enter('/sign-in', email)
    await isSignedIn(email)
  })

  test('sign-up says when there is an account, and why a password is refused', async () => {
    const { email } = await createPerson()
    await enter('/sign-up', email)
    await showsProblem(page, 'There is an account with this address.')
    await enter('/sign-up', newEmail(), 'short')
    await showsProblem(page, 'Use 10 characters or more.')
  })

  test('a code by mail signs in without a password', async () => {
    const { email } = await createPerson()
    await page.goto(`${url}/sign-in`)
    await page.getByRole('button', { name: 'Email me a code instead' }).click()
    await page.getByLabel('Email address').fill(email)
    await page.getByRole('button', { name: 'Send the code' }).click()
    await showsHeading(page, 'Check your email')
    await enterCode(await codeMailedTo(email))
    await isSignedIn(email)
  })

  test('who has a second factor is asked for it', async () => {
    const { id, email } = await createPerson()
    const { authentication_factor: factor, authentication_challenge: challenge } =
      await platform.call('POST', `/user_management/users/${id}/auth_factors`, { type: 'totp' })
    await platform.call('POST', `/auth/challenges/${challenge.id}/verify`, {
      code: authenticatorCode(factor.totp.secret),
    })
    await enter('/sign-in', email)
    await showsHeading(page, 'Enter the code of your app')
    await enterCode('000000')
    await showsProblem(page, 'This code is not right.')
    await enterCode(authenticatorCode(factor.totp.secret, 1))
    await isSignedIn(email)
  })

  test('who belongs to two organizations chooses one', async () => {
    const { id, email } = await createPerson()
    for (const name of ['Acme', 'Globex']) {
      const organization = await platform.call('POST', '/organizations', { name })
      await platform.call('POST', '/user_management/organization_memberships', {
        user_id: id,
        organization_id: organization.id,
      })
    }
    await enter('/sign-in', email)
    await showsHeading(page, 'Choose an organization')
    await page.getByRole('button', { name: 'Globex' }).click()
    await isSignedIn(email)
    await page.getByText('Organization: org_').waitFor()
  })

  test('a forgotten password says the same for everybody, and mails only those who are known', async () => {
    const { email } = await createPerson()
    for (const address of [email, 'nobody@example.com']) {
      await page.goto(`${url}/forgot-password`)
      await page.getByLabel('Email address').fill(address)
      await page.getByRole('button', { name: 'Send the link' }).click()
      await page.getByText('If there is an account, a link is on its way.').waitFor()
    }
    await expect.poll(() => platform.mailsTo(email)).toHaveLength(1)
    expect(await platform.mailsTo('nobody@example.com')).toEqual([])
  })

  test('a form of another site signs nobody in', async () => {
    const response = await fetch(`${url}/sign-in`, {
      method: 'POST',
      headers: {
        origin: 'https://evil.example',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'email=a&password=b',
    })
    expect(response.status).toBe(403)
  })
})
