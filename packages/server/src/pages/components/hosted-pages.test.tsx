import { readdirSync, readFileSync } from 'node:fs'
import type { ReactElement } from 'react'
import { describe, expect, it } from 'vitest'
import { CliCodePage } from './cli-code-page.tsx'
import { CliConfirmPage } from './cli-confirm-page.tsx'
import { CliDecidedPage } from './cli-decided-page.tsx'
import { DeviceConfirmPage } from './device-confirm-page.tsx'
import { DeviceDecidedPage } from './device-decided-page.tsx'
import { DevicePage } from './device-page.tsx'
import { EmailVerificationPage } from './email-verification-page.tsx'
import { ErrorPage } from './error-page.tsx'
import { ExpiredPage } from './expired-page.tsx'
import { InvitationInvalidPage } from './invitation-invalid-page.tsx'
import { InvitationPage } from './invitation-page.tsx'
import { MagicCodePage } from './magic-code-page.tsx'
import { MfaEnrollmentPage } from './mfa-enrollment-page.tsx'
import { MfaVerificationPage } from './mfa-verification-page.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { OrganizationSelectionPage } from './organization-selection-page.tsx'
import type { Frame } from './page-frame.tsx'
import { PasswordResetInvalidPage } from './password-reset-invalid-page.tsx'
import { RedirectPage } from './redirect-page.tsx'
import { renderPage } from './render-page.ts'
import { ResetPasswordPage } from './reset-password-page.tsx'
import { ResetPasswordRequestPage } from './reset-password-request-page.tsx'
import { ResetPasswordSentPage } from './reset-password-sent-page.tsx'
import { SignInPage } from './sign-in-page.tsx'
import { SignInPasswordPage } from './sign-in-password-page.tsx'
import { SignUpPage } from './sign-up-page.tsx'
import { SignUpPasswordPage } from './sign-up-password-page.tsx'
import { SignedOutPage } from './signed-out-page.tsx'

type Values = { text: string; url: string }

/** Every page with every value a stranger may have chosen, by its file. */
function everyPage({ text, url }: Values): Record<string, ReactElement> {
  const frame: Frame = {
    assets: { stylesheet: '/pages.css', script: '/pages.js', icon: '/icon.svg' },
    applicationName: text,
    logoUrl: url,
    iconUrl: url,
    homepageUrl: url,
    environment: 'staging',
  }
  const action = '/next'
  const policy = { minimumLength: 10, minimumStrength: 3 }
  const errors = { form: text, fields: { email: [text], password: [text, text], code: [text] } }
  return {
    'sign-in-page.tsx': (
      <SignInPage frame={frame} action={action} email={text} errors={errors} signUpUrl={url} />
    ),
    'sign-in-password-page.tsx': (
      <SignInPasswordPage
        frame={frame}
        action={action}
        email={text}
        changeEmailUrl={url}
        forgotPasswordUrl={url}
        magicCodeAction={action}
        errors={errors}
      />
    ),
    'sign-up-page.tsx': (
      <SignUpPage
        frame={frame}
        action={action}
        values={{ email: text, firstName: text, lastName: text }}
        requireNames
        errors={errors}
        signInUrl={url}
      />
    ),
    'sign-up-password-page.tsx': (
      <SignUpPasswordPage
        frame={frame}
        action={action}
        email={text}
        changeEmailUrl={url}
        magicCodeAction={action}
        policy={policy}
        errors={errors}
      />
    ),
    'email-verification-page.tsx': (
      <EmailVerificationPage
        frame={frame}
        action={action}
        resendAction={action}
        cancelUrl={url}
        email={text}
        errors={errors}
        notice={text}
        inboxUrl={url}
      />
    ),
    'mfa-enrollment-page.tsx': (
      <MfaEnrollmentPage
        frame={frame}
        action={action}
        cancelUrl={url}
        email={text}
        secret={text}
        qrCode={url}
        errors={errors}
      />
    ),
    'mfa-verification-page.tsx': (
      <MfaVerificationPage
        frame={frame}
        action={action}
        cancelUrl={url}
        email={text}
        errors={errors}
      />
    ),
    'device-page.tsx': <DevicePage frame={frame} action={action} userCode={text} errors={errors} />,
    'cli-code-page.tsx': (
      <CliCodePage frame={frame} action={action} userCode={text} errors={errors} />
    ),
    'cli-confirm-page.tsx': (
      <CliConfirmPage
        frame={frame}
        action={action}
        userCode={text}
        signIn={{ hostName: text, ipAddress: text }}
        environments={[{ id: 'environment_1', name: text }]}
      />
    ),
    'cli-decided-page.tsx': <CliDecidedPage frame={frame} environment={text} />,
    'device-confirm-page.tsx': (
      <DeviceConfirmPage
        frame={frame}
        action={action}
        changeUserUrl={url}
        email={text}
        userCode={text}
        ipAddress={text}
        userAgent={text}
      />
    ),
    'organization-selection-page.tsx': (
      <OrganizationSelectionPage
        frame={frame}
        action={action}
        changeUserUrl={url}
        email={text}
        organizations={[{ id: text, name: text }]}
        isRefused
        canGoBack
        errors={errors}
      />
    ),
    'device-decided-page.tsx': <DeviceDecidedPage frame={frame} outcome='success' />,
    'magic-code-page.tsx': (
      <MagicCodePage
        frame={frame}
        action={action}
        resendAction={action}
        passwordUrl={url}
        changeEmailUrl={url}
        email={text}
        errors={errors}
        notice={text}
        inboxUrl={url}
      />
    ),
    'invitation-page.tsx': (
      <InvitationPage
        frame={frame}
        email={text}
        organizationName={text}
        inviterName={text}
        hasAccount
        continueUrl={url}
        dismissAction={action}
      />
    ),
    'invitation-invalid-page.tsx': <InvitationInvalidPage frame={frame} signInUrl={url} />,
    'reset-password-request-page.tsx': (
      <ResetPasswordRequestPage
        frame={frame}
        action={action}
        email={text}
        errors={errors}
        signInUrl={url}
      />
    ),
    'reset-password-sent-page.tsx': (
      <ResetPasswordSentPage
        frame={frame}
        email={text}
        resendAction={action}
        signInUrl={url}
        inboxUrl={url}
      />
    ),
    'reset-password-page.tsx': (
      <ResetPasswordPage
        frame={frame}
        action={action}
        email={text}
        policy={policy}
        errors={errors}
      />
    ),
    'password-reset-invalid-page.tsx': (
      <PasswordResetInvalidPage frame={frame} requestUrl={url} signInUrl={url} />
    ),
    'redirect-page.tsx': <RedirectPage frame={frame} url={url} applicationName={text} />,
    'signed-out-page.tsx': <SignedOutPage frame={frame} signInUrl={url} />,
    'error-page.tsx': (
      <ErrorPage
        frame={frame}
        status={400}
        title={text}
        message={text}
        nextSteps={[text]}
        detail={text}
        requestId={text}
        homepageUrl={url}
      />
    ),
    'expired-page.tsx': <ExpiredPage frame={frame} beginUrl={url} />,
    'not-found-page.tsx': <NotFoundPage frame={frame} requestId={text} homepageUrl={url} />,
  }
}

/** The fields of each page that has any, in their order. */
const autocompleteOf: Record<string, string[]> = {
  'sign-in-page.tsx': ['username'],
  'sign-in-password-page.tsx': ['username', 'current-password'],
  'sign-up-page.tsx': ['given-name', 'family-name', 'username'],
  'sign-up-password-page.tsx': ['username', 'new-password'],
  'magic-code-page.tsx': ['one-time-code'],
  'email-verification-page.tsx': ['one-time-code'],
  'mfa-enrollment-page.tsx': ['one-time-code'],
  'mfa-verification-page.tsx': ['one-time-code'],
  'reset-password-request-page.tsx': ['username'],
  'reset-password-page.tsx': ['username', 'new-password'],
  'device-page.tsx': ['off'],
  'cli-code-page.tsx': ['off'],
}

const ordinary = { text: 'Tidewater', url: 'https://tidewater.example/home' }
const hostileText = `</title></script>"'><img src=x onerror=alert(1)><script>alert(1)</script>`
const files = Object.keys(everyPage(ordinary))

function render(file: string, values: Values): string {
  return renderPage(everyPage(values)[file] as ReactElement)
}

function tags(html: string): string[] {
  return html.match(/<[a-z!][^>]*>/gi) ?? []
}

function sizeOf(asset: string): number {
  return readFileSync(new URL(`../assets/${asset}`, import.meta.url)).byteLength
}

it('has every page in these tests', () => {
  const written = readdirSync(import.meta.dirname).filter((name) => name.endsWith('-page.tsx'))
  expect(files.toSorted()).toEqual(written.toSorted())
})

describe.each(files)('%s', (file) => {
  const html = render(file, ordinary)

  it('lets no text become markup', () => {
    const hostile = render(file, { ...ordinary, text: hostileText })
    expect(hostile).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(tags(hostile).map(tagName)).toEqual(tags(html).map(tagName))
  })

  it.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
  ])('refuses to link to %j', (url) => {
    const hostile = render(file, { ...ordinary, url })
    expect(hostile).not.toMatch(/(?:href|src|action|content)="[^"]*(?:script|data):/i)
  })

  it('brings no script and no style of its own', () => {
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=/i)
    expect(html.match(/<script/g)).toHaveLength(1)
    expect(html).toContain('<script type="module" src="/pages.js"></script>')
  })

  it('is a whole document with one heading, one main landmark and its page id', () => {
    expect(html).toMatch(/^<!doctype html><html lang="en"/)
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(html.match(/<main/g)).toHaveLength(1)
    expect(html).toMatch(/<body class="ak-page" data-hak-page="[a-z/-]+">/)
    expect(html).toContain('<meta name="robots" content="noindex"/>')
  })

  it('gives no id twice and refers to none that is not there', () => {
    const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1])
    const referred = [
      ...html.matchAll(/\s(?:for|aria-[a-z]+by|aria-controls|data-copy)="([^"]+)"/g),
    ]
    expect(ids).toHaveLength(new Set(ids).size)
    expect(ids).toEqual(expect.arrayContaining(referred.flatMap((match) => match[1]?.split(' '))))
  })

  it('sends its forms by POST, unless they only ask, to where it was told', () => {
    const method = file === 'cli-code-page.tsx' ? 'get' : 'post'
    for (const form of html.match(/<form[^>]*>/g) ?? []) {
      expect(form).toMatch(/action="\/next"/)
      expect(form).toContain(`method="${method}"`)
    }
  })

  it('tells password managers what each of its fields is', () => {
    const fields = tags(html).filter(
      (tag) => tag.startsWith('<input') && !tag.includes('type="hidden"'),
    )
    const told = fields.map((tag) => /autoComplete="([^"]+)"/i.exec(tag)?.[1])
    expect(told).toEqual(autocompleteOf[file] ?? [])
  })

  it('weighs under 50 kB with everything that it loads', () => {
    const loaded = sizeOf('pages.css') + sizeOf('pages.js') + sizeOf('icon.svg')
    expect(Buffer.byteLength(html) + loaded).toBeLessThan(50_000)
  })
})

function tagName(tag: string): string {
  return tag.split(/[\s>]/)[0] as string
}
