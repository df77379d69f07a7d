import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WorkOS } from '../workos.ts'
import { readSettings } from './settings.ts'

const cookiePassword = 'a cookie password of the tests, long enough'
const redirectUri = 'https://app.example.com/auth/callback'

describe('the settings of the middleware', () => {
  const workos = new WorkOS('sk_test', { clientId: 'client_1' })

  beforeEach(() => {
    for (const name of ['WORKOS_REDIRECT_URI', 'WORKOS_COOKIE_PASSWORD', 'WORKOS_CLIENT_ID']) {
      vi.stubEnv(name, undefined)
    }
  })
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  test('come from the environment where they are left out', () => {
    vi.stubEnv('WORKOS_API_KEY', 'sk_test')
    vi.stubEnv('WORKOS_CLIENT_ID', 'client_2')
    vi.stubEnv('WORKOS_REDIRECT_URI', redirectUri)
    vi.stubEnv('WORKOS_COOKIE_PASSWORD', cookiePassword)
    expect(readSettings({})).toMatchObject({ clientId: 'client_2', redirectUri, cookiePassword })
  })

  test.each([
    ['a record', (variables: Record<string, string>) => variables],
    ['a function', (variables: Record<string, string>) => (name: string) => variables[name]],
  ])('come from %s in place of the environment', (_, given) => {
    vi.stubEnv('WORKOS_REDIRECT_URI', 'http://localhost:1/not-this-one')
    const environment = given({
      LATCHKEY_URL: 'https://auth.example.com/',
      WORKOS_API_KEY: 'sk_test_3',
      WORKOS_CLIENT_ID: 'client_3',
      WORKOS_REDIRECT_URI: redirectUri,
      WORKOS_COOKIE_PASSWORD: cookiePassword,
    })
    expect(readSettings({ environment })).toMatchObject({
      clientId: 'client_3',
      redirectUri,
      cookiePassword,
      workos: { key: 'sk_test_3', baseURL: 'https://auth.example.com' },
    })
  })

  test('say what is missing in a record, whatever the environment has', () => {
    vi.stubEnv('WORKOS_COOKIE_PASSWORD', cookiePassword)
    const environment = { WORKOS_CLIENT_ID: 'client_3', WORKOS_REDIRECT_URI: redirectUri }
    expect(() => readSettings({ environment })).toThrow(/WORKOS_COOKIE_PASSWORD/)
  })

  test.each([
    ['a client ID', { workos: new WorkOS('sk_test'), redirectUri, cookiePassword }],
    ['a redirect URI', { workos, cookiePassword }],
    ['a cookie password', { workos, redirectUri }],
    ['a cookie password', { workos, redirectUri, cookiePassword: [] }],
  ])('name what is missing: %s', (what, options) => {
    expect(() => readSettings(options)).toThrow(`The middleware needs ${what}: pass `)
  })

  test.each(['short', [cookiePassword, 'short']])(
    'refuse a cookie password like %j',
    (password) => {
      expect(() => readSettings({ workos, redirectUri, cookiePassword: password })).toThrow(/32/)
    },
  )

  test.each([
    ['https://app.example.com/callback', true],
    ['http://localhost:3000/callback', false],
    ['http://192.168.1.7:3000/callback', false],
  ])('make cookies Secure by the scheme of the redirect URI: %s', (uri, secure) => {
    const { session, callbackFlags } = readSettings({ workos, cookiePassword, redirectUri: uri })
    expect(session.flags).toMatchObject({ path: '/', secure })
    expect(callbackFlags).toEqual({ path: '/callback', secure })
  })
})
