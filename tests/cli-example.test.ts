import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser, openPage } from './browser.ts'
import { password, showsHeading, signIn } from './hosted-forms.ts'
import {
  findFreePort,
  type Platform,
  startPlatform,
  stopProcess,
  untilPrinted,
} from './platform.ts'

const folder = fileURLToPath(new URL('../examples/cli', import.meta.url))
const movableClock = new URL('./movable-clock.mjs', import.meta.url).href
const accessTokenSeconds = 5 * 60

describe('the command-line example', () => {
  let platform: Platform
  let browser: Browser
  let api: ChildProcess
  let home: string
  let env: Record<string, string | undefined>

  beforeAll(async () => {
    platform = await startPlatform()
    browser = await launchBrowser()
    home = await mkdtemp(join(tmpdir(), 'latchkey-notes-'))
    env = {
      PATH: process.env.PATH,
      LATCHKEY_URL: platform.url,
      NOTES_API_URL: `http://localhost:${await findFreePort()}`,
      NOTES_HOME: home,
    }
    api = spawn(process.execPath, ['--import', movableClock, 'api.js'], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    await untilPrinted(api, /The API runs on/)
  })
  afterAll(async () => {
    if (api) await stopProcess(api)
    await browser?.close()
    await platform?.stop()
    await rm(home, { recursive: true, force: true })
  })

  const start = (...words: string[]) =>
    spawn(process.execPath, ['notes.js', ...words], { cwd: folder, env, stdio: 'pipe' })

  const notes = async (...words: string[]) => {
    const child = start(...words)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output += chunk
      })
    }
    const [code] = await once(child, 'close')
    return { code, output: output.trim() }
  }

  const makePerson = async () => {
    const email = `notes-${Date.now()}@example.com`
    const body = { email, password, email_verified: true }
    await platform.call('POST', '/user_management/users', body)
    return email
  }

  /** Whatever the API and the platform think of the time, they agree. */
  const advanceClocks = async (seconds: number) => {
    const advanced = once(api, 'message')
    api.send({ advanceSeconds: seconds })
    await Promise.all([advanced, platform.advanceClock(seconds)])
  }

  test('nobody is signed in at first, and the command says what to do', async () => {
    const expected = { code: 1, output: 'You are not signed in. Run: notes login' }
    expect(await notes('list')).toEqual(expected)
    const answer = await fetch(`${env.NOTES_API_URL}/notes`)
    expect(answer.status).toBe(401)
  })

  test('a person signs in through the browser, and the command goes on as them until they sign out', async () => {
    const email = await makePerson()
    const login = start('login')
    const printed = await untilPrinted(login, /device\?user_code=\S+\n/)
    const page = await openPage(browser)
    await page.goto(/(http\S+device\?user_code=\S+)/.exec(printed)?.[1] as string)
    await page.getByRole('button', { name: 'Continue' }).click()
    await signIn(page, email)
    await showsHeading(page, 'Is this your device?')
    const signedIn = untilPrinted(login, /Signed in as/)
    await page.getByRole('button', { name: 'Approve' }).click()
    expect(await signedIn).toContain(`Signed in as ${email}.`)
    if (process.platform !== 'win32') {
      expect((await stat(join(home, 'tokens.json'))).mode & 0o777).toBe(0o600)
    }

    expect(await notes('whoami')).toEqual({ code: 0, output: email })
    expect(await notes('add', 'Buy', 'milk')).toEqual({ code: 0, output: 'Noted.' })
    expect(await notes('list')).toEqual({ code: 0, output: '- Buy milk' })

    await advanceClocks(accessTokenSeconds + 60)
    expect(await notes('list'), 'after the access token expired').toEqual({
      code: 0,
      output: '- Buy milk',
    })

    const [{ id }] = (await platform.call('GET', `/user_management/users?email=${email}`)).data
    const sessions = () => platform.call('GET', `/user_management/users/${id}/sessions`)
    const active = async () =>
      (await sessions()).data.filter(({ status }: { status: string }) => status === 'active')
    expect(await active()).toHaveLength(1)
    expect(await notes('logout')).toEqual({ code: 0, output: 'Signed out.' })
    expect(await active()).toHaveLength(0)
    expect((await notes('list')).code).toBe(1)
  })

  test('a refusal in the browser ends the wait', async () => {
    const email = await makePerson()
    const login = start('login')
    let complaint = ''
    login.stderr.on('data', (chunk) => {
      complaint += chunk
    })
    const printed = await untilPrinted(login, /device\?user_code=\S+\n/)
    const page = await openPage(browser)
    await page.goto(/(http\S+device\?user_code=\S+)/.exec(printed)?.[1] as string)
    await page.getByRole('button', { name: 'Continue' }).click()
    await signIn(page, email)
    await showsHeading(page, 'Is this your device?')
    const ended = once(login, 'close')
    await page.getByRole('button', { name: 'Deny' }).click()
    expect(await ended).toEqual([1, null])
    expect(complaint).toBe('You refused the sign-in in the browser.\n')
  })
})
