import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openSignIn, openSignUp, password, showsHeading, showsWelcome } from './hosted-forms.ts'
import { newEmail, prepareStage, type Stage } from './stage.ts'

/** Whoever has no mouse: tab by tab, Enter, and a focus that is seen and starts where it should. */
describe('the hosted pages by keyboard alone', () => {
  let stage: Stage
  let page: Page
  beforeAll(async () => {
    stage = await prepareStage()
  })
  beforeEach(async () => {
    page = await stage.openBrowser()
  })
  afterEach(() => stage.closeBrowsers())
  afterAll(() => stage?.stop())

  const type = (text: string) => page.keyboard.type(text)
  const press = (key: string) => page.keyboard.press(key)

  /** What has the focus, as people call it, and whether they see that it has. */
  const focused = () =>
    page.evaluate(() => {
      const element = document.activeElement as HTMLElement & { labels?: NodeListOf<HTMLElement> }
      const style = getComputedStyle(element)
      const isSeen = style.outlineStyle !== 'none' || style.boxShadow !== 'none'
      const name =
        element.labels?.[0]?.textContent ?? element.getAttribute('aria-label') ?? element.innerText
      return { name: name.trim(), isSeen }
    })

  /** Goes through everything that can have the focus, from where it is, and wraps round once. */
  async function walk(): Promise<string[]> {
    const names: string[] = []
    for (let steps = 0; steps < 20; steps++) {
      const { name, isSeen } = await focused()
      if (names.includes(name) || (await isAtBody())) break
      expect({ name, isSeen }).toEqual({ name, isSeen: true })
      names.push(name)
      await press('Tab')
    }
    return names
  }
  const isAtBody = () => page.evaluate(() => document.activeElement === document.body)

  test('a sign-in begins in its field, goes on with Enter and leaves out no link', async () => {
    const email = await stage.createPerson()
    await openSignIn(page, stage.example.url)
    await showsHeading(page, 'Sign in')
    expect((await walk()).slice(0, 3)).toEqual(['Email address', 'Continue', 'Sign up'])
    await page.getByLabel('Email address').focus()
    await type(email)
    await press('Enter')
    await showsHeading(page, 'Enter your password')
    const order = await walk()
    expect(order[0]).toBe('Password')
    expect(order.indexOf('Sign in')).toBeGreaterThan(0)
    expect(order).toContain('Forgot your password?')
    await page.getByLabel('Password', { exact: true }).focus()
    await type(password)
    await press('Enter')
    await showsWelcome(page, email)
  })

  test('a refusal brings the focus to the field that it is about', async () => {
    await openSignIn(page, stage.example.url)
    await type('nobody')
    await press('Enter')
    await page.getByRole('alert').waitFor()
    expect(await focused()).toEqual({ name: 'Email address', isSeen: true })
    await press('Control+A')
    await type(await stage.createPerson())
    await press('Enter')
    await showsHeading(page, 'Enter your password')
    await type('not the password')
    await press('Enter')
    await page.getByRole('alert').waitFor()
    expect(await focused()).toEqual({ name: 'Password', isSeen: true })
  })

  test('a sign-up is finished without leaving the keyboard', async () => {
    const email = newEmail()
    await openSignUp(page, stage.example.url)
    await type(email)
    await press('Enter')
    await showsHeading(page, 'Choose a password')
    expect((await walk())[0]).toBe('Password')
    await page.getByLabel('Password', { exact: true }).focus()
    await type(password)
    await press('Enter')
    await showsHeading(page, 'Check your email')
    expect((await focused()).name).toContain('Code')
    await type(await stage.codeMailedTo(email))
    await showsWelcome(page, email)
  })

  test('a device is decided about with Tab and Enter, and by no Enter too many', async () => {
    const email = await stage.createPerson()
    await page.goto((await stage.authorizeDevice()).verification_uri_complete)
    await page.getByLabel('Code').focus()
    await press('Enter')
    await showsHeading(page, 'Sign in')
    await type(email)
    await press('Enter')
    await showsHeading(page, 'Enter your password')
    await type(password)
    await press('Enter')
    await showsHeading(page, 'Is this your device?')
    // Nothing is chosen beforehand: Enter alone approves nothing.
    await press('Enter')
    await showsHeading(page, 'Is this your device?')
    await press('Tab')
    expect(await walk()).toEqual(['Use another account', 'Approve', 'Deny'])
    await page.getByRole('button', { name: 'Deny' }).focus()
    await press('Enter')
    await showsHeading(page, 'The device was not signed in')
  })
})
