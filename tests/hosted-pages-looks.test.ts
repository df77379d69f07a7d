import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expectGoodLooks } from './accessibility.ts'
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

/** Every page in every state, on the narrowest phone, light and dark, under the rules of axe. */
describe('the looks of the hosted pages', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await prepareStage()
  })
  afterEach(() => stage.closeBrowsers())
  afterAll(() => stage?.stop())

  const look = (page: Page, name: string) =>
    expectGoodLooks(page, `hosted ${name}`, { widths: [360] })
  let page: Page
  beforeEach(async () => {
    page = await stage.openBrowser()
  })

  test('signing in looks good at every step and with every refusal', async () => {
    const email = await stage.createPerson()
    await openSignIn(page, stage.example.url)
    await look(page, 'sign-in')
    await enterEmail(page, 'nobody')
    await showsProblem(page, 'Enter an email address')
    await look(page, 'sign-in refused')
    await enterEmail(page, email)
    await showsHeading(page, 'Enter your password')
    await look(page, 'sign-in password')
    await enterPassword(page, 'not the password')
    await showsProblem(page, 'is wrong')
    await look(page, 'sign-in password refused')
    for (let attempts = 1; attempts <= 9; attempts++) {
      await Promise.all([page.waitForNavigation(), enterPassword(page, 'not the password')])
    }
    await enterPassword(page)
    await showsProblem(page, 'That was tried too often.')
    await look(page, 'sign-in too many attempts')
  })

  test('signing up looks good at every step and with every refusal', async () => {
    const email = newEmail()
    await openSignUp(page, stage.example.url)
    await look(page, 'sign-up')
    await enterEmail(page, 'nobody')
    await showsProblem(page, 'Enter an email address')
    await look(page, 'sign-up refused')
    await enterEmail(page, email)
    await showsHeading(page, 'Choose a password')
    await look(page, 'sign-up password')
    await chooseNewPassword(page, 'password1234')
    await showsProblem(page, 'This password is known from data breaches.')
    await look(page, 'sign-up password refused')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByText('Looks hard to guess').waitFor()
    await page.getByRole('button', { name: 'Show password' }).click()
    await look(page, 'sign-up password shown and rated')
    await page.getByRole('button', { name: 'Continue' }).click()
    await showsHeading(page, 'Check your email')
    await look(page, 'email verification')
    await page.getByLabel('Code').fill('000000')
    await showsProblem(page, 'This code is not right.')
    await look(page, 'email verification refused')
    await page.getByRole('button', { name: 'Send a new code' }).click()
    await page.getByRole('status').filter({ hasText: 'A new code is on its way.' }).waitFor()
    await look(page, 'email verification sent again')
    // The application does not answer: the last page stays.
    await page.route(`${stage.example.url}/**`, (route) => route.fulfill({ status: 204 }))
    await page.getByLabel('Code').fill(await stage.codeMailedTo(email))
    await showsHeading(page, 'You are signed in')
    await look(page, 'redirect')
  })

  test('a new password looks good at every step and with every refusal', async () => {
    const email = await stage.createPerson()
    await openSignIn(page, stage.example.url)
    await enterEmail(page, email)
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await showsHeading(page, 'Reset your password')
    await look(page, 'reset request')
    await page.getByLabel('Email address').fill('nobody')
    await page.getByRole('button', { name: 'Send the link' }).click()
    await showsProblem(page, 'Enter an email address')
    await look(page, 'reset request refused')
    await page.getByLabel('Email address').fill(email)
    await page.getByRole('button', { name: 'Send the link' }).click()
    await showsHeading(page, 'Check your email')
    await look(page, 'reset sent')
    const link = await stage.linkMailedTo(email)
    await page.goto(link)
    await showsHeading(page, 'Choose a new password')
    await look(page, 'new password')
    await page.getByLabel('New password').fill('short')
    await page.getByRole('button', { name: 'Set new password' }).click()
    await showsProblem(page, 'Use 10 characters or more.')
    await look(page, 'new password refused')
    await page.getByLabel('New password').fill('another staple of the battery horse')
    await page.getByRole('button', { name: 'Set new password' }).click()
    await showsWelcome(page, email)
    await page.goto(link)
    await showsHeading(page, 'This link no longer works')
    await look(page, 'reset link used')
  })

  test('an authenticator app looks good being set up and being asked for, with every refusal', async () => {
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
      await look(page, 'mfa enrollment')
      const secret = await setupKeyOn(page)
      await page.getByLabel('Code that the app shows').fill('000000')
      await showsProblem(page, 'This code is not right.')
      await look(page, 'mfa enrollment refused')
      await page.getByLabel('Code that the app shows').fill(authenticatorCode(secret))
      await showsWelcome(page, email)

      const [first, second] = [await stage.openBrowser(), await stage.openBrowser()]
      for (const browser of [first, second]) {
        await openSignIn(browser, stage.example.url)
        await signIn(browser, email)
        await showsHeading(browser, 'Enter the code of your app')
      }
      await look(second, 'mfa verification')
      // One code in two browsers within its time, however long the looks took.
      const code = authenticatorCode(secret, 1)
      await first.getByLabel('Code').fill(code)
      await showsWelcome(first, email)
      await second.getByLabel('Code').fill(code)
      await showsProblem(second, 'This code was already used.')
      await look(second, 'mfa verification refused')
    } finally {
      await stage.owner.call('PUT', '/authentication_settings', settings)
    }
  })

  test('signing in on a device looks good at every step', async () => {
    const email = await stage.createPerson()
    await page.goto(`${stage.platform.url}/device`)
    await look(page, 'device')
    await page.getByLabel('Code').fill('BCDF')
    await page.getByRole('button', { name: 'Continue' }).click()
    await showsProblem(page, 'No device waits with this code.')
    await look(page, 'device refused')
    await page.goto((await stage.authorizeDevice()).verification_uri_complete)
    await look(page, 'device prefilled')
    await page.getByRole('button', { name: 'Continue' }).click()
    await signIn(page, email)
    await showsHeading(page, 'Is this your device?')
    await look(page, 'device confirm')
    await page.getByRole('button', { name: 'Deny' }).click()
    await showsHeading(page, 'The device was not signed in')
    await look(page, 'device denied')
    await page.goto((await stage.authorizeDevice()).verification_uri_complete)
    await page.getByRole('button', { name: 'Continue' }).click()
    await showsHeading(page, 'Is this your device?')
    await page.getByRole('button', { name: 'Approve' }).click()
    await showsHeading(page, 'Your device is signed in')
    await look(page, 'device success')
  })

  test('signing in with a code looks good at every step and with every refusal', async () => {
    const email = await stage.createPerson()
    await openSignIn(page, stage.example.url)
    await enterEmail(page, email)
    await page.getByRole('button', { name: 'Email me a code instead' }).click()
    await showsHeading(page, 'Check your email')
    await look(page, 'magic code')
    await page.getByLabel('Code').fill('000000')
    await showsProblem(page, 'This code is not right.')
    await look(page, 'magic code refused')
    await page.getByRole('button', { name: 'Send a new code' }).click()
    await page.getByRole('status').filter({ hasText: 'A new code is on its way.' }).waitFor()
    await look(page, 'magic code sent again')
    await expect.poll(async () => (await stage.platform.mailsTo(email)).length).toBe(2)
    await page.getByLabel('Code').fill(await stage.codeMailedTo(email))
    await showsWelcome(page, email)
  })

  test('an invitation looks good at every step, also when it no longer works', async () => {
    const email = newEmail()
    const invitation = await stage.platform.call('POST', '/user_management/invitations', { email })
    await page.goto(invitation.accept_invitation_url)
    await showsHeading(page, 'Join ')
    await look(page, 'invitation')
    await page.getByRole('link', { name: 'Create your account' }).click()
    await chooseNewPassword(page)
    await showsWelcome(page, email)
    await page.goto(invitation.accept_invitation_url)
    await showsHeading(page, 'This invitation no longer works')
    await look(page, 'invitation accepted')
  })

  test('choosing an organization looks good, also where the one asked for is not theirs', async () => {
    const email = await stage.createPerson()
    const [user] = (await stage.platform.call('GET', `/user_management/users?email=${email}`)).data
    for (const name of ['Analytical Engines', 'Difference Engines']) {
      const { id } = await stage.platform.call('POST', '/organizations', { name })
      await stage.platform.call('POST', '/user_management/organization_memberships', {
        user_id: user.id,
        organization_id: id,
      })
    }
    await openSignIn(page, stage.example.url)
    await signIn(page, email)
    await page.getByRole('button', { name: 'Analytical Engines' }).waitFor()
    await look(page, 'organization selection')
    const other = await stage.platform.call('POST', '/organizations', { name: 'Elsewhere' })
    const refused = await stage.openBrowser()
    await refused.goto(stage.authorizeUrl({ organization_id: other.id }))
    await signIn(refused, email)
    await refused.getByRole('button', { name: 'Analytical Engines' }).waitFor()
    await look(refused, 'organization selection refused')
  })

  test('an invitation to an organization names it and who invites', async () => {
    const inviter = await stage.createPerson()
    const [user] = (await stage.platform.call('GET', `/user_management/users?email=${inviter}`))
      .data
    await stage.platform.call('PUT', `/user_management/users/${user.id}`, { first_name: 'Grace' })
    const { id } = await stage.platform.call('POST', '/organizations', {
      name: 'Difference Engines',
    })
    const invitation = await stage.platform.call('POST', '/user_management/invitations', {
      email: newEmail(),
      organization_id: id,
      inviter_user_id: user.id,
    })
    await page.goto(invitation.accept_invitation_url)
    await showsHeading(page, 'Join Difference Engines')
    await page.getByText('Grace invites you').waitFor()
    await look(page, 'invitation to an organization')
  })

  test('a sign-up that asks for names looks good, also when all of it is refused', async () => {
    const settings = await stage.owner.call('GET', '/authentication_settings')
    const asking = { ...settings, sign_up_names_required: true }
    await stage.owner.call('PUT', '/authentication_settings', asking)
    try {
      await openSignUp(page, stage.example.url)
      await look(page, 'sign-up names')
      await page.getByRole('button', { name: 'Continue' }).click()
      await showsProblem(page, 'Enter your first name.')
      await look(page, 'sign-up names refused')
    } finally {
      await stage.owner.call('PUT', '/authentication_settings', settings)
    }
  })

  test('signing a terminal in looks good at every step', async () => {
    const { page: ownPage } = stage.owner
    const begin = () =>
      stage.platform.call('POST', '/latchkey/cli_sign_ins', { host_name: 'adas-laptop.local' })
    await ownPage.goto(`${stage.platform.url}/dashboard/cli`)
    await look(ownPage, 'terminal')
    await ownPage.getByLabel('Code').fill('BCDF')
    await ownPage.getByRole('button', { name: 'Continue' }).click()
    await showsProblem(ownPage, 'No terminal waits with this code.')
    await look(ownPage, 'terminal refused')
    await ownPage.goto((await begin()).verification_uri_complete)
    await showsHeading(ownPage, 'Is this your terminal?')
    await look(ownPage, 'terminal confirm')
    await ownPage.getByRole('button', { name: 'Deny' }).click()
    await showsHeading(ownPage, 'The terminal was not signed in')
    await look(ownPage, 'terminal denied')
    await ownPage.goto((await begin()).verification_uri_complete)
    await ownPage.getByRole('button', { name: 'Approve' }).click()
    await showsHeading(ownPage, 'Your terminal is signed in')
    await look(ownPage, 'terminal done')
  })

  test('a name from the right to the left leaves the sentence around it in its order', async () => {
    const inviter = await stage.createPerson()
    const { call } = stage.platform
    const [user] = (await call('GET', `/user_management/users?email=${inviter}`)).data
    await call('PUT', `/user_management/users/${user.id}`, { first_name: 'عائشة' })
    const { id } = await call('POST', '/organizations', { name: 'شركة المحركات' })
    const invitation = await call('POST', '/user_management/invitations', {
      email: newEmail(),
      organization_id: id,
      inviter_user_id: user.id,
    })
    await page.goto(invitation.accept_invitation_url)
    await showsHeading(page, 'شركة المحركات')
    const isolated = page.locator('.ak-lead bdi')
    expect((await isolated.allTextContents()).slice(0, 2)).toEqual(['عائشة', 'شركة المحركات'])
    await look(page, 'invitation from right to left')
  })

  test('sign-up that is closed looks good and is not offered', async () => {
    const settings = await stage.owner.call('GET', '/authentication_settings')
    await stage.owner.call('PUT', '/authentication_settings', {
      ...settings,
      sign_up_enabled: false,
    })
    try {
      await openSignIn(page, stage.example.url)
      await showsHeading(page, 'Sign in')
      expect(await page.getByRole('link', { name: 'Sign up' }).count()).toBe(0)
      await page.goto(stage.authorizeUrl({ screen_hint: 'sign-up' }))
      await showsHeading(page, 'Sign-up is closed')
      await look(page, 'sign-up closed')
    } finally {
      await stage.owner.call('PUT', '/authentication_settings', settings)
    }
  })

  test.each([
    ['unknown client', () => stage.authorizeUrl({ client_id: 'client_unknown' })],
    [
      'unregistered redirect URI',
      () => stage.authorizeUrl({ redirect_uri: 'http://localhost:1/x' }),
    ],
    ['no such page', () => `${stage.platform.url}/no-such-page`],
    ['page of no application', () => `${stage.platform.url}/sign-in`],
    ['unknown reset link', () => `${stage.platform.url}/reset-password?token=unknown`],
    [
      'unknown session signed out',
      () => `${stage.platform.url}/user_management/sessions/logout?session_id=session_unknown`,
    ],
  ])('the page for this looks good: %s', async (name, address) => {
    const response = await page.goto(address())
    expect(new URL(page.url()).origin).toBe(stage.platform.url)
    expect(response?.headers()['content-type']).toContain('text/html')
    await look(page, name)
  })

  test('signing out to an address that is not registered ends the session and says so', async () => {
    const email = await stage.createPerson()
    const { user, access_token } = await stage.platform.call(
      'POST',
      '/user_management/authenticate',
      {
        client_id: stage.platform.clientId,
        client_secret: stage.platform.apiKey,
        grant_type: 'password',
        email,
        password,
      },
    )
    const { sid } = JSON.parse(Buffer.from(access_token.split('.')[1], 'base64url').toString())
    const query = new URLSearchParams({
      session_id: sid,
      return_to: 'https://elsewhere.example/',
    })
    await page.goto(`${stage.platform.url}/user_management/sessions/logout?${query}`)
    await showsHeading(page, 'You are signed out')
    await page.getByText('https://elsewhere.example/').waitFor()
    await look(page, 'sign-out to an unregistered address')
    const path = `/user_management/users/${user.id}/sessions`
    expect((await stage.platform.call('GET', path)).data).toEqual([])
  })
})
