import type { WorkOS } from '@workos-inc/node'
import type { Answer, Case, CasesOf } from '../both-sdks.ts'
import { one } from '../fixtures.ts'
import { bareUser, user } from './users.ts'

const complete = {
  user,
  organization_id: 'org_01',
  access_token: 'eyJ.access.token',
  refresh_token: 'refresh_1',
  impersonator: { email: 'support@example.com', reason: 'A ticket.' },
  authentication_method: 'GoogleOAuth',
  oauth_tokens: {
    provider: 'GoogleOAuth',
    access_token: 'ya29',
    refresh_token: '1//04g',
    expires_at: 1735141800,
    scopes: ['profile'],
  },
  a_field_of_tomorrow: { kept_as_it_is: true },
}
const sparse = {
  user: bareUser,
  access_token: 'eyJ.access.token',
  refresh_token: 'refresh_1',
  impersonator: null,
  oauth_tokens: null,
}

const stepOf = (code: string, more: object = {}) => ({
  code,
  message: 'One more step.',
  pending_authentication_token: 'pending_1',
  ...more,
})
const refusals: Record<string, Answer> = {
  'the email address must be verified': {
    status: 403,
    body: stepOf('email_verification_required', {
      email: 'ada@example.com',
      email_verification_id: 'email_verification_01',
    }),
  },
  'an organization must be chosen': {
    status: 403,
    body: stepOf('organization_selection_required', {
      user,
      organizations: [{ id: 'org_01', name: 'Acme' }],
    }),
  },
  'a second factor must be enrolled': { status: 403, body: stepOf('mfa_enrollment', { user }) },
  'a second factor must be answered': {
    status: 403,
    body: stepOf('mfa_challenge', {
      user,
      authentication_factors: [{ id: 'auth_factor_01', type: 'totp' }],
    }),
  },
  'a second factor must be verified': { status: 403, body: stepOf('mfa_verification') },
  'a risk is challenged by email': {
    status: 403,
    body: stepOf('radar_email_challenge', { radar_challenge_id: 'radar_challenge_01' }),
  },
  'a risk is challenged by SMS': { status: 403, body: stepOf('radar_sms_challenge', { user }) },
  'the organization signs in by SSO': {
    status: 403,
    body: {
      error: 'sso_required',
      error_description: 'User must authenticate using one of the matching connections.',
      email: 'ada@example.com',
      connection_ids: ['conn_01'],
      pending_authentication_token: 'pending_1',
    },
  },
  'the grant is not valid': {
    status: 400,
    body: { error: 'invalid_grant', error_description: 'The code has expired.' },
  },
  'only the error is named': { status: 400, body: { error: 'invalid_client' } },
  'the API key is wrong': { status: 401, body: { message: 'Unauthorized' } },
  'the user is not there': { status: 404, body: { message: 'User not found.', code: 'not_found' } },
  'the code is malformed': {
    status: 422,
    body: { message: 'Validation failed.', errors: [{ field: 'code', code: 'code_required' }] },
  },
  'the password is too weak': {
    status: 400,
    body: {
      code: 'password_strength_error',
      message: 'Too weak.',
      errors: [{ code: 'too_short' }],
    },
  },
  'there were too many tries': {
    status: 429,
    body: { message: 'Too many requests.' },
    headers: { 'Retry-After': '30' },
  },
  'there were too many tries, until nobody knows when': {
    status: 429,
    body: { message: 'Too many requests.' },
  },
  'the server has a problem': { status: 500, body: { message: 'Internal server error.' } },
}

type Method = Extract<keyof WorkOS['userManagement'], `authenticateWith${string}`>
export type Grant = Exclude<Method, 'authenticateWithSessionCookie'>

/** What each way to sign in must say, and what it may. */
export const payloads: Record<Grant, { required: object; optional?: object }> = {
  authenticateWithMagicAuth: {
    required: { email: 'ada@example.com', code: '123456' },
    optional: {
      invitationToken: 'invitation_1',
      linkAuthorizationCode: 'link_1',
      radarAuthAttemptId: 'radar_att_01',
      signalsId: 'signals_1',
    },
  },
  authenticateWithPassword: {
    required: { email: 'ada@example.com', password: 'correct horse' },
    optional: {
      invitationToken: 'invitation_1',
      radarAuthAttemptId: 'radar_att_01',
      signalsId: 'signals_1',
    },
  },
  authenticateWithCode: {
    required: { code: 'code_1' },
    optional: {
      codeVerifier: 'verifier_1',
      invitationToken: 'invitation_1',
      signalsId: 'signals_1',
    },
  },
  authenticateWithCodeAndVerifier: {
    required: { code: 'code_1', codeVerifier: 'verifier_1' },
    optional: { invitationToken: 'invitation_1', signalsId: 'signals_1' },
  },
  authenticateWithRefreshToken: {
    required: { refreshToken: 'refresh_0' },
    optional: { organizationId: 'org_01' },
  },
  authenticateWithTotp: {
    required: {
      code: '123456',
      authenticationChallengeId: 'auth_challenge_01',
      pendingAuthenticationToken: 'pending_1',
    },
  },
  authenticateWithEmailVerification: {
    required: { code: '123456', pendingAuthenticationToken: 'pending_1' },
  },
  authenticateWithOrganizationSelection: {
    required: { organizationId: 'org_01', pendingAuthenticationToken: 'pending_1' },
  },
  authenticateWithRadarSmsChallenge: {
    required: {
      code: '123456',
      verificationId: 'verification_1',
      phoneNumber: '+15005550006',
      pendingAuthenticationToken: 'pending_1',
    },
  },
  authenticateWithRadarEmailChallenge: {
    required: {
      code: '123456',
      radarChallengeId: 'radar_challenge_01',
      pendingAuthenticationToken: 'pending_1',
    },
  },
}

const withoutKey = { apiKey: undefined }

function casesOf(method: Grant): Case[] {
  const { required, optional } = payloads[method]
  const everything = {
    ...required,
    ...optional,
    clientId: 'client_other',
    ipAddress: '203.0.113.7',
    userAgent: 'Mozilla/5.0',
  }
  return [
    {
      title: 'with every option',
      call: (sdk) => sdk.userManagement[method](everything),
      answers: [one(complete)],
    },
    {
      title: 'with what it cannot do without',
      call: (sdk) => sdk.userManagement[method](required),
      answers: [one(sparse)],
    },
    {
      title: 'with a session that is not sealed',
      call: (sdk) => sdk.userManagement[method]({ ...required, session: { sealSession: false } }),
      answers: [one(sparse)],
    },
    {
      title: 'with every option, without an API key',
      call: (sdk) => sdk.userManagement[method](everything),
      answers: [one(complete)],
      options: withoutKey,
    },
    {
      title: 'without an API key',
      call: (sdk) => sdk.userManagement[method](required),
      answers: [one(sparse)],
      options: withoutKey,
    },
    {
      title: 'without a client ID',
      call: (sdk) => sdk.userManagement[method](required),
      options: { clientId: undefined },
    },
    ...Object.entries(refusals).map(([title, answer]) => ({
      title: `when ${title}`,
      call: (sdk: Parameters<Case['call']>[0]) => sdk.userManagement[method](required),
      answers: [answer],
    })),
  ]
}

export const authenticate = Object.fromEntries(
  (Object.keys(payloads) as Grant[]).map((method) => [method, casesOf(method)]),
) as Pick<CasesOf<WorkOS['userManagement']>, Grant>

authenticate.authenticateWithCode.push(
  {
    title: 'with an empty code verifier',
    call: (sdk) => sdk.userManagement.authenticateWithCode({ code: 'code_1', codeVerifier: ' ' }),
  },
  {
    title: 'with a code verifier, without an API key',
    call: (sdk) =>
      sdk.userManagement.authenticateWithCode({ code: 'code_1', codeVerifier: 'verifier_1' }),
    answers: [one(sparse)],
    options: withoutKey,
  },
)
