import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  authenticatorCode,
  openSignIn,
  openSignUp,
  password,
  setupKeyOn,
  showsHeading,
  showsWelcome,
  signIn,
} from './hosted-forms.ts'
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
      // The input of a code lies over the boxes that are drawn for its digits, and they show it.
      const boxes = element.closest('.ak-code')?.querySelectorAll('.ak-code-cell') ?? []
      const isSeen =
        style.outlineStyle !== 'none' ||
        style.boxShadow !== 'none' ||
        [...boxes].some((box) => getComputedStyle(box).borderTopWidth === '2px')
      const name =
        element.labels?.[0]?.textContent ?? element.getAttribute('aria-label') ?? element.innerText
      return { name: name.trim().replaceAll(/\s+/g, ' '), isSeen }
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
  /** A browser gives the focus only with the first picture of a page, which may be after its load. */
  const startsIn = (label: string) =>
    page.getByLabel(label, { exact: true }).and(page.locator(':focus')).waitFor()
  const isAtBody = () => page.evaluate(() => document.activeElement === document.body)

  test('a sign-in begins in its field, goes on with Enter and leaves out no link', async () => {
    const email = await stage.createPerson()
    await openSignIn(page, stage.example.url)
    await showsHeading(page, 'Sign in')
    await startsIn('Email address')
    expect((await walk()).slice(0, 3)).toEqual(['Email address', 'Continue', 'Sign up'])
    await page.getByLabel('Email address').focus()
    await type(email)
    await press('Enter')
    await showsHeading(page, 'Enter your password')
    await startsIn('Password')
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
    await startsIn('Email address')
    await type('nobody')
    await press('Enter')
    await page.getByRole('alert').waitFor()
    await startsIn('Email address')
    expect(await focused()).toEqual({ name: 'Email address', isSeen: true })
    await press('Control+A')
    await type(await stage.createPerson())
    await press('Enter')
    await showsHeading(page, 'Enter your password')
    await startsIn('Password')
    await type('not the password')
    await press('Enter')
    await page.getByRole('alert').waitFor()
    await startsIn('Password')
    expect(await focused()).toEqual({ name: 'Password', isSeen: true })
  })

  test('a sign-up is finished without leaving the keyboard', async () => {
    const email = newEmail()
    await openSignUp(page, stage.example.url)
    await startsIn('Email address')
    await type(email)
    await press('Enter')
    await showsHeading(page, 'Choose a password')
    await startsIn('Password')
    expect((await walk())[0]).toBe('Password')
    await page.getByLabel('Password', { exact: true }).focus()
    await type(password)
    await press('Enter')
    await showsHeading(page, 'Check your email')
    await startsIn('Code')
    await type(await stage.codeMailedTo(email))
    await showsWelcome(page, email)
  })

  test('a device is decided about with Tab and Enter, and by no Enter too many', async () => {
    const email = await stage.createPerson()
    await page.goto((await stage.authorizeDevice()).verification_uri_complete)
    await page.getByLabel('Code').focus()
    await press('Enter')
    await showsHeading(page, 'Sign in')
    await startsIn('Email address')
    await type(email)
    await press('Enter')
    await showsHeading(page, 'Enter your password')
    await startsIn('Password')
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

  test('an authenticator app is set up and asked for without leaving the keyboard', async () => {
    const settings = await stage.owner.call('GET', '/authentication_settings')
    const required = { ...settings, mfa_policy: 'required' }
    await stage.owner.call('PUT', '/authentication_settings', required)
    try {
      const email = await stage.createPerson()
      await openSignIn(page, stage.example.url)
      await signIn(page, email)
      await showsHeading(page, 'Set up your authenticator app')
      await startsIn('Code that the app shows')
      // The code first: whoever scans the picture comes back with nothing else to do.
      expect(await walk()).toEqual(['Code that the app shows', 'Continue'])
      await page.getByRole('button', { name: 'Copy the setup key' }).focus()
      expect((await focused()).isSeen).toBe(true)
      const secret = await setupKeyOn(page)
      await page.getByLabel('Code that the app shows').focus()
      await type('000000')
      await page.getByRole('alert').waitFor()
      await startsIn('Code that the app shows')
      await type(authenticatorCode(secret))
      await showsWelcome(page, email)

      const again = await stage.openBrowser()
      await openSignIn(again, stage.example.url)
      await signIn(again, email)
      await showsHeading(again, 'Enter the code of your app')
      page = again
      await startsIn('Code')
      await type(authenticatorCode(secret, 1))
      await showsWelcome(page, email)
    } finally {
      await stage.owner.call('PUT', '/authentication_settings', settings)
    }
  })

  test('a forgotten password is replaced without leaving the keyboard', async () => {
    const email = await stage.createPerson()
    await openSignIn(page, stage.example.url)
    await startsIn('Email address')
    await type(email)
    await press('Enter')
    await showsHeading(page, 'Enter your password')
    await page.getByRole('link', { name: 'Forgot your password?' }).focus()
    await press('Enter')
    await showsHeading(page, 'Reset your password')
    await startsIn('Email address')
    expect(await walk()).toEqual(['Email address', 'Send the link', 'Back to sign in'])
    await page.getByLabel('Email address').focus()
    await press('Enter')
    await showsHeading(page, 'Check your email')
    await press('Tab')
    expect(await walk()).toEqual(['Open the inbox', 'Send another link', 'Back to sign in'])
    await page.goto(await stage.linkMailedTo(email))
    await showsHeading(page, 'Choose a new password')
    await startsIn('New password')
    expect(await walk()).toEqual(['New password', 'Show password', 'Set new password'])
    await page.getByLabel('New password').focus()
    await type('short')
    await press('Enter')
    await page.getByRole('alert').waitFor()
    await startsIn('New password')
    expect(await focused()).toEqual({ name: 'New password', isSeen: true })
    await type('another staple of the battery horse')
    await press('Enter')
    await showsWelcome(page, email)
  })

  test('an invitation is read before anything is done, and accepted with Tab and Enter', async () => {
    const email = newEmail()
    const invitation = await stage.platform.call('POST', '/user_management/invitations', { email })
    await page.goto(invitation.accept_invitation_url)
    await showsHeading(page, 'Join ')
    await press('Enter')
    await showsHeading(page, 'Join ')
    await press('Tab')
    expect(await walk()).toEqual(['Create your account', 'Sign in without the invitation'])
    await page.getByRole('link', { name: 'Create your account' }).focus()
    await press('Enter')
    await showsHeading(page, 'Choose a password')
    await startsIn('Password')
    await type(password)
    await press('Enter')
    await showsWelcome(page, email)
  })

  test('an organization is chosen with Tab and Enter, and by no Enter too many', async () => {
    const email = await stage.createPerson()
    const [user] = (await stage.platform.call('GET', `/user_management/users?email=${email}`)).data
    for (const name of ['Analytical Engines', 'Difference Engines']) {
      const { id } = await stage.platform.call('POST', '/organizations', { name })
      const membership = { user_id: user.id, organization_id: id }
      await stage.platform.call('POST', '/user_management/organization_memberships', membership)
    }
    await openSignIn(page, stage.example.url)
    await signIn(page, email)
    await showsHeading(page, 'Choose an organization')
    await press('Enter')
    await showsHeading(page, 'Choose an organization')
    await press('Tab')
    const organizations = ['Analytical Engines', 'Difference Engines']
    expect(await walk()).toEqual(['Use another account', ...organizations])
    await page.getByRole('button', { name: 'Difference Engines' }).focus()
    await press('Enter')
    await showsWelcome(page, email)
  })
})
