import { expect, test } from 'vitest'
import * as node from './node.ts'
import type { Platform } from './platform.ts'
import * as web from './web.ts'

const platforms: Platform[] = [node, web]

test('both platforms export the same', () => {
  expect(Object.keys(node).sort()).toEqual(Object.keys(web).sort())
})

const passwords = ['', 'short', 'x'.repeat(64), 'x'.repeat(65), 'ß'.repeat(32), 'ß'.repeat(33)]
const salts = ['', 'short', '0f'.repeat(32), '0f'.repeat(33), '盐'.repeat(22), '盐'.repeat(64)]
const texts = ['', 'text', 'x'.repeat(16), 'größer 🚀', 'x'.repeat(100_000)]
const iv = Uint8Array.from({ length: 16 }, (_, index) => index)

test.each(passwords.flatMap((password) => salts.map((salt) => [password, salt])))(
  'both platforms make the same of the password "%s" and the salt "%s"',
  async (password, salt) => {
    for (const text of texts) {
      const [ours, theirs] = await Promise.all(
        platforms.map(async ({ cipher, mac }) => ({
          ciphertext: [...(await (await cipher(password, salt)).encrypt(iv, text))],
          code: [...(await (await mac(password, salt)).sign(text))],
        })),
      )
      expect(ours).toEqual(theirs)
    }
  },
)

test.each([
  ['node', node.mac],
  ['web', web.mac],
])('the platform %s verifies no other code', async (_, mac) => {
  const integrity = await mac('password', 'salt')
  const code = await integrity.sign('text')
  expect(await integrity.verify('text', code)).toBe(true)
  expect(await integrity.verify('other', code)).toBe(false)
  expect(await integrity.verify('text', code.slice(1))).toBe(false)
  expect(await integrity.verify('text', new Uint8Array())).toBe(false)
  expect(await integrity.verify('text', new Uint8Array(32))).toBe(false)
})

test('both platforms read and refuse the same base64url', () => {
  const characters = [...'Az09-_+/= \n!.ł🚀\u0000']
  const outcome = (read: Platform['fromBase64Url'], text: string) => {
    try {
      return [...read(text)]
    } catch (exception) {
      return (exception as Error).name
    }
  }
  for (const one of characters) {
    for (const two of characters) {
      for (const text of [
        one,
        `${one}A`,
        `A${one}${two}`,
        `AA${one}${two}`,
        `AAA${one}${two}AAAA`,
      ]) {
        expect([text, outcome(node.fromBase64Url, text)]).toEqual([
          text,
          outcome(web.fromBase64Url, text),
        ])
      }
    }
  }
})
