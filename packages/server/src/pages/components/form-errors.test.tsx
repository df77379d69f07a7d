import { expect, it } from 'vitest'
import { EmailVerificationPage } from './email-verification-page.tsx'
import type { FormErrors } from './error-summary.tsx'
import { renderPage } from './render-page.ts'
import { SignInPage } from './sign-in-page.tsx'
import { SignUpPage } from './sign-up-page.tsx'
import { SignUpPasswordPage } from './sign-up-password-page.tsx'

const frame = { assets: { stylesheet: '/pages.css', script: '/pages.js', icon: '/icon.svg' } }

function signIn(errors?: FormErrors): string {
  return renderPage(<SignInPage frame={frame} action='/next' email='ada' errors={errors} />)
}

function signUp(errors?: FormErrors): string {
  return renderPage(
    <SignUpPage
      frame={frame}
      action='/next'
      values={{ email: 'ada@tidewater.example' }}
      requireNames
      errors={errors}
      signInUrl='/sign-in'
    />,
  )
}

/** The one element that the browser puts the cursor into. */
function focused(html: string): string {
  const tags = html.match(/<[^>]* autofocus=""[^>]*>/g) ?? []
  expect(tags).toHaveLength(1)
  return tags[0] as string
}

function input(html: string, name: string): string {
  return html.match(new RegExp(`<input[^>]* name="${name}"[^>]*>`))?.[0] ?? ''
}

it('says nothing about errors while there are none', () => {
  const html = signIn()
  expect(html).not.toMatch(/role="alert"|aria-invalid|Error:/)
  expect(signIn({ fields: { email: [] } })).toBe(html)
})

it('ties a message to its field, marks the field and puts the cursor there', () => {
  const html = signIn({ fields: { email: ['Enter an email address.'] } })
  expect(focused(html)).toBe(input(html, 'email'))
  expect(input(html, 'email')).toContain('aria-invalid="true"')
  expect(input(html, 'email')).toContain('aria-describedby="ak-email-error"')
  expect(html).toMatch(/id="ak-email-error" role="alert">Enter an email address\.</)
  expect(html).toContain('<title>Error: Sign in</title>')
})

it('keeps what the person typed', () => {
  expect(input(signIn({ form: 'No.' }), 'email')).toContain('value="ada"')
})

it('tells an error of the whole form above it, and again to whoever enters its field', () => {
  const html = signIn({ form: 'Wait a minute, then try again.' })
  expect(html).toMatch(/id="ak-error-summary" role="alert" tabindex="-1"/)
  expect(input(html, 'email')).toContain('aria-describedby="ak-error-summary"')
  expect(input(html, 'email')).not.toContain('aria-invalid')
  expect(focused(html)).toBe(input(html, 'email'))
})

it('lists the errors of several fields with a way to each, and begins at the list', () => {
  const html = signUp({
    fields: { first_name: ['Enter your first name.'], email: ['Enter an email address.'] },
  })
  expect(focused(html)).toContain('id="ak-error-summary" role="alert" tabindex="-1"')
  expect(html).toContain('href="#ak-first-name">First name: Enter your first name.</a>')
  expect(html).toContain('href="#ak-email">Email address: Enter an email address.</a>')
  expect(html.match(/role="alert"/g)).toHaveLength(1)
})

it('begins a sign-up at the first field that is empty', () => {
  expect(focused(signUp())).toContain('name="first_name"')
})

it('begins a refused sign-up at the one field that is wrong', () => {
  expect(focused(signUp({ fields: { last_name: ['Enter it.'] } }))).toContain('name="last_name"')
})

it('swallows no error of a field that the page does not show', () => {
  const html = signIn({ fields: { invitation_token: ['This invitation has expired.'] } })
  expect(html).toMatch(/role="alert".*This invitation has expired\./)
})

it('lists everything that is wrong with a password, beside what it should be', () => {
  const html = renderPage(
    <SignUpPasswordPage
      frame={frame}
      action='/next'
      email='ada@tidewater.example'
      changeEmailUrl='/sign-up'
      policy={{ minimumLength: 12, minimumStrength: 3 }}
      errors={{ fields: { password: ['Too short.', 'Too easy to guess.'] } }}
    />,
  )
  expect(html).toMatch(/id="ak-password-error" role="alert"><ul><li>Too short\.<\/li><li>Too easy/)
  expect(input(html, 'password')).toContain('aria-describedby="ak-password-error ak-password-hint"')
  expect(html).toContain('Use at least 12 characters.')
})

it('never sends a password or a code back to the browser', () => {
  const html = renderPage(
    <EmailVerificationPage
      frame={frame}
      action='/next'
      resendAction='/resend'
      email='ada@tidewater.example'
      errors={{ fields: { code: ['This code has expired. Send a new one.'] } }}
    />,
  )
  expect(input(html, 'code')).not.toContain('value=')
  expect(input(html, 'code')).toContain('aria-describedby="ak-code-error"')
})
