// biome-ignore-all lint/suspicious/noTemplateCurlyInString: The code under test is full of them.
import { describe, expect, test } from 'vitest'
import { dotEnv, serverCode } from './guide-code.ts'

const values = {
  apiKey: 'sk_test_1',
  clientId: 'client_1',
  cookiePassword: 'c29tZXRoaW5nIGxvbmcgZW5vdWdo',
  baseUrl: 'http://localhost:4000',
  redirectUri: 'http://localhost:3000/callback',
}

describe('the .env file of the quick start', () => {
  test('names the keys and where Latchkey is', () => {
    expect(dotEnv(values)).toBe(
      [
        "WORKOS_API_KEY='sk_test_1'",
        "WORKOS_CLIENT_ID='client_1'",
        "WORKOS_COOKIE_PASSWORD='c29tZXRoaW5nIGxvbmcgZW5vdWdo'",
        "WORKOS_API_HOSTNAME='localhost'",
        "WORKOS_API_PORT='4000'",
        "WORKOS_API_HTTPS='false'",
      ].join('\n'),
    )
  })

  test('says nothing that the SDK assumes anyway', () => {
    const text = dotEnv({ ...values, baseUrl: 'https://auth.example.com' })
    expect(text).toContain("WORKOS_API_HOSTNAME='auth.example.com'")
    expect(text).not.toMatch(/PORT|HTTPS/)
  })

  test('keeps a port of Latchkey that is not the usual one of https', () => {
    const text = dotEnv({ ...values, baseUrl: 'https://auth.example.com:8443' })
    expect(text).toContain("WORKOS_API_PORT='8443'")
    expect(text).not.toContain('WORKOS_API_HTTPS')
  })

  test('starts the application on the port of its redirect URI', () => {
    const text = dotEnv({ ...values, redirectUri: 'http://localhost:5173/callback' })
    expect(text).toMatch(/\nPORT='5173'$/)
  })
})

describe('the server of the quick start', () => {
  const routes = (code: string) =>
    [...code.matchAll(/app\.get\('([^']+)'/g)].map(([, path]) => path)

  test('has the routes of the guide', () => {
    expect(routes(serverCode(values.redirectUri))).toEqual([
      '/',
      '/login',
      '/callback',
      '/dashboard',
      '/logout',
    ])
  })

  test('answers at the path of the redirect URI, and names that path', () => {
    const code = serverCode('http://localhost:3000/auth/done')
    expect(routes(code)).toContain('/auth/done')
    expect(code).toContain('redirectUri: `${appUrl}/auth/done`')
    expect(code).not.toContain('/callback')
  })

  test('is at the host of the redirect URI', () => {
    const code = serverCode('https://app.example.com/callback')
    expect(code).toContain("const appUrl = 'https://app.example.com'")
    expect(serverCode('http://localhost:5173/callback')).toContain('http://localhost:${port}')
  })

  test.each([undefined, 'com.example.app:/callback'])(
    'is the guide’s own for %s',
    (redirectUri) => {
      expect(serverCode(redirectUri)).toBe(serverCode(values.redirectUri))
    },
  )
})
