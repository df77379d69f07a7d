import type { WorkOS } from '@workos-inc/node'
import type { CasesOf } from '../both-sdks.ts'
import { one, page } from '../fixtures.ts'

const bareFactor = {
  object: 'authentication_factor',
  id: 'auth_factor_01FVYZ5QM8N98T9ME5BCB2BBMJ',
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:00:00.000Z',
  type: 'generic_otp',
}
const smsFactor = { ...bareFactor, type: 'sms', sms: { phone_number: '+15551234567' }, totp: null }
const totpFactor = {
  ...bareFactor,
  type: 'totp',
  sms: null,
  totp: { issuer: 'Acme', user: 'ada@example.com' },
  a_field_of_tomorrow: true,
}
const totpFactorWithSecrets = {
  ...totpFactor,
  totp: {
    ...totpFactor.totp,
    qr_code: 'data:image/png;base64,iVBORw0KGgo=',
    secret: 'NAGCCFS3EYRB422HNAKAKY3XDUORMSRF',
    uri: 'otpauth://totp/Acme:ada@example.com?secret=NAGCCFS3EYRB422HNAKAKY3XDUORMSRF&issuer=Acme',
  },
}
const challenge = {
  object: 'authentication_challenge',
  id: 'auth_challenge_01FVYZWQTZQ5VB6BC5MPG2EYC5',
  created_at: '2026-01-15T12:00:00.000Z',
  updated_at: '2026-01-15T12:00:00.000Z',
  expires_at: '2026-01-15T12:10:00.000Z',
  code: '123456',
  authentication_factor_id: bareFactor.id,
  a_field_of_tomorrow: true,
}
const { expires_at: _e, code: _c, ...bareChallenge } = challenge
const notFound = { status: 404, body: { message: 'Not found.', code: 'entity_not_found' } }

export const multiFactorAuth: CasesOf<WorkOS['multiFactorAuth']> = {
  deleteFactor: [
    {
      title: 'that is there',
      call: (sdk) => sdk.multiFactorAuth.deleteFactor('auth_factor_1'),
      answers: [{ status: 204 }],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.multiFactorAuth.deleteFactor('auth_factor_2'),
      answers: [notFound],
    },
  ],
  getFactor: [
    {
      title: 'of a telephone',
      call: (sdk) => sdk.multiFactorAuth.getFactor('auth_factor_1'),
      answers: [one(smsFactor)],
    },
    {
      title: 'of an authenticator app',
      call: (sdk) => sdk.multiFactorAuth.getFactor('auth_factor_1'),
      answers: [one(totpFactor)],
    },
    {
      title: 'with little in it',
      call: (sdk) => sdk.multiFactorAuth.getFactor('auth_factor_1'),
      answers: [one(bareFactor)],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.multiFactorAuth.getFactor('auth_factor_2'),
      answers: [notFound],
    },
  ],
  enrollFactor: [
    {
      title: 'of a telephone',
      call: (sdk) => sdk.multiFactorAuth.enrollFactor({ type: 'sms', phoneNumber: '+15551234567' }),
      answers: [one(smsFactor)],
    },
    {
      title: 'of an authenticator app',
      call: (sdk) =>
        sdk.multiFactorAuth.enrollFactor({
          type: 'totp',
          issuer: 'Acme',
          user: 'ada@example.com',
        }),
      answers: [one(totpFactorWithSecrets)],
    },
    {
      title: 'whose codes the application sends',
      call: (sdk) => sdk.multiFactorAuth.enrollFactor({ type: 'generic_otp' }),
      answers: [one(bareFactor)],
    },
    {
      title: 'of a telephone that is none',
      call: (sdk) => sdk.multiFactorAuth.enrollFactor({ type: 'sms', phoneNumber: '1' }),
      answers: [
        {
          status: 422,
          body: {
            message: 'Phone number is invalid.',
            code: 'invalid_phone_number',
            errors: [{ field: 'phone_number', code: 'invalid_phone_number' }],
          },
        },
      ],
    },
  ],
  challengeFactor: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.multiFactorAuth.challengeFactor({
          authenticationFactorId: 'auth_factor_1',
          smsTemplate: 'Your code is {{code}}.',
        }),
      answers: [one(challenge)],
    },
    {
      title: 'with its ID only',
      call: (sdk) =>
        sdk.multiFactorAuth.challengeFactor({ authenticationFactorId: 'auth_factor_1' }),
      answers: [one(bareChallenge)],
    },
  ],
  verifyChallenge: [
    {
      title: 'with the right code',
      call: (sdk) =>
        sdk.multiFactorAuth.verifyChallenge({
          authenticationChallengeId: 'auth_challenge_1',
          code: '123456',
        }),
      answers: [one({ challenge, valid: true, a_field_of_tomorrow: true })],
    },
    {
      title: 'with a wrong code',
      call: (sdk) =>
        sdk.multiFactorAuth.verifyChallenge({
          authenticationChallengeId: 'auth_challenge_1',
          code: '000000',
        }),
      answers: [one({ challenge: bareChallenge, valid: false })],
    },
    {
      title: 'after too many codes',
      call: (sdk) =>
        sdk.multiFactorAuth.verifyChallenge({
          authenticationChallengeId: 'auth_challenge_1',
          code: '000000',
        }),
      answers: [
        { status: 400, body: { message: 'Too many.', code: 'one_time_code_too_many_attempts' } },
      ],
    },
  ],
  createUserAuthFactor: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.multiFactorAuth.createUserAuthFactor({
          userId: 'user_1',
          type: 'totp',
          totpIssuer: 'Acme',
          totpUser: 'ada@example.com',
          totpSecret: 'NAGCCFS3EYRB422HNAKAKY3XDUORMSRF',
        }),
      answers: [
        one({
          authentication_factor: { ...totpFactorWithSecrets, user_id: 'user_1' },
          authentication_challenge: challenge,
        }),
      ],
    },
    {
      title: 'with its type only',
      call: (sdk) => sdk.multiFactorAuth.createUserAuthFactor({ userId: 'user_1', type: 'totp' }),
      answers: [
        one({
          authentication_factor: { ...totpFactorWithSecrets, user_id: 'user_1' },
          authentication_challenge: bareChallenge,
        }),
      ],
    },
    {
      title: 'of a user who is not there',
      call: (sdk) => sdk.multiFactorAuth.createUserAuthFactor({ userId: 'user_2', type: 'totp' }),
      answers: [notFound],
    },
  ],
  listUserAuthFactors: [
    {
      title: 'without options',
      call: (sdk) => sdk.multiFactorAuth.listUserAuthFactors({ userId: 'user_1' }),
      answers: [
        page([
          { ...totpFactor, user_id: 'user_1' },
          { ...smsFactor, user_id: 'user_1' },
        ]),
      ],
    },
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.multiFactorAuth.listUserAuthFactors({
          userId: 'user_1',
          limit: 5,
          before: 'auth_factor_9',
          after: 'auth_factor_1',
          order: 'asc',
        }),
      answers: [page([])],
    },
    {
      title: 'and all of its pages',
      call: async (sdk) =>
        (await sdk.multiFactorAuth.listUserAuthFactors({ userId: 'user_1' })).autoPagination(),
      answers: [
        page([]),
        page([{ ...totpFactor, user_id: 'user_1' }], { after: 'auth_factor_1' }),
        page([]),
      ],
    },
  ],
}
