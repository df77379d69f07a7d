import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  authenticatorCode,
  chooseNewPassword,
  enterEmail,
  enterPassword,
  openSignIn,
  openSignUp,
  password,
  setupKeyOn,
  showsHeading,
  showsProblem,
  showsWelcome,
  signIn,
} from './hosted-forms.ts'
import { newEmail, prepareStage, type Stage } from './stage.ts'

describe('the hosted pages', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await prepareStage()
  })
  afterEach(() => stage.closeBrowsers())
  afterAll(() => stage?.stop())

  describe('with JavaScript off', () => {
    let page: Page
    beforeEach(async () => {
      page = await stage.openBrowser({ javaScriptEnabled: false })
    })
    const enterCode = async (code: string) => {
      await page.getByLabel('Code').fill(code)
      await page.getByRole('button', { name: 'Continue' }).click()
    }

    test('people sign up, verify their address and arrive at the application', async () => {
      const email = newEmail()
      await openSignUp(page, stage.example.url)
      await enterEmail(page, email)
      await chooseNewPassword(page)
      await showsHeading(page, 'Check your email')
      await enterCode(await stage.codeMailedTo(email))
      await showsWelcome(page, email)
    })

    test('people sign in', async () => {
      const email = await stage.createPerson()
      await openSignIn(page, stage.example.url)
      await signIn(page, email)
      await showsWelcome(page, email)
    })

    test('people who forgot their password choose a new one, and the old one is refused', async () => {
      const email = await stage.createPerson()
      await openSignIn(page, stage.example.url)
      await enterEmail(page, email)
      await page.getByRole('link', { name: 'Forgot your password?' }).click()
      await page.getByRole('button', { name: 'Send the link' }).click()
      await showsHeading(page, 'Check your email')
      const link = await stage.linkMailedTo(email)

      // In the same browser the sign-in goes on where it was.
      await page.goto(link)
      await showsHeading(page, 'Choose a new password')
      await page.getByLabel('New password').fill('another staple of the battery horse')
      await page.getByRole('button', { name: 'Set new password' }).click()
      await showsWelcome(page, email)

      const again = await stage.openBrowser({ javaScriptEnabled: false })
      await openSignIn(again, stage.example.url)
      await signIn(again, email)
      await showsProblem(again, 'The email address or the password is wrong.')
      await enterPassword(again, 'another staple of the battery horse')
      await showsWelcome(again, email)
    })

    test('people set up an authenticator app where one is required, and sign in with its codes', async () => {
      const settings = await stage.owner.call('GET', '/authentication_settings')
      await stage.owner.call('PUT', '/authentication_settings', {
        ...settings,
        mfa_policy: 'required',
      })
      try {
        const email = await stage.createPerson()
        await openSignIn(page, stage.example.url)
        await signIn(page, email)
        await showsHeading(page, 'Set up your authenticator app')
        const secret = await setupKeyOn(page)
        await page.getByLabel('Code that the app shows').fill(authenticatorCode(secret))
        await page.getByRole('button', { name: 'Continue' }).click()
        await showsWelcome(page, email)

        const again = await stage.openBrowser({ javaScriptEnabled: false })
        await openSignIn(again, stage.example.url)
        await signIn(again, email)
        await showsHeading(again, 'Enter the code of your app')
        await again.getByLabel('Code').fill(authenticatorCode(secret, 1))
        await again.getByRole('button', { name: 'Continue' }).click()
        await showsWelcome(again, email)
      } finally {
        await stage.owner.call('PUT', '/authentication_settings', settings)
      }
    })

    test('people sign in on a device by comparing its code and approving', async () => {
      const email = await stage.createPerson()
      const device = await stage.authorizeDevice()
      await page.goto(device.verification_uri_complete)
      await page.getByRole('button', { name: 'Continue' }).click()
      await signIn(page, email)
      await showsHeading(page, 'Is this your device?')
      await page.getByText(device.user_code).waitFor()
      await page.getByRole('button', { name: 'Approve' }).click()
      await showsHeading(page, 'Your device is signed in')
      const { user } = await stage.platform.call('POST', '/user_management/authenticate', {
        client_id: stage.platform.clientId,
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        device_code: device.device_code,
      })
      expect(user.email).toBe(email)
    })

    test('people accept an invitation', async () => {
      const email = newEmail()
      const path = '/user_management/invitations'
      const invitation = await stage.platform.call('POST', path, { email })
      await page.goto(invitation.accept_invitation_url)
      await page.getByRole('link', { name: 'Create your account' }).click()
      await chooseNewPassword(page)
      await showsWelcome(page, email)
    })

    test('people choose an organization', async () => {
      const email = await stage.createPerson()
      const { call } = stage.platform
      const [user] = (await call('GET', `/user_management/users?email=${email}`)).data
      for (const name of ['Analytical Engines', 'Difference Engines']) {
        const { id } = await call('POST', '/organizations', { name })
        const membership = { user_id: user.id, organization_id: id }
        await call('POST', '/user_management/organization_memberships', membership)
      }
      await openSignIn(page, stage.example.url)
      await signIn(page, email)
      await page.getByRole('button', { name: 'Difference Engines' }).click()
      await showsWelcome(page, email)
    })

    test('people sign in with a code that is mailed to them', async () => {
      const email = await stage.createPerson()
      await openSignIn(page, stage.example.url)
      await enterEmail(page, email)
      await page.getByRole('button', { name: 'Email me a code instead' }).click()
      await showsHeading(page, 'Check your email')
      await expect.poll(() => stage.codeMailedTo(email)).toBeTruthy()
      await page.getByLabel('Code').fill(await stage.codeMailedTo(email))
      await page.getByRole('button', { name: 'Sign in' }).click()
      await showsWelcome(page, email)
    })

    test('an address that is none is refused at its field and can be corrected', async () => {
      await openSignIn(page, stage.example.url)
      await enterEmail(page, 'ada at example')
      await showsProblem(page, 'Enter an email address')
      const field = page.getByLabel('Email address')
      expect(await field.inputValue()).toBe('ada at example')
      expect(await field.getAttribute('aria-invalid')).toBe('true')
      expect(await page.title()).toMatch(/^Error:/)
      await enterEmail(page, await stage.createPerson())
      await showsHeading(page, 'Enter your password')
    })

    test('a wrong password and an unknown address are told the same', async () => {
      const refusals: string[] = []
      for (const email of [await stage.createPerson(), newEmail()]) {
        await openSignIn(page, stage.example.url)
        await signIn(page, email, 'not the password')
        await showsProblem(page, 'The email address or the password is wrong.')
        refusals.push(((await page.locator('main').textContent()) ?? '').replace(email, '…'))
      }
      expect(refusals[0]).toBe(refusals[1])
    })

    test('a password that is too short or too easy is refused with the reason', async () => {
      await openSignUp(page, stage.example.url)
      await enterEmail(page, newEmail())
      await chooseNewPassword(page, 'short')
      await showsProblem(page, 'Use 10 characters or more.')
      await chooseNewPassword(page, 'password1234')
      await showsProblem(page, 'This password is known from data breaches.')
      await showsHeading(page, 'Choose a password')
    })

    test('a wrong code is refused, and a new one can be sent', async () => {
      const email = newEmail()
      await openSignUp(page, stage.example.url)
      await enterEmail(page, email)
      await chooseNewPassword(page)
      await showsHeading(page, 'Check your email')
      const first = await stage.codeMailedTo(email)
      await enterCode(String((Number(first) + 1) % 1_000_000).padStart(6, '0'))
      await showsProblem(page, 'This code is not right.')
      await page.getByRole('button', { name: 'Send a new code' }).click()
      await page.getByRole('status').filter({ hasText: 'A new code is on its way.' }).waitFor()
      const second = await stage.codeMailedTo(email)
      expect(second).not.toBe(first)
      await enterCode(first)
      await showsProblem(page, /code/)
      await enterCode(second)
      await showsWelcome(page, email)
    })
  })

  describe('with the keyboard only', () => {
    const focusedName = (page: Page) =>
      page.evaluate(() => {
        const { activeElement: element } = document
        const label = element instanceof HTMLInputElement ? element.labels?.[0] : element
        return label?.textContent?.trim() ?? ''
      })
    /** Moves on until this has the focus; every stop on the way must show that it has it. */
    const tabTo = async (page: Page, name: string) => {
      for (let stops = 0; stops < 20; stops++) {
        if ((await focusedName(page)) === name) return
        await page.keyboard.press('Tab')
        const isVisible = await page.evaluate(() => {
          const style = getComputedStyle(document.activeElement as Element)
          return style.outlineStyle !== 'none' || style.boxShadow !== 'none'
        })
        expect(isVisible, `The focus on "${await focusedName(page)}" can be seen`).toBe(true)
      }
      throw new Error(`"${name}" cannot be reached with the Tab key.`)
    }

    test('people sign up, verify their address, sign out and sign in again', async () => {
      const page = await stage.openBrowser()
      const email = newEmail()
      await openSignIn(page, stage.example.url)
      await tabTo(page, 'Sign up')
      await page.keyboard.press('Enter')
      await showsHeading(page, 'Sign up')
      // Every page begins in its first field.
      expect(await focusedName(page)).toBe('Email address')
      await page.keyboard.type(email)
      await page.keyboard.press('Enter')
      await showsHeading(page, 'Choose a password')
      expect(await focusedName(page)).toBe('Password')
      await page.keyboard.type(password)
      await page.keyboard.press('Enter')
      await showsHeading(page, 'Check your email')
      expect(await focusedName(page)).toBe('Code')
      await page.keyboard.type(await stage.codeMailedTo(email))
      await showsWelcome(page, email)

      await tabTo(page, 'Sign out')
      await page.keyboard.press('Enter')
      await page.getByText('Welcome').waitFor({ state: 'detached' })
      await tabTo(page, 'Sign in')
      await page.keyboard.press('Enter')
      await showsHeading(page, 'Sign in')
      await page.keyboard.type(email)
      await page.keyboard.press('Enter')
      await showsHeading(page, 'Enter your password')
      await page.keyboard.type(password)
      await page.keyboard.press('Enter')
      await showsWelcome(page, email)
    })
  })

  describe('where a sign-in begins', () => {
    /** Which addresses a page visits from now on, without what stands behind the "?". */
    const follow = (page: Page) => {
      const visited: string[] = []
      page.on('request', (request) => {
        if (request.isNavigationRequest()) visited.push(request.url().split('?')[0] as string)
      })
      return visited
    }

    test('a password-reset link opened in a fresh browser goes by the application and comes back to the new password', async () => {
      const email = await stage.createPerson()
      await stage.platform.call('POST', '/user_management/password_reset', { email })
      const link = await stage.linkMailedTo(email)
      const page = await stage.openBrowser()
      const visited = follow(page)
      await page.goto(link)
      await showsHeading(page, 'Choose a new password')
      expect(visited).toEqual([
        `${stage.platform.url}/reset-password`,
        `${stage.platform.url}/user_management/initiate_login`,
        `${stage.example.url}/login`,
        `${stage.platform.url}/user_management/authorize`,
        `${stage.platform.url}/reset-password`,
      ])
      await page.getByText(email).first().waitFor()
      await page.getByLabel('New password').fill('another staple of the battery horse')
      await page.getByRole('button', { name: 'Set new password' }).click()
      await showsWelcome(page, email)

      const second = await stage.openBrowser()
      await second.goto(link)
      await showsHeading(second, 'This link no longer works')
    })

    test.each(['/sign-in', '/sign-in/password', '/sign-up', '/email-verification'])(
      'a bookmarked %s begins at the application’s sign-in endpoint',
      async (path) => {
        const page = await stage.openBrowser()
        const visited = follow(page)
        await page.goto(`${stage.platform.url}${path}?client_id=${stage.platform.clientId}`)
        await showsHeading(page, 'Sign in')
        expect(visited).toEqual([
          `${stage.platform.url}${path}`,
          `${stage.platform.url}/user_management/initiate_login`,
          `${stage.example.url}/login`,
          `${stage.platform.url}/user_management/authorize`,
          `${stage.platform.url}/sign-in`,
        ])
      },
    )

    test('a page that waited for longer than an hour begins anew at the application', async () => {
      const email = await stage.createPerson()
      const page = await stage.openBrowser()
      await openSignIn(page, stage.example.url)
      await enterEmail(page, email)
      await showsHeading(page, 'Enter your password')
      await stage.platform.advanceClock(3_601)
      const visited = follow(page)
      await enterPassword(page)
      await showsHeading(page, 'Sign in')
      expect(visited).toContain(`${stage.example.url}/login`)
      await signIn(page, email)
      await showsWelcome(page, email)
    })

    test('the address of a page says nothing to another browser', async () => {
      const page = await stage.openBrowser()
      await openSignIn(page, stage.example.url)
      await enterEmail(page, newEmail())
      await showsHeading(page, 'Enter your password')
      const other = await stage.openBrowser()
      await other.goto(page.url())
      await showsHeading(other, 'Sign in')
      expect(await other.getByLabel('Email address').inputValue()).toBe('')
    })

    test('a browser that is signed in is not asked again', async () => {
      const email = await stage.createPerson()
      const page = await stage.openBrowser()
      await openSignIn(page, stage.example.url)
      await signIn(page, email)
      await showsWelcome(page, email)
      const visited = follow(page)
      await openSignIn(page, stage.example.url)
      await showsWelcome(page, email)
      expect(visited).toEqual([
        `${stage.example.url}/login`,
        `${stage.platform.url}/user_management/authorize`,
        `${stage.example.url}/callback`,
        `${stage.example.url}/`,
      ])
    })

    test.each<Record<string, string>>([
      { prompt: 'login' },
      { max_age: '0' },
      { screen_hint: 'sign-up' },
    ])('a browser that is signed in is asked again with %j', async (parameters) => {
      const email = await stage.createPerson()
      const page = await stage.openBrowser()
      await openSignIn(page, stage.example.url)
      await signIn(page, email)
      await showsWelcome(page, email)
      await page.goto(stage.authorizeUrl(parameters))
      await showsHeading(page, parameters.screen_hint ? 'Sign up' : 'Sign in')
      expect(new URL(page.url()).origin).toBe(stage.platform.url)
    })
  })
})
