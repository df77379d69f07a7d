import { describe, expect, test } from 'vitest'
import { safeReturnTo } from './return-to.ts'

describe('where a sign-in returns to', () => {
  test.each([
    ['/', '/'],
    ['/dashboard', '/dashboard'],
    ['/dashboard?tab=2#top', '/dashboard?tab=2#top'],
    ['/search?q=https://elsewhere.example', '/search?q=https://elsewhere.example'],
    ['/a//b', '/a//b'],
    ['/%2f%2felsewhere.example', '/%2f%2felsewhere.example'],
    ['/straße', '/stra%C3%9Fe'],
    [`/${'a'.repeat(599)}`, `/${'a'.repeat(599)}`],
  ])('may be a path of the application: %s', (wanted, expected) => {
    expect(safeReturnTo(wanted)).toBe(expected)
  })

  test.each([
    null,
    undefined,
    '',
    'dashboard',
    '//elsewhere.example',
    '///elsewhere.example',
    '/\\elsewhere.example',
    '\\\\elsewhere.example',
    '/dashboard\\..\\\\elsewhere.example',
    'https://elsewhere.example/',
    'https:elsewhere.example',
    'javascript:alert(1)',
    '/\t/elsewhere.example',
    '/\n/elsewhere.example',
    '/\r\nSet-Cookie: a=b',
    '/\u0000',
    '/\u007f',
    ' /dashboard',
    '/.//elsewhere.example',
    '/a/..//elsewhere.example',
    '/%2e//elsewhere.example',
    `/${'a'.repeat(600)}`,
    `/${'ß'.repeat(100)}`,
  ])('is the home page where another was wanted: %j', (wanted) => {
    expect(safeReturnTo(wanted)).toBe('/')
  })
})
