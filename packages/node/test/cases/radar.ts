import type { WorkOS } from '@workos-inc/node'
import type { CasesOf } from '../both-sdks.ts'
import { one } from '../fixtures.ts'

const attempt = {
  ipAddress: '203.0.113.7',
  userAgent: 'Mozilla/5.0',
  email: 'ada@example.com',
  authMethod: 'SMS_OTP',
  action: 'sign-in',
}
const allowed = {
  verdict: 'allow',
  reason: 'Nothing is wrong with it.',
  attempt_id: 'radar_att_01HZBC6N1EB1ZY7KG32X',
  a_field_of_tomorrow: true,
}
const entry = { type: 'ip_address', action: 'block', entry: '198.51.100.42' }
const badRequest = {
  status: 400,
  body: { message: 'Bad', code: 'bad', errors: [{ code: 'bad_ip', message: 'No address' }] },
}

export const radar: CasesOf<WorkOS['radar']> = {
  createAttempt: [
    {
      title: 'that is allowed',
      call: (sdk) => sdk.radar.createAttempt(attempt),
      answers: [one(allowed)],
    },
    {
      title: 'that is blocked',
      call: (sdk) => sdk.radar.createAttempt(attempt),
      answers: [
        one({ ...allowed, verdict: 'block', control: 'restriction', blocklist_type: 'ip_address' }),
      ],
    },
    {
      title: 'that makes no sense',
      call: (sdk) => sdk.radar.createAttempt({ ...attempt, ipAddress: 'localhost' }),
      answers: [badRequest],
    },
  ],
  updateAttempt: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.radar.updateAttempt({
          id: 'radar_att_1',
          challengeStatus: 'success',
          attemptStatus: 'success',
        }),
      answers: [{ status: 204 }],
    },
    {
      title: 'with its challenge only',
      call: (sdk) => sdk.radar.updateAttempt({ id: 'radar/att', challengeStatus: 'success' }),
      answers: [{ status: 204 }],
    },
  ],
  // An entry that is new, for which the official SDK has no result: radar.test.ts.
  addListEntry: [
    {
      title: 'that is there already',
      call: (sdk) => sdk.radar.addListEntry(entry),
      answers: [one({ message: 'Already there.', a_field_of_tomorrow: true })],
    },
    {
      title: 'that makes no sense',
      call: (sdk) => sdk.radar.addListEntry({ ...entry, entry: 'localhost' }),
      answers: [badRequest],
    },
  ],
  removeListEntry: [
    {
      title: 'that is there',
      call: (sdk) => sdk.radar.removeListEntry(entry),
      answers: [{ status: 204 }],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.radar.removeListEntry(entry),
      answers: [{ status: 404, body: { message: 'Not on the list.' } }],
    },
  ],
}
