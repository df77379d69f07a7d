import { WorkOS as OfficialWorkOS } from '@workos-inc/node'
import { expect, test } from 'vitest'
import { WorkOS } from '../../index.ts'

const expiresAt = '2026-01-15T12:00:00.000Z'
const options = {
  apiKey: 'sk_test_parity',
  fetchFn: async () =>
    Response.json({
      object: 'passwordless_session',
      id: 'passwordless_session_1',
      email: 'ada@example.com',
      expires_at: expiresAt,
      link: 'https://auth.example.com/passwordless/token/confirm',
    }),
}
const session = { type: 'MagicLink', email: 'ada@example.com' } as const

test('a session expires at a date, where the official SDK says so and has a string', async () => {
  const ours = await new WorkOS(options).passwordless.createSession(session)
  const official = await new OfficialWorkOS(options).passwordless.createSession(session)
  expect(ours.expiresAt).toEqual(new Date(expiresAt))
  expect(official.expiresAt).toBe(expiresAt)
})
