import { describe, expect, test } from 'vitest'
import { normalizeEmail, parseEmail } from './email-address.ts'

describe('an email address', () => {
  test.each([
    ['ada@example.com', 'ada@example.com'],
    ['Ada.Lovelace@Example.COM', 'ada.lovelace@example.com'],
    ['  ada@example.com\n', 'ada@example.com'],
    ['ada+tag@example.com', 'ada+tag@example.com'],
    ["o'brien@example.com", "o'brien@example.com"],
    ['ada@sub.example.co.uk', 'ada@sub.example.co.uk'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example'],
    ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['ädä@example.com', 'ädä@example.com'],
    ['ÄDÄ@example.com', 'ädä@example.com'],
    ['1@2.example', '1@2.example'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('%j is compared as %j', (text, normalized) => {
    expect(normalizeEmail(text)).toBe(normalized)
  })

  test.each([
    '',
    ' ',
    'ada',
    '@',
    'ada@',
    '@example.com',
    'ada@localhost',
    'ada@example',
    'ada@example.com.',
    'ada@.example.com',
    'ada@example..com',
    'ada@-example.com',
    'ada@example-.com',
    'ada@exam_ple.com',
    'ada@127.0.0.1',
    'ada@[127.0.0.1]',
    'ada@example.123',
    'ada@@example.com',
    'ada@evil.example@example.com',
    'ada.@example.com',
    '.ada@example.com',
    'a..da@example.com',
    'ada lovelace@example.com',
    'ada@exam ple.com',
    'ada@example.com, eve@example.com',
    'ada@example.com\neve@example.com',
    'ada@example.com\r\nBcc: eve@example.com',
    'ada\0@example.com',
    'ada@example.com\0',
    '"ada"@example.com',
    '<ada@example.com>',
    'Ada <ada@example.com>',
    'ada@example.com>',
    'ada(comment)@example.com',
    'ada@example.com(comment)',
    'ada;@example.com',
    'ada\\@example.com',
    'ada%@exa%mple.com',
    'mailto:ada@example.com',
    'ada＠example.com',
    'ada@example．com',
    'ａda@example.com',
    'ﬁ@example.com',
    'ada@exampleⅽom.com',
    'ada@example。com',
    'ada@exam\u00adple.com',
    'ada@exam\u200bple.com',
    'ada@example\u2024com',
    'ada\u200b@example.com',
    'ada\u202e@example.com',
    'ada\u00ad@example.com',
    'ada\ufeff@example.com',
    'a\u0301@example.com',
    'ada\ud800@example.com',
    `${'a'.repeat(65)}@example.com`,
    `ada@${'a'.repeat(64)}.example`,
    `ada@${'a.'.repeat(126)}example.com`,
  ])('%j is none', (text) => {
    expect(normalizeEmail(text)).toBeNull()
  })

  test.each([
    ['the letter', 'ada@example.com', 'аda@example.com'],
    ['the case of a dotted i', 'i@example.com', 'ı@example.com'],
    ['the sharp s', 'strasse@example.com', 'straße@example.com'],
    ['the accent', 'ada@example.com', 'adà@example.com'],
    ['the tag', 'ada@example.com', 'ada+1@example.com'],
    ['the dot', 'a.da@example.com', 'ada@example.com'],
    ['the domain', 'ada@strasse.example', 'ada@straße.example'],
  ])('is another one when %s differs', (_, one, other) => {
    const normalized = [one, other].map(normalizeEmail)
    expect(new Set(normalized).size).toBe(2)
  })

  test('keeps the spelling in which it was entered, without the blanks around it', () => {
    expect(parseEmail(' Ada@Example.com ')).toEqual({
      email: 'Ada@Example.com',
      normalized: 'ada@example.com',
    })
  })

  test.each([
    ['', 'email_string_required'],
    ['  ', 'email_string_required'],
    ['ada', 'invalid_email'],
  ])('of %j is refused with the code %s', (text, code) => {
    expect(() => parseEmail(text)).toThrow(
      expect.objectContaining({
        status: 422,
        details: { errors: [expect.objectContaining({ code })] },
      }),
    )
  })
})
