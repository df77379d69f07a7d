import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createSealer } from '../../crypto/sealer.ts'
import { createId } from '../../ids/ids.ts'
import { decodeRefreshToken, encodeRefreshToken } from './refresh-token.ts'

const sealer = createSealer('a secret that only the tests have')
const token = () => ({
  sessionId: createId('session', new Date()),
  generation: 7,
  secret: randomBytes(16),
})

describe('a refresh token', () => {
  test('carries its session, its generation and its secret, in letters and digits', () => {
    const original = token()
    const text = encodeRefreshToken(sealer, original)
    expect(text).toMatch(/^[0-9A-Za-z]+$/)
    expect(decodeRefreshToken(sealer, text)).toEqual(original)
  })

  test.each([0, 1, 2 ** 31, 2 ** 32 - 1])('counts to generation %d', (generation) => {
    const original = { ...token(), generation }
    expect(decodeRefreshToken(sealer, encodeRefreshToken(sealer, original))).toEqual(original)
  })

  test('is the same text for the same content, so that concurrent refreshes agree', () => {
    const original = token()
    expect(encodeRefreshToken(sealer, original)).toBe(encodeRefreshToken(sealer, original))
  })

  test('is refused with any character changed to any other', () => {
    const text = encodeRefreshToken(sealer, token())
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
    for (let index = 0; index < text.length; index++) {
      for (const character of alphabet) {
        if (character === text[index]) continue
        const altered = text.slice(0, index) + character + text.slice(index + 1)
        expect(decodeRefreshToken(sealer, altered)).toBeNull()
      }
    }
  })

  test.each([
    ['nothing', () => ''],
    ['its beginning', (text: string) => text.slice(0, -1)],
    ['more than itself', (text: string) => `${text}0`],
    ['a blank before it', (text: string) => ` ${text.slice(1)}`],
    ['a character outside of the alphabet', (text: string) => `${text.slice(0, -1)}-`],
    ['the largest number of its length', (text: string) => 'z'.repeat(text.length)],
    ['zeros', (text: string) => '0'.repeat(text.length)],
  ])('is not %s', (_, alter) => {
    expect(decodeRefreshToken(sealer, alter(encodeRefreshToken(sealer, token())))).toBeNull()
  })

  test('made under another secret of the server is refused', () => {
    const elsewhere = createSealer('a secret that another server has')
    expect(decodeRefreshToken(sealer, encodeRefreshToken(elsewhere, token()))).toBeNull()
  })
})
