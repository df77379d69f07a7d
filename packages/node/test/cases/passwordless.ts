import type { WorkOS } from '@workos-inc/node'
import type { CasesOf } from '../both-sdks.ts'
import { one } from '../fixtures.ts'

const session = {
  object: 'passwordless_session',
  id: 'passwordless_session_1',
  email: 'ada@example.com',
  expires_at: '2026-01-15T12:00:00.000Z',
  link: 'https://auth.example.com/passwordless/token/confirm',
  a_field_of_tomorrow: true,
}

export const passwordless: CasesOf<WorkOS['passwordless']> = {
  createSession: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.passwordless.createSession({
          type: 'MagicLink',
          email: 'ada@example.com',
          redirectURI: 'https://app.example.com/callback',
          state: 'where the user was',
          connection: 'conn_1',
          expiresIn: 900,
        }),
      answers: [one(session)],
    },
    {
      title: 'with an email address only',
      call: (sdk) =>
        sdk.passwordless.createSession({ type: 'MagicLink', email: 'ada@example.com' }),
      answers: [one(session)],
    },
    {
      title: 'for an email address that is none',
      call: (sdk) => sdk.passwordless.createSession({ type: 'MagicLink', email: 'ada' }),
      answers: [{ status: 422, body: { message: 'Invalid', code: 'email_invalid' } }],
    },
  ],
  sendSession: [
    {
      title: 'that is there',
      call: (sdk) => sdk.passwordless.sendSession('passwordless_session_1'),
      answers: [one({ success: true, message: 'Sent.', a_field_of_tomorrow: true })],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.passwordless.sendSession('passwordless_session_2'),
      answers: [{ status: 404, body: { message: 'No such session.' } }],
    },
  ],
}
