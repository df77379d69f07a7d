import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { decodeBase62, encodeBase62 } from './base62.ts'

const bytesOf = (...values: number[]) => Buffer.from(values)

describe('bytes in letters and digits', () => {
  test.each([1, 2, 8, 16, 24, 62, 64])('come back as they were: %d of them', (length) => {
    for (let count = 0; count < 50; count++) {
      const bytes = randomBytes(length)
      const text = encodeBase62(bytes)
      expect(text).toMatch(/^[0-9A-Za-z]+$/)
      expect(decodeBase62(text, length)).toEqual(bytes)
    }
  })

  test('come back at both ends of what they can be', () => {
    for (const length of [1, 16, 24, 62]) {
      for (const value of [0x00, 0x01, 0x7f, 0x80, 0xff]) {
        const bytes = Buffer.alloc(length, value)
        expect(decodeBase62(encodeBase62(bytes), length)).toEqual(bytes)
      }
    }
  })

  test('keep their leading zeros', () => {
    const bytes = bytesOf(0, 0, 0, 1)
    expect(decodeBase62(encodeBase62(bytes), 4)).toEqual(bytes)
  })

  test('have one length, whatever they are', () => {
    const lengths = [bytesOf(0, 0, 0), bytesOf(255, 255, 255), bytesOf(0, 0, 1)].map(
      (bytes) => encodeBase62(bytes).length,
    )
    expect(new Set(lengths).size).toBe(1)
  })

  test('have one text each, and no other text is theirs', () => {
    const seen = new Map<string, number>()
    for (let value = 0; value < 256; value++) {
      const text = encodeBase62(bytesOf(value))
      expect(seen.has(text)).toBe(false)
      seen.set(text, value)
    }
    const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
    for (const first of alphabet) {
      for (const second of alphabet) {
        const decoded = decodeBase62(first + second, 1)
        expect(decoded?.[0]).toBe(seen.get(first + second))
      }
    }
  })

  test.each([
    ['nothing', ''],
    ['too little', encodeBase62(randomBytes(16)).slice(1)],
    ['too much', `${encodeBase62(randomBytes(16))}0`],
    ['more than the bytes can hold', 'z'.repeat(22)],
    ['a hyphen', `${encodeBase62(randomBytes(16)).slice(1)}-`],
    ['a blank', `${encodeBase62(randomBytes(16)).slice(1)} `],
    ['a letter with an accent', `${encodeBase62(randomBytes(16)).slice(1)}é`],
    ['a digit of another script', `${encodeBase62(randomBytes(16)).slice(1)}٣`],
    ['half of a character', `${encodeBase62(randomBytes(16)).slice(1)}\ud83d`],
    ['a character beyond the first plane', `${encodeBase62(randomBytes(16)).slice(2)}🐘`],
  ])('are not %s', (_, text) => {
    expect(decodeBase62(text, 16)).toBeNull()
  })
})
