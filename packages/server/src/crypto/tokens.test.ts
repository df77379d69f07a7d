import { expect, test } from 'vitest'
import { createSixDigitCode, createToken, hashToken, isSameSecret } from './tokens.ts'

test('tokens are long, of letters and digits, and never the same', () => {
  const tokens = Array.from({ length: 1_000 }, createToken)
  for (const token of tokens) expect(token).toMatch(/^[0-9A-Za-z]{33}$/)
  expect(new Set(tokens).size).toBe(tokens.length)
})

test('codes have six digits, also when they begin with zeros, and use all of them', () => {
  const codes = Array.from({ length: 5_000 }, createSixDigitCode)
  for (const code of codes) expect(code).toMatch(/^\d{6}$/)
  expect(codes.some((code) => code.startsWith('0'))).toBe(true)
  expect(codes.some((code) => code.startsWith('9'))).toBe(true)
  // Drawn from a million, five thousand meet about a dozen times; a poor draw meets far more often.
  expect(new Set(codes).size).toBeGreaterThan(4_900)
})

test('the hash of a token tells nothing of it and is the same every time', () => {
  const token = createToken()
  expect(hashToken(token)).toHaveLength(32)
  expect(hashToken(token)).toEqual(hashToken(token))
  expect(hashToken(`${token}x`)).not.toEqual(hashToken(token))
})

test.each([
  ['same', 'same', true],
  ['', '', true],
  ['one', 'other', false],
  ['same', 'same ', false],
  ['', 'x', false],
])('the secrets %j and %j are compared whole', (left, right, same) => {
  expect(isSameSecret(left, right)).toBe(same)
})
