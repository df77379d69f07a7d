import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import type { ReactElement } from 'react'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { launchBrowser } from '../../../../../tests/browser.ts'
import { EmailVerificationPage } from './email-verification-page.tsx'
import { ErrorPage } from './error-page.tsx'
import { renderPage } from './render-page.ts'
import { SignInPage } from './sign-in-page.tsx'
import { SignInPasswordPage } from './sign-in-password-page.tsx'
import { SignUpPasswordPage } from './sign-up-password-page.tsx'

// No host of this name exists: every request is answered here.
const origin = 'https://pages.test'
const email = 'ada@tidewater.example'
const frame = { assets: { stylesheet: '/pages.css', script: '/pages.js', icon: '/icon.svg' } }

const contentTypes: Record<string, string> = {
  '/pages.css': 'text/css',
  '/pages.js': 'text/javascript',
  '/icon.svg': 'image/svg+xml',
}

let browser: Browser
let page: Page
/** Bodies of the forms that arrived, in order. */
let sent: string[]

beforeAll(async () => {
  browser = await launchBrowser()
})

afterAll(() => browser.close())

beforeEach(async () => {
  sent = []
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  page = await context.newPage()
})

afterEach(() => page.context().close())

/** Opens a page under the strictest policy; its forms arrive, and are left without an answer. */
async function open(element: ReactElement): Promise<void> {
  await page.route(`${origin}/**`, (route) => {
    const request = route.request()
    const { pathname } = new URL(request.url())
    if (request.method() === 'POST') {
      sent.push(request.postData() ?? '')
      return route.fulfill({ status: 204 })
    }
    const contentType = contentTypes[pathname]
    if (contentType) {
      return route.fulfill({
        contentType,
        body: readFileSync(new URL(`../assets${pathname}`, import.meta.url)),
      })
    }
    return route.fulfill({
      contentType: 'text/html',
      headers: { 'content-security-policy': "default-src 'self'" },
      body: renderPage(element),
    })
  })
  await page.goto(origin)
}

const codePage = (
  <EmailVerificationPage frame={frame} action='/next' resendAction='/resend' email={email} />
)

it('sends a form once while its answer is on the way, and again after coming back to it', async () => {
  await open(<SignInPage frame={frame} action='/next' email={email} />)
  const button = page.getByRole('button', { name: 'Continue' })
  await button.click()
  await expect.poll(() => sent).toEqual(['email=ada%40tidewater.example'])
  expect(await button.getAttribute('aria-busy')).toBe('true')
  expect(await page.evaluate(submitIsAllowed)).toBe(false)
  await page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow'))")
  expect(await button.getAttribute('aria-busy')).toBeNull()
  await button.click()
  await expect.poll(() => sent).toHaveLength(2)
})

const submitIsAllowed =
  "document.forms[0].dispatchEvent(new SubmitEvent('submit', { bubbles: true, cancelable: true }))"

it('sends a code by itself when its sixth digit is there, and not before', async () => {
  await open(codePage)
  await page.getByLabel('Code').pressSequentially('04829')
  expect(sent).toEqual([])
  await page.getByLabel('Code').pressSequentially('1')
  await expect.poll(() => sent).toEqual(['code=048291'])
})

it('takes a code that was pasted with spaces and words around it', async () => {
  await open(codePage)
  await page.getByLabel('Code').fill(' 048 291 ')
  await expect.poll(() => sent).toEqual(['code=048291'])
})

it('lets no letters into a code', async () => {
  await open(codePage)
  await page.getByLabel('Code').pressSequentially('0a4b8')
  expect(await page.getByLabel('Code').inputValue()).toBe('048')
})

it('shows and hides a password, and sends it hidden', async () => {
  await open(
    <SignInPasswordPage
      frame={frame}
      action='/next'
      email={email}
      changeEmailUrl='/sign-in'
      forgotPasswordUrl='/reset-password'
    />,
  )
  const password = page.getByLabel('Password', { exact: true })
  await password.fill('lantern harbour gravel')
  await page.getByRole('button', { name: 'Show password' }).click()
  expect(await password.getAttribute('type')).toBe('text')
  await page.getByRole('button', { name: 'Hide password' }).click()
  expect(await password.getAttribute('type')).toBe('password')
  await page.getByRole('button', { name: 'Show password' }).click()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect.poll(() => sent).toEqual(['password=lantern+harbour+gravel'])
  expect(await password.getAttribute('type')).toBe('password')
})

it.each([
  ['', ''],
  ['tide', 'Too short'],
  ['password1234', 'Looks easy to guess'],
  ['qwertyuiop12', 'Looks easy to guess'],
  ['aaaaaaaaaaaaaaaa', 'Looks easy to guess'],
  ['12345678901234567890', 'Looks easy to guess'],
  ['welcome-password-admin', 'Looks easy to guess'],
  ['tidewater-example', 'Looks easy to guess'],
  ['manchesterunited', 'Looks easy to guess'],
  ['lantern harbour', 'Looks fair'],
  ['lantern harbour gravel', 'Looks hard to guess'],
])('says of the new password %j: %j', async (password, verdict) => {
  await open(
    <SignUpPasswordPage
      frame={frame}
      action='/next'
      email={email}
      changeEmailUrl='/sign-up'
      policy={{ minimumLength: 10, minimumStrength: 3 }}
    />,
  )
  await page.getByLabel('Password', { exact: true }).fill(password)
  expect(await page.getByRole('status').textContent()).toBe(verdict)
})

it('copies the value that an error is about', async () => {
  await open(
    <ErrorPage
      frame={frame}
      status={400}
      title='This sign-in cannot start'
      message='The address is not registered.'
      nextSteps={[]}
      detail='http://localhost:3000/callback'
      requestId='01JZ8Q5K3V7WB0T4M9N2XEYRCD'
    />,
  )
  await page.getByRole('button', { name: 'Copy the value' }).click()
  await page.getByRole('button', { name: 'Copied the value' }).waitFor()
  const copied = await page.evaluate('navigator.clipboard.readText()')
  expect(copied).toBe('http://localhost:3000/callback')
})

it('offers nothing that needs a script where scripts are off', async () => {
  await page.context().close()
  page = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
  await open(codePage)
  await page.getByLabel('Code').fill('048 291')
  expect(sent).toEqual([])
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect.poll(() => sent).toEqual(['code=048+291'])
  await open(
    <SignUpPasswordPage
      frame={frame}
      action='/next'
      email={email}
      changeEmailUrl='/sign-up'
      policy={{ minimumLength: 10, minimumStrength: 3 }}
    />,
  )
  expect(await page.getByRole('button').allTextContents()).toEqual(['Continue'])
  expect(await page.locator('.ak-strength').isVisible()).toBe(false)
})
