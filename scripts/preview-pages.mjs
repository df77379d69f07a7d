/**
 * Draws every hosted page and mail, in every state worth a look, and checks each with axe and under
 * the content security policy of the real pages.
 *
 *   npx tsx --tsconfig packages/server/tsconfig.json scripts/preview-pages.mjs [--out <folder>] [--only <part of a name>] [--mode <mode>]
 *
 * Modes: light and dark at 390 and 1280 pixels (all by default), `narrow` (320 pixels),
 * `forced-colors`. Ends with 1 when a page violates an accessibility rule or logs an error.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import { createElement } from 'react'
import { launchBrowser } from '../tests/browser.ts'

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: 'preview' },
    only: { type: 'string', default: '' },
    mode: { type: 'string', default: '' },
  },
})

const source = new URL('../packages/server/src/', import.meta.url)
// Not a real host: every request is answered from here. Its scheme is what clipboards ask for.
const origin = 'https://latchkey.preview'

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' https: data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

const modes = {
  'light-390': { viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  'dark-390': { viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  'light-1280': { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  'dark-1280': { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
}
const furtherModes = {
  narrow: { viewport: { width: 320, height: 640 }, colorScheme: 'light' },
  'forced-colors': {
    viewport: { width: 1280, height: 800 },
    colorScheme: 'dark',
    forcedColors: 'active',
  },
}

const assets = { stylesheet: '/pages.css', script: '/pages.js', icon: '/icon.svg' }
const frame = {
  assets,
  applicationName: 'Tidewater',
  homepageUrl: 'https://tidewater.example',
  environment: 'staging',
}
const longFrame = {
  ...frame,
  applicationName:
    'The Unabridged Municipal Waterworks, Drainage and Lighthouse Administration of Upper Tidewater-Rothenbaumchaussee',
}
const ownFrame = { assets, applicationName: 'Latchkey', iconUrl: '/icon.svg' }
const email = 'ada@tidewater.example'
const longEmail = `${'a-rather-long-mailbox-name-'.repeat(2)}x@${'subdomain.'.repeat(8)}tidewater.example`
const inboxUrl = '/dashboard/emails'
const policyOfPasswords = { minimumLength: 10, minimumStrength: 3 }
const requestId = '01JZ8Q5K3V7WB0T4M9N2XEYRCD'

const signIn = { frame, action: '/sign-in', signUpUrl: '/sign-up' }
const signInPassword = {
  frame,
  action: '/sign-in/password',
  email,
  changeEmailUrl: '/sign-in',
  forgotPasswordUrl: '/reset-password',
}
const signUp = { frame, action: '/sign-up', values: {}, requireNames: false, signInUrl: '/sign-in' }
const signUpPassword = {
  frame,
  action: '/sign-up/password',
  email,
  changeEmailUrl: '/sign-up',
  policy: policyOfPasswords,
}
const verification = {
  frame,
  action: '/email-verification',
  resendAction: '/email-verification/resend',
  cancelUrl: '/sign-in',
  email,
}
const selection = {
  frame,
  action: '/organization-selection',
  changeUserUrl: '/sign-in',
  email,
  organizations: [
    { id: 'org_1', name: 'Tidewater Shipping' },
    { id: 'org_2', name: 'Rothenbaum & Sons' },
    { id: 'org_3', name: longFrame.applicationName },
  ],
  isRefused: false,
  canGoBack: true,
}
const mfa = { frame, action: '/mfa', cancelUrl: '/sign-in' }
const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
const label = { issuer: 'Tidewater', user: email }
const { qrCodeOf, uriOf } = await import(new URL('features/authentication-factors/totp.ts', source))
const enrollment = { ...mfa, secret, qrCode: await qrCodeOf(uriOf(secret, label)) }
const wrongCode = {
  fields: { code: ['This code is not right. Enter the one that the app shows now.'] },
}
const device = { frame: { assets }, action: '/device', userCode: '' }
const deviceRequest = {
  frame,
  action: '/device/confirm',
  changeUserUrl: '/sign-in',
  email,
  userCode: 'BCDF-GHJK',
  ipAddress: '203.0.113.7',
  userAgent: 'tidewater-cli/2.4 (macOS 16)',
  organizationName: 'Difference Engines',
}
const invitation = {
  frame,
  email,
  hasAccount: false,
  continueUrl: '/sign-up/password',
  dismissAction: '/invite/dismiss',
}
const resetRequest = { frame, action: '/reset-password', signInUrl: '/sign-in' }
const resetSent = { frame, email, resendAction: '/reset-password', signInUrl: '/sign-in' }
const reset = { frame, action: '/reset-password?token=t', email, policy: policyOfPasswords }
const redirectRefused = {
  frame: { assets, environment: 'staging', applicationName: 'Tidewater' },
  status: 400,
  title: 'This sign-in cannot start',
  message: 'The application asked us to send you to an address that is not registered for it.',
  detail: 'http://localhost:3000/callback',
  nextSteps: [
    'Add it under Redirects in the dashboard, exactly as it stands here.',
    'Or correct the redirect URI in the application’s settings.',
  ],
  requestId,
}

const typing = (selector, text) => async (page) => {
  await page.locator(selector).fill('')
  await page.locator(selector).pressSequentially(text)
}

/** Name of the picture, component, its properties, and what to do on the page before looking. */
const pages = [
  ['organization-selection', 'OrganizationSelectionPage', selection],
  [
    'organization-selection-refused',
    'OrganizationSelectionPage',
    { ...selection, isRefused: true },
  ],
  [
    'organization-selection-none',
    'OrganizationSelectionPage',
    { ...selection, organizations: [], isRefused: true },
  ],
  ['sign-in', 'SignInPage', signIn],
  ['sign-in-own', 'SignInPage', { frame: ownFrame, action: '/sign-in' }],
  ['sign-in-long-name', 'SignInPage', { ...signIn, frame: longFrame }],
  [
    'sign-in-field-error',
    'SignInPage',
    { ...signIn, email: 'ada', errors: { fields: { email: ['Enter an email address.'] } } },
  ],
  [
    'sign-in-too-many',
    'SignInPage',
    {
      ...signIn,
      email,
      errors: { form: 'There were too many attempts. Wait a minute, then try again.' },
    },
  ],
  [
    'sign-in-sending',
    'SignInPage',
    { ...signIn, email },
    async (page) => {
      await page.getByRole('button', { name: 'Continue' }).click()
      await page.waitForTimeout(500)
    },
  ],
  ['sign-in-password', 'SignInPasswordPage', signInPassword],
  [
    'sign-in-password-error',
    'SignInPasswordPage',
    {
      ...signInPassword,
      errors: { form: 'The email address or the password is not right. Try again.' },
    },
  ],
  [
    'sign-in-password-shown',
    'SignInPasswordPage',
    { ...signInPassword, email: longEmail },
    async (page) => {
      await typing('#ak-password', 'lantern harbour gravel')(page)
      await page.locator('.ak-password-toggle').click()
    },
  ],
  ['sign-up', 'SignUpPage', signUp],
  ['sign-up-names', 'SignUpPage', { ...signUp, requireNames: true }],
  [
    'sign-up-names-errors',
    'SignUpPage',
    {
      ...signUp,
      requireNames: true,
      values: { lastName: 'Lovelace', email: 'ada@' },
      errors: {
        fields: {
          first_name: ['Enter your first name.'],
          email: ['Enter an email address, such as name@example.com.'],
        },
      },
    },
  ],
  ['sign-up-password', 'SignUpPasswordPage', signUpPassword],
  ['sign-up-password-short', 'SignUpPasswordPage', signUpPassword, typing('#ak-password', 'tide')],
  [
    'sign-up-password-strong',
    'SignUpPasswordPage',
    signUpPassword,
    typing('#ak-password', 'lantern harbour gravel 7'),
  ],
  [
    'sign-up-password-errors',
    'SignUpPasswordPage',
    {
      ...signUpPassword,
      errors: {
        fields: {
          password: [
            'This password is shorter than 10 characters.',
            'This password is easy to guess. Add another word or two.',
            'This password has appeared in a data leak. Choose another.',
          ],
        },
      },
    },
  ],
  ['email-verification', 'EmailVerificationPage', { ...verification, inboxUrl }],
  [
    'email-verification-typing',
    'EmailVerificationPage',
    { ...verification, email: longEmail },
    typing('#ak-code', '4829'),
  ],
  [
    'email-verification-complete',
    'EmailVerificationPage',
    verification,
    async (page) => {
      await typing('#ak-code', '482910')(page)
      await page.waitForTimeout(500)
    },
  ],
  [
    'email-verification-error',
    'EmailVerificationPage',
    { ...verification, errors: { fields: { code: ['This code has expired. Send a new one.'] } } },
  ],
  [
    'email-verification-resent',
    'EmailVerificationPage',
    { ...verification, notice: 'A new code is on its way. Earlier ones no longer work.', inboxUrl },
  ],
  ['mfa-enrollment', 'MfaEnrollmentPage', enrollment],
  ['mfa-enrollment-wrong', 'MfaEnrollmentPage', { ...enrollment, errors: wrongCode }],
  ['mfa-verification', 'MfaVerificationPage', { ...mfa, email }],
  ['mfa-verification-wrong', 'MfaVerificationPage', { ...mfa, email, errors: wrongCode }],
  ['mfa-verification-long', 'MfaVerificationPage', { ...mfa, frame: longFrame, email: longEmail }],
  ['device', 'DevicePage', device],
  ['device-prefilled', 'DevicePage', { ...device, userCode: 'BCDF-GHJK' }],
  [
    'device-unknown',
    'DevicePage',
    {
      ...device,
      userCode: 'BCDF-GHJX',
      errors: { fields: { user_code: ['No device waits with this code.'] } },
    },
  ],
  ['device-confirm', 'DeviceConfirmPage', deviceRequest],
  [
    'device-confirm-long',
    'DeviceConfirmPage',
    { ...deviceRequest, frame: longFrame, email: longEmail, userAgent: 'x'.repeat(120) },
  ],
  ['invitation', 'InvitationPage', invitation],
  [
    'invitation-to-organization',
    'InvitationPage',
    { ...invitation, organizationName: 'Difference Engines', inviterName: 'Grace Hopper' },
  ],
  [
    'invitation-long',
    'InvitationPage',
    {
      ...invitation,
      frame: longFrame,
      email: longEmail,
      organizationName: longFrame.applicationName,
      hasAccount: true,
    },
  ],
  ['invitation-invalid', 'InvitationInvalidPage', { frame, signInUrl: '/sign-in' }],
  ['device-success', 'DeviceDecidedPage', { frame, outcome: 'success' }],
  ['device-denied', 'DeviceDecidedPage', { frame, outcome: 'denied' }],
  ['reset-password-request', 'ResetPasswordRequestPage', { ...resetRequest, email }],
  ['reset-password-sent', 'ResetPasswordSentPage', { ...resetSent, inboxUrl }],
  ['reset-password', 'ResetPasswordPage', reset],
  [
    'reset-password-error',
    'ResetPasswordPage',
    { ...reset, errors: { fields: { password: ['Use at least 10 characters.'] } } },
  ],
  [
    'password-reset-invalid',
    'PasswordResetInvalidPage',
    { frame, requestUrl: '/reset-password', signInUrl: '/sign-in' },
  ],
  [
    'redirect',
    'RedirectPage',
    { frame, url: `${origin}/callback?code=01JZ`, applicationName: 'Tidewater' },
  ],
  [
    'redirect-refused',
    'RedirectPage',
    { frame, url: 'javascript:alert(1)', applicationName: 'Tidewater' },
  ],
  ['signed-out', 'SignedOutPage', { frame, signInUrl: '/sign-in' }],
  ['error-redirect-uri', 'ErrorPage', redirectRefused],
  [
    'error-sign-out',
    'ErrorPage',
    {
      frame,
      status: 400,
      title: 'You are signed out',
      message: 'Tidewater did not say where to go from here.',
      nextSteps: ['Add a default under Sign-out redirects in the dashboard.'],
      requestId,
    },
  ],
  [
    'error-unknown',
    'ErrorPage',
    {
      frame: { assets },
      status: 500,
      title: 'This did not work',
      message: 'Something failed on our side. Try again in a moment.',
      nextSteps: [],
      requestId,
    },
  ],
  ['expired', 'ExpiredPage', { frame, beginUrl: '/user_management/initiate_login' }],
  ['not-found', 'NotFoundPage', { frame, requestId }],
]

const mails = [
  ['mail-verification', 'verificationMail', { code: '482910', expiresInMinutes: 10 }],
  [
    'mail-password-reset',
    'passwordResetMail',
    {
      url: 'https://auth.tidewater.example/reset-password?token=Z1uX3RbwcIl5fIGJJJCXXisdIq7Hn2PdKc',
      expiresInMinutes: 60,
    },
  ],
  [
    'mail-existing-account',
    'existingAccountMail',
    { url: 'https://auth.tidewater.example/sign-in?client_id=client_01JZ8Q5K3V7WB0T4M9N2XEYRCD' },
  ],
  [
    'mail-long-names',
    'verificationMail',
    {
      code: '000000',
      expiresInMinutes: 1,
      applicationName: longFrame.applicationName,
      email: longEmail,
    },
  ],
]

const kebab = (name) => name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()
const { renderPage } = await import(new URL('pages/components/render-page.ts', source))

async function drawings() {
  const ofPages = pages.map(async ([name, component, properties, act]) => {
    const module = await import(new URL(`pages/components/${kebab(component)}.tsx`, source))
    return { name, html: renderPage(createElement(module[component], properties)), act, policy }
  })
  const ofMails = mails.map(async ([name, template, input]) => {
    const module = await import(new URL(`mail/templates/${kebab(template)}.tsx`, source))
    const mail = module[template]({ applicationName: 'Tidewater', email, ...input })
    await writeFile(`${options.out}/${name}.txt`, `Subject: ${mail.subject}\n\n${mail.text}`)
    return { name, html: mail.html }
  })
  const all = await Promise.all([...ofPages, ...ofMails])
  return all.filter(({ name }) => name.includes(options.only))
}

async function published(path) {
  const type = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' }
  const body = await readFile(new URL(`pages/assets${path}`, source))
  return { body, contentType: type[path.split('.').at(-1)] }
}

async function draw(context, modeName, { name, html, act, policy: itsPolicy }) {
  const problems = []
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(String(error)))
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url())
    if (pathname.includes('.')) return route.fulfill(await published(pathname))
    // Keeps the page where it is once it was sent or moves on, as while waiting for an answer.
    if (pathname !== '/') return route.fulfill({ status: 204 })
    const headers = itsPolicy ? { 'content-security-policy': itsPolicy } : {}
    return route.fulfill({ body: html, contentType: 'text/html', headers })
  })
  await page.goto(`${origin}/`)
  await act?.(page)
  await page.screenshot({ path: `${options.out}/${name}.${modeName}.png`, fullPage: true })
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  if (overflow > 0) problems.push(`is ${overflow} pixels too wide`)
  const { violations } = await new AxeBuilder({ page })
    .withTags([...wcag, ...(itsPolicy ? ['best-practice'] : [])])
    // Forced colours are the person's own choice, and axe sees the ones they replace.
    .disableRules(modeName === 'forced-colors' ? ['color-contrast'] : [])
    .analyze()
  for (const { id, nodes } of violations) {
    problems.push(`${id}: ${nodes.map((node) => node.html).join(' ')}`)
  }
  await page.close()
  return problems.map((problem) => `${name} (${modeName}): ${problem}`)
}

await mkdir(options.out, { recursive: true })
const browser = await launchBrowser()
const wanted = options.mode
  ? { [options.mode]: { ...modes, ...furtherModes }[options.mode] }
  : modes
const problems = []
for (const [modeName, mode] of Object.entries(wanted)) {
  const context = await browser.newContext(mode)
  for (const drawing of await drawings()) {
    problems.push(...(await draw(context, modeName, drawing)))
  }
  await context.close()
}
await browser.close()
for (const problem of problems) console.log(problem)
console.log(`${problems.length} problems. The pictures are in ${options.out}`)
process.exitCode = problems.length > 0 ? 1 : 0
