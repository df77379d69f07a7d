import { describe, expect, test } from 'vitest'
import { WorkOS } from '../workos.ts'
import { forgetSession, keepSession } from './session-cookie.ts'
import { readSettings } from './settings.ts'

describe('the cookie of the session', () => {
  const settings = (cookieDomain?: string) =>
    readSettings({
      workos: new WorkOS('sk_test', { clientId: 'client_1' }),
      redirectUri: 'https://app.example.com/callback',
      cookiePassword: 'a cookie password of the tests, long enough',
      cookieDomain,
    })
  const flags = 'Path=/; HttpOnly; SameSite=Lax; Secure'

  test('for a domain takes the place of the one for the host alone', () => {
    const hostOnly = `wos-session=; ${flags}; Max-Age=0`
    expect(keepSession(settings('example.com'), 'sealed')).toEqual([
      hostOnly,
      `wos-session=sealed; ${flags}; Domain=example.com`,
    ])
    expect(forgetSession(settings('example.com'))).toEqual([
      hostOnly,
      `wos-session=; ${flags}; Domain=example.com; Max-Age=0`,
    ])
  })

  test('for the host alone is one cookie', () => {
    expect(keepSession(settings(), 'sealed')).toEqual([`wos-session=sealed; ${flags}`])
    expect(forgetSession(settings())).toEqual([`wos-session=; ${flags}; Max-Age=0`])
  })
})
