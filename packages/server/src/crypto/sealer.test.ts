import { describe, expect, test } from 'vitest'
import { createSealer, type Purpose } from './sealer.ts'

const sealer = createSealer('a secret that only the tests have')
const purposes: Purpose[] = [
  'api-key',
  'email-content',
  'email-verification-code',
  'password-reset-token',
  'refresh-token',
  'set-up-token',
  'signing-key',
]

describe('a sealed value', () => {
  test.each(['', 'x', '123456', 'äöü 🐘', '\0', 'x'.repeat(100_000)])(
    'opens to what it was: %#',
    (plaintext) => {
      expect(sealer.unseal('api-key', sealer.seal('api-key', plaintext))).toBe(plaintext)
    },
  )

  test('opens for another server with the same secret', () => {
    const another = createSealer('a secret that only the tests have')
    expect(another.unseal('api-key', sealer.seal('api-key', 'value'))).toBe('value')
  })

  test('does not show what it holds, nor that two hold the same', () => {
    const [one, other] = [sealer.seal('api-key', 'sk_test_1'), sealer.seal('api-key', 'sk_test_1')]
    expect(one).not.toBe(other)
    expect(Buffer.from(one.slice(2), 'base64url').toString('latin1')).not.toContain('sk_test')
  })

  test('opens for no other purpose', () => {
    const sealed = sealer.seal('api-key', 'value')
    for (const purpose of purposes.filter((one) => one !== 'api-key')) {
      expect(() => sealer.unseal(purpose, sealed)).toThrow()
    }
  })

  test('opens under no other secret', () => {
    const elsewhere = createSealer('a secret that only the tests hav')
    expect(() => elsewhere.unseal('api-key', sealer.seal('api-key', 'value'))).toThrow()
  })

  test('does not open with any of its bytes changed', () => {
    const sealed = sealer.seal('api-key', 'value')
    const bytes = Buffer.from(sealed.slice(2), 'base64url')
    for (let index = 0; index < bytes.length; index++) {
      const altered = Buffer.from(bytes)
      altered[index] = (altered[index] ?? 0) ^ 1
      expect(() => sealer.unseal('api-key', `1.${altered.toString('base64url')}`)).toThrow()
    }
  })

  test('does not open when it is cut short, down to nothing', () => {
    const sealed = sealer.seal('api-key', 'value')
    for (let length = 0; length < sealed.length; length += 3) {
      expect(() => sealer.unseal('api-key', sealed.slice(0, length))).toThrow()
    }
  })

  test.each(['', '1', '1.', '.', '2.AAAA', 'AAAA', '1.!!!!', 'null'])('is not %j', (text) => {
    expect(() => sealer.unseal('api-key', text)).toThrow()
  })
})

describe('a keyed digest', () => {
  const data = Buffer.from('data')

  test('is the same for the same data, purpose and secret', () => {
    const again = createSealer('a secret that only the tests have')
    expect(again.authenticate('refresh-token', data)).toEqual(
      sealer.authenticate('refresh-token', data),
    )
  })

  test('differs by data, by purpose and by secret', () => {
    const digests = [
      sealer.authenticate('refresh-token', data),
      sealer.authenticate('refresh-token', Buffer.from('datb')),
      sealer.authenticate('api-key', data),
      createSealer('another secret').authenticate('refresh-token', data),
    ].map((digest) => digest.toString('hex'))
    expect(new Set(digests).size).toBe(4)
  })
})
