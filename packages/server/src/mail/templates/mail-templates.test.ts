import { describe, expect, it } from 'vitest'
import { emailChangeMail } from './email-change-mail.tsx'
import { existingAccountMail } from './existing-account-mail.tsx'
import { invitationMail } from './invitation-mail.tsx'
import { magicAuthMail } from './magic-auth-mail.tsx'
import { passwordResetMail } from './password-reset-mail.tsx'
import { verificationMail } from './verification-mail.tsx'

const applicationName = 'Tidewater'
const email = 'ada@tidewater.example'
const hostileName = `"'></title><script>alert(1)</script>\r\nBcc: everyone@tidewater.example`

const code = '048291'
const url = 'https://auth.tidewater.example/reset-password?token=Z1uX3R&locale=en'

const invitation = {
  applicationName,
  organizationName: 'Acme',
  inviterName: 'Grace Hopper',
  email,
  url,
  expiresAt: new Date('2026-05-04T10:00:00Z'),
}

const templates = {
  'the verification mail': (name: string, address = email) =>
    verificationMail({ applicationName: name, email: address, code, expiresInMinutes: 10 }),
  'the password reset mail': (name: string, address = email) =>
    passwordResetMail({ applicationName: name, email: address, url, expiresInMinutes: 60 }),
  'the mail to an existing account': (name: string, address = email) =>
    existingAccountMail({ applicationName: name, email: address, url }),
  'the mail with a sign-in code': (name: string, address = email) =>
    magicAuthMail({ applicationName: name, email: address, code, expiresInMinutes: 10 }),
  'the mail with a code for a new address': (name: string, address = email) =>
    emailChangeMail({
      applicationName: name,
      email: address,
      newEmail: address,
      code,
      expiresInMinutes: 10,
    }),
  'the invitation': (name: string, address = email) =>
    invitationMail({
      ...invitation,
      applicationName: name,
      email: address,
      organizationName: name,
    }),
}

const templatesWithLink = {
  'the password reset mail': (link: string) =>
    passwordResetMail({ applicationName, email, url: link, expiresInMinutes: 60 }),
  'the mail to an existing account': (link: string) =>
    existingAccountMail({ applicationName, email, url: link }),
  'the invitation': (link: string) => invitationMail({ ...invitation, url: link }),
}

describe.each(Object.entries(templates))('%s', (_name, template) => {
  const mail = template(applicationName)

  it('says in both parts why it came and what to do if it was not asked for', () => {
    for (const part of [mail.html, mail.text]) {
      expect(part).toContain('You get this mail because')
      expect(part).toContain(email)
      expect(part).toMatch(/If (that was not you|you do not want to join), there is nothing to do/)
    }
  })

  it('loads nothing from anywhere and runs nothing', () => {
    expect(mail.html).not.toMatch(/<(?:img|link|script|iframe)|@import|url\(/i)
  })

  it('keeps a hostile name inside of the text and the subject on one line', () => {
    const hostile = template(hostileName, hostileName)
    expect(hostile.html).not.toContain('<script')
    expect(hostile.html).toContain('&lt;script&gt;')
    expect(hostile.subject).not.toMatch(/[\r\n]/)
  })

  it('writes the plain part without any markup', () => {
    expect(mail.text).not.toMatch(/<[a-z]|&(?:amp|lt|#)/i)
  })

  it('is drawn for the light and for the dark', () => {
    expect(mail.html).toContain('<meta name="color-scheme" content="light dark"/>')
    expect(mail.html).toContain('@media (prefers-color-scheme: dark)')
  })
})

describe('the verification mail', () => {
  const mail = verificationMail({ applicationName, email, code, expiresInMinutes: 10 })

  it('shows the code in the subject and in both parts, in one piece to copy', () => {
    expect(mail.subject).toBe('048291 is your code for Tidewater')
    expect(mail.html).toMatch(/user-select:all[^>]*>048291</)
    expect(mail.text).toMatch(/^ {4}048291$/m)
  })

  it('says how long the code works', () => {
    expect(mail.text).toContain('for 10 minutes')
    expect(mail.html).toContain('for 10 minutes')
  })
})

describe.each(Object.entries(templatesWithLink))('%s', (_name, template) => {
  it('holds the link as the act, as an address to copy, and alone on its line of the text', () => {
    const mail = template(url)
    const address = url.replace('&', '&amp;')
    expect(mail.html.split(`href="${address}"`)).toHaveLength(3)
    expect(mail.html).toContain(`>${address}</a>`)
    expect(mail.text.split('\n')).toContain(url)
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', 'reset-password?token=1', ''])(
    'is not written with %j for a link',
    (hostile) => {
      expect(() => template(hostile)).toThrow(TypeError)
    },
  )
})

it.each([
  [1, 'one minute'],
  [45, '45 minutes'],
  [60, 'one hour'],
  [90, '90 minutes'],
  [1440, '24 hours'],
])('says that a link of %i minutes works for %s', (expiresInMinutes, words) => {
  const mail = passwordResetMail({ applicationName, email, url, expiresInMinutes })
  expect(mail.text).toContain(`It works once, for ${words},`)
})
