import { PKCE as OfficialPKCE } from '@workos-inc/node'
import { expect, test } from 'vitest'
import { PKCE } from './pkce.ts'

const pkce = new PKCE()
const official = new OfficialPKCE()

test('makes the challenge of RFC 7636 Appendix B', async () => {
  const challenge = await pkce.generateCodeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')
  expect(challenge).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM')
})

test.each([undefined, 43, 44, 45, 46, 64, 127, 128])(
  'makes a verifier of %s characters',
  (length) => {
    const verifier = pkce.generateCodeVerifier(length)
    expect(verifier).toMatch(/^[\w-]+$/)
    expect(verifier).toHaveLength(official.generateCodeVerifier(length).length)
  },
)

test.each([-1, 0, 42, 129])('refuses a verifier of %s characters', (length) => {
  expect(() => pkce.generateCodeVerifier(length)).toThrow(RangeError)
  expect(() => official.generateCodeVerifier(length)).toThrow(RangeError)
})

test('makes another pair each time, whose challenge the official SDK makes as well', async () => {
  const pair = await pkce.generate()
  const codeChallenge = await official.generateCodeChallenge(pair.codeVerifier)
  expect(pair).toEqual({
    codeVerifier: pair.codeVerifier,
    codeChallenge,
    codeChallengeMethod: 'S256',
  })
  expect((await pkce.generate()).codeVerifier).not.toBe(pair.codeVerifier)
})
