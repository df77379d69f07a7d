import type { WorkOS } from '@workos-inc/node'
import type { Answer, Case, CasesOf } from '../both-sdks.ts'
import { one, page } from '../fixtures.ts'
import { authenticate } from './authenticate.ts'
import { bareUser, user } from './users.ts'

const times = { created_at: '2026-01-15T12:00:00.000Z', updated_at: '2026-01-15T12:00:00.000Z' }
const tomorrow = { a_field_of_tomorrow: true }

const emailVerification = {
  object: 'email_verification',
  id: 'email_verification_01',
  user_id: 'user_01',
  email: 'ada@example.com',
  expires_at: '2026-01-15T12:10:00.000Z',
  code: '123456',
  ...times,
  ...tomorrow,
}
const magicAuth = { ...emailVerification, object: 'magic_auth', id: 'magic_auth_01' }
const passwordReset = {
  object: 'password_reset',
  id: 'password_reset_01',
  user_id: 'user_01',
  email: 'ada@example.com',
  password_reset_token: 'token_1',
  password_reset_url: 'https://example.com/reset?token=token_1',
  expires_at: '2026-01-15T13:00:00.000Z',
  created_at: '2026-01-15T12:00:00.000Z',
  ...tomorrow,
}
const session = {
  object: 'session',
  id: 'session_01',
  user_id: 'user_01',
  ip_address: '203.0.113.7',
  user_agent: 'Mozilla/5.0',
  organization_id: 'org_01',
  impersonator: { email: 'support@example.com', reason: null },
  auth_method: 'password',
  status: 'active',
  expires_at: '2026-02-15T12:00:00.000Z',
  ended_at: null,
  ...times,
  ...tomorrow,
}
const { organization_id: _o, impersonator: _i, ...bareSession } = session
const apiKey = {
  object: 'api_key',
  id: 'api_key_01',
  owner: { type: 'user', id: 'user_01', organization_id: 'org_01' },
  name: 'Deployments',
  obfuscated_value: 'sk_…3456',
  last_used_at: '2026-01-16T12:00:00.000Z',
  expires_at: '2027-01-15T12:00:00.000Z',
  permissions: ['deploy'],
  ...times,
  ...tomorrow,
}
const membership = {
  object: 'organization_membership',
  id: 'om_01',
  user_id: 'user_01',
  organization_id: 'org_01',
  organization_name: 'Acme',
  status: 'active',
  directory_managed: true,
  role: { slug: 'admin' },
  roles: [{ slug: 'admin' }, { slug: 'billing' }],
  custom_attributes: { cost_center: 'R&D', floors: [1, 2] },
  user,
  ...times,
  ...tomorrow,
}
const {
  directory_managed: _d,
  custom_attributes: _c,
  user: _u,
  ...bareMembership
} = {
  ...membership,
  roles: null,
}
const group = {
  object: 'group',
  id: 'group_01',
  organization_id: 'org_01',
  name: 'Engineering',
  description: null,
  ...times,
  ...tomorrow,
}
const invitation = {
  object: 'invitation',
  id: 'invitation_01',
  email: 'ada@example.com',
  state: 'accepted',
  accepted_at: '2026-01-16T12:00:00.000Z',
  revoked_at: null,
  expires_at: '2026-01-22T12:00:00.000Z',
  organization_id: 'org_01',
  inviter_user_id: 'user_02',
  accepted_user_id: 'user_01',
  role_slug: 'admin',
  token: 'token_1',
  accept_invitation_url: 'https://example.com/invite?invitation_token=token_1',
  ...times,
  ...tomorrow,
}
const bareInvitation = {
  ...invitation,
  state: 'pending',
  accepted_at: null,
  organization_id: null,
  inviter_user_id: null,
  accepted_user_id: null,
  role_slug: null,
}
const waitlist = { object: 'waitlist', id: 'waitlist_01', ...times, ...tomorrow }
const waitlistEntry = {
  object: 'waitlist_entry',
  id: 'waitlist_entry_01',
  email: 'ada@example.com',
  state: 'approved',
  approved_at: '2026-01-16T12:00:00.000Z',
  additional_fields: { company_size: '12' },
  waitlist_id: 'waitlist_01',
  ...times,
  ...tomorrow,
}
const { additional_fields: _a, waitlist_id: _w, ...bareWaitlistEntry } = waitlistEntry

const notFound: Answer = { status: 404, body: { message: 'Not found.', code: 'not_found' } }
const invalid: Answer = {
  status: 422,
  body: { message: 'Validation failed.', errors: [{ field: 'email', code: 'email_required' }] },
}
const everyPage = { limit: 5, before: 'id_9', after: 'id_1', order: 'asc' }
const password = 'a cookie password of at least 32 characters'
const callback = 'https://example.com/callback?from=here'

/** A call that reads, changes or deletes the one thing with an id. */
const byId = (method: string, full: unknown, sparse: unknown = full): Case[] => [
  {
    title: 'with all its fields',
    call: (sdk) => sdk.userManagement[method]('id_01'),
    answers: [one(full)],
  },
  {
    title: 'with few fields, under an id that must be encoded',
    call: (sdk) => sdk.userManagement[method]('../id 01'),
    answers: [one(sparse)],
  },
  {
    title: 'that is not there',
    call: (sdk) => sdk.userManagement[method]('id_02'),
    answers: [notFound],
  },
]

/** A call that lists, by `list` with the options that it is given. */
const lists = (
  list: (sdk: Parameters<Case['call']>[0], options?: object) => unknown,
  filters: object,
  [full, sparse]: [full: unknown, sparse: unknown],
): Case[] => [
  { title: 'without options', call: (sdk) => list(sdk), answers: [page([full, sparse])] },
  {
    title: 'with every option',
    call: (sdk) => list(sdk, { ...everyPage, ...filters }),
    answers: [page([full], { after: 'id_2' })],
  },
  {
    title: 'and all of its pages',
    call: async (sdk) =>
      ((await list(sdk, filters)) as { autoPagination(): unknown }).autoPagination(),
    answers: [page([full], { after: 'id_2' }), page([sparse], { after: 'id_3' }), page([full])],
  },
  { title: 'that is refused', call: (sdk) => list(sdk), answers: [invalid] },
]

export const userManagement: CasesOf<WorkOS['userManagement']> = {
  ...authenticate,
  getJWKS: [
    { title: 'with a client ID', call: async (sdk) => typeof (await sdk.userManagement.getJWKS()) },
    {
      title: 'without a client ID',
      call: (sdk) => sdk.userManagement.getJWKS(),
      options: { clientId: undefined },
    },
  ],
  loadSealedSession: [
    {
      title: 'without a cookie',
      call: (sdk) =>
        sdk.userManagement
          .loadSealedSession({ sessionData: '', cookiePassword: password })
          .authenticate(),
    },
    {
      title: 'without a password',
      call: (sdk) =>
        sdk.userManagement.loadSealedSession({ sessionData: 'sealed', cookiePassword: '' }),
    },
  ],
  authenticateWithSessionCookie: [
    {
      title: 'without a cookie',
      call: (sdk) =>
        sdk.userManagement.authenticateWithSessionCookie({
          sessionData: '',
          cookiePassword: password,
        }),
    },
    {
      title: 'with a cookie that nobody sealed',
      call: (sdk) =>
        sdk.userManagement.authenticateWithSessionCookie({
          sessionData: 'not sealed',
          cookiePassword: password,
        }),
    },
    {
      title: 'without a password',
      call: (sdk) => sdk.userManagement.authenticateWithSessionCookie({ sessionData: 'sealed' }),
    },
    {
      title: 'without a client ID',
      call: (sdk) =>
        sdk.userManagement.authenticateWithSessionCookie({
          sessionData: '',
          cookiePassword: password,
        }),
      options: { clientId: undefined },
    },
  ],
  getSessionFromCookie: [
    {
      title: 'without a cookie',
      call: (sdk) =>
        sdk.userManagement.getSessionFromCookie({ sessionData: '', cookiePassword: password }),
    },
    {
      title: 'without a password',
      call: (sdk) => sdk.userManagement.getSessionFromCookie({ sessionData: 'sealed' }),
    },
  ],
  getUser: byId('getUser', user, bareUser),
  getUserByExternalId: byId('getUserByExternalId', user, bareUser),
  listUsers: lists(
    (sdk, options) => sdk.userManagement.listUsers(options),
    { email: 'ada@example.com', organizationId: 'org_01' },
    [user, bareUser],
  ),
  createUser: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.userManagement.createUser({
          email: 'ada@example.com',
          password: 'correct horse',
          name: 'Ada Lovelace',
          firstName: 'Ada',
          lastName: 'Lovelace',
          emailVerified: true,
          externalId: '42',
          metadata: { favouriteNumber: '7' },
          ipAddress: '203.0.113.7',
          userAgent: 'Mozilla/5.0',
          signalsId: 'signals_1',
        }),
      answers: [one({ ...user, radar_auth_attempt_id: 'radar_att_01' })],
    },
    {
      title: 'with a password hash',
      call: (sdk) =>
        sdk.userManagement.createUser({
          email: 'ada@example.com',
          passwordHash: '$2b$10$',
          passwordHashType: 'bcrypt',
        }),
      answers: [one(user)],
    },
    {
      title: 'with an email address alone',
      call: (sdk) => sdk.userManagement.createUser({ email: 'bob@example.com' }),
      answers: [one({ ...bareUser, radar_auth_attempt_id: null })],
    },
    {
      title: 'that is refused',
      call: (sdk) => sdk.userManagement.createUser({ email: 'bob@example.com' }),
      answers: [invalid],
    },
  ],
  sendRadarSmsChallenge: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.userManagement.sendRadarSmsChallenge({
          userId: 'user_01',
          pendingAuthenticationToken: 'pending_1',
          phoneNumber: '+15005550006',
          ipAddress: '203.0.113.7',
          userAgent: 'Mozilla/5.0',
        }),
      answers: [one({ verification_id: 'ver_1', phone_number: '+15005550006', ...tomorrow })],
    },
    {
      title: 'too often',
      call: (sdk) =>
        sdk.userManagement.sendRadarSmsChallenge({
          userId: 'user_01',
          pendingAuthenticationToken: 'pending_1',
          phoneNumber: '+15005550006',
        }),
      answers: [{ status: 429, body: { message: 'Later.' }, headers: { 'Retry-After': '60' } }],
    },
  ],
  getEmailVerification: byId('getEmailVerification', emailVerification),
  sendVerificationEmail: [
    {
      title: 'to a user',
      call: (sdk) => sdk.userManagement.sendVerificationEmail({ userId: 'user_01' }),
      answers: [one({ user })],
    },
    {
      title: 'to nobody',
      call: (sdk) => sdk.userManagement.sendVerificationEmail({ userId: 'user_02' }),
      answers: [notFound],
    },
  ],
  getMagicAuth: byId('getMagicAuth', magicAuth),
  createMagicAuth: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.userManagement.createMagicAuth({
          email: 'ada@example.com',
          invitationToken: 'invitation_1',
          ipAddress: '203.0.113.7',
          userAgent: 'Mozilla/5.0',
          radarAuthAttemptId: 'radar_att_00',
          signalsId: 'signals_1',
        }),
      answers: [one({ ...magicAuth, radar_auth_attempt_id: 'radar_att_01' })],
    },
    {
      title: 'with an email address alone',
      call: (sdk) => sdk.userManagement.createMagicAuth({ email: 'ada@example.com' }),
      answers: [one(magicAuth)],
    },
  ],
  verifyEmail: [
    {
      title: 'with the right code',
      call: (sdk) => sdk.userManagement.verifyEmail({ userId: 'user_01', code: '123456' }),
      answers: [one({ user })],
    },
    {
      title: 'with a wrong code',
      call: (sdk) => sdk.userManagement.verifyEmail({ userId: 'user_01', code: '654321' }),
      answers: [{ status: 400, body: { code: 'invalid_one_time_code', message: 'Wrong code.' } }],
    },
  ],
  getPasswordReset: byId('getPasswordReset', passwordReset),
  createPasswordReset: [
    {
      title: 'for a user',
      call: (sdk) => sdk.userManagement.createPasswordReset({ email: 'ada@example.com' }),
      answers: [one(passwordReset)],
    },
  ],
  resetPassword: [
    {
      title: 'with a token',
      call: (sdk) => sdk.userManagement.resetPassword({ token: 'token_1', newPassword: 'new' }),
      answers: [one({ user })],
    },
    {
      title: 'with a token that is used',
      call: (sdk) => sdk.userManagement.resetPassword({ token: 'token_0', newPassword: 'new' }),
      answers: [
        { status: 403, body: { code: 'password_reset_token_expired', message: 'Too late.' } },
      ],
    },
  ],
  updateUser: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.userManagement.updateUser({
          userId: 'user_01',
          email: 'ada@example.org',
          name: 'Ada King',
          firstName: 'Ada',
          lastName: 'King',
          emailVerified: false,
          password: 'correct horse',
          externalId: '43',
          locale: 'fr',
          metadata: { favouriteNumber: '7' },
        }),
      answers: [one(user)],
    },
    {
      title: 'with a password hash',
      call: (sdk) =>
        sdk.userManagement.updateUser({
          userId: 'user_01',
          passwordHash: '$argon2id$',
          passwordHashType: 'argon2',
        }),
      answers: [one(user)],
    },
    {
      title: 'with nothing to change',
      call: (sdk) => sdk.userManagement.updateUser({ userId: 'user_01' }),
      answers: [one(bareUser)],
    },
    {
      title: 'with values taken away',
      call: (sdk) =>
        sdk.userManagement.updateUser({
          userId: 'user_01',
          externalId: null,
          metadata: { favouriteNumber: null },
        }),
      answers: [one(bareUser)],
    },
  ],
  listSessions: lists((sdk, options) => sdk.userManagement.listSessions('user_01', options), {}, [
    session,
    { ...bareSession, ip_address: null, user_agent: null },
  ]),
  deleteUser: [
    {
      title: 'that is there',
      call: (sdk) => sdk.userManagement.deleteUser('user_01'),
      answers: [{ status: 204 }],
    },
    {
      title: 'that is not there',
      call: (sdk) => sdk.userManagement.deleteUser('user_02'),
      answers: [notFound],
    },
  ],
  listUserApiKeys: lists(
    (sdk, options) => sdk.userManagement.listUserApiKeys('user_01', options),
    { organizationId: 'org_01' },
    [apiKey, { ...apiKey, last_used_at: null, expires_at: null, permissions: [] }],
  ),
  createUserApiKey: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.userManagement.createUserApiKey(
          'user_01',
          {
            name: 'Deployments',
            organizationId: 'org_01',
            permissions: ['deploy'],
            expiresAt: new Date('2027-01-15T12:00:00Z'),
          },
          { idempotencyKey: 'once' },
        ),
      answers: [one({ ...apiKey, value: 'sk_1' })],
    },
    {
      title: 'with what it cannot do without',
      call: (sdk) =>
        sdk.userManagement.createUserApiKey('user_01', { name: 'CI', organizationId: 'org_01' }),
      answers: [one({ ...apiKey, last_used_at: null, expires_at: null, value: 'sk_1' })],
    },
    {
      title: 'with a date that is none',
      call: (sdk) =>
        sdk.userManagement.createUserApiKey('user_01', {
          name: 'CI',
          organizationId: 'org_01',
          expiresAt: new Date('never'),
        }),
    },
  ],
  getUserIdentities: [
    {
      title: 'of a user',
      call: (sdk) => sdk.userManagement.getUserIdentities('user_01'),
      answers: [
        one([
          { idp_id: '1', type: 'OAuth', provider: 'GoogleOAuth', ...tomorrow },
          { idp_id: '2', type: 'OAuth', provider: 'GithubOAuth' },
        ]),
      ],
    },
    {
      title: 'with the other spelling of a provider',
      call: (sdk) => sdk.userManagement.getUserIdentities('user_01'),
      answers: [one([{ idp_id: '3', type: 'OAuth', provider: 'GitHubOAuth' }])],
    },
    { title: 'of nobody', call: (sdk) => sdk.userManagement.getUserIdentities('') },
  ],
  getOrganizationMembership: byId('getOrganizationMembership', membership, bareMembership),
  listOrganizationMemberships: [
    {
      title: 'of an organization',
      call: (sdk) =>
        sdk.userManagement.listOrganizationMemberships({ organizationId: 'org_01', statuses: [] }),
      answers: [page([membership, bareMembership])],
    },
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.userManagement.listOrganizationMemberships({
          ...everyPage,
          organizationId: 'org_01',
          userId: 'user_01',
          statuses: ['active', 'pending'],
        }),
      answers: [page([])],
    },
    {
      title: 'and all of its pages',
      call: async (sdk) =>
        (
          await sdk.userManagement.listOrganizationMemberships({
            userId: 'user_01',
            statuses: ['active', 'inactive'],
          })
        ).autoPagination(),
      answers: [page([membership], { after: 'om_2' }), page([bareMembership])],
    },
  ],
  createOrganizationMembership: [
    {
      title: 'with a role',
      call: (sdk) =>
        sdk.userManagement.createOrganizationMembership({
          organizationId: 'org_01',
          userId: 'user_01',
          roleSlug: 'admin',
        }),
      answers: [one(bareMembership)],
    },
    {
      title: 'with several roles',
      call: (sdk) =>
        sdk.userManagement.createOrganizationMembership({
          organizationId: 'org_01',
          userId: 'user_01',
          roleSlugs: ['admin', 'billing'],
        }),
      answers: [one(membership)],
    },
    {
      title: 'with what it cannot do without',
      call: (sdk) =>
        sdk.userManagement.createOrganizationMembership({
          organizationId: 'org_01',
          userId: 'user_01',
        }),
      answers: [one(bareMembership)],
    },
  ],
  updateOrganizationMembership: [
    {
      title: 'with a role',
      call: (sdk) =>
        sdk.userManagement.updateOrganizationMembership('om_01', { roleSlug: 'member' }),
      answers: [one(bareMembership)],
    },
    {
      title: 'with several roles',
      call: (sdk) =>
        sdk.userManagement.updateOrganizationMembership('om_01', {
          roleSlugs: ['member', 'billing'],
        }),
      answers: [one(membership)],
    },
    {
      title: 'with nothing to change',
      call: (sdk) => sdk.userManagement.updateOrganizationMembership('om_01', {}),
      answers: [one(bareMembership)],
    },
  ],
  deleteOrganizationMembership: [
    {
      title: 'that is there',
      call: (sdk) => sdk.userManagement.deleteOrganizationMembership('om_01'),
      answers: [{ status: 204 }],
    },
  ],
  deactivateOrganizationMembership: byId('deactivateOrganizationMembership', membership),
  reactivateOrganizationMembership: byId('reactivateOrganizationMembership', membership),
  listGroupsForOrganizationMembership: lists(
    (sdk, options) =>
      sdk.userManagement.listGroupsForOrganizationMembership({
        organizationMembershipId: 'om_01',
        ...options,
      }),
    {},
    [group, { ...group, description: 'Builds things.' }],
  ),
  getInvitation: byId('getInvitation', invitation, bareInvitation),
  findInvitationByToken: byId('findInvitationByToken', invitation, bareInvitation),
  listInvitations: lists(
    (sdk, options) => sdk.userManagement.listInvitations(options),
    { email: 'ada@example.com', organizationId: 'org_01' },
    [invitation, bareInvitation],
  ),
  sendInvitation: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.userManagement.sendInvitation({
          email: 'ada@example.com',
          organizationId: 'org_01',
          expiresInDays: 7,
          inviterUserId: 'user_02',
          roleSlug: 'admin',
          locale: 'fr',
        }),
      answers: [one(bareInvitation)],
    },
    {
      title: 'with an email address alone',
      call: (sdk) => sdk.userManagement.sendInvitation({ email: 'ada@example.com' }),
      answers: [one(bareInvitation)],
    },
    {
      title: 'that is refused',
      call: (sdk) => sdk.userManagement.sendInvitation({ email: 'ada@example.com' }),
      answers: [{ status: 400, body: { code: 'user_already_invited', message: 'Invited.' } }],
    },
  ],
  acceptInvitation: byId('acceptInvitation', invitation),
  revokeInvitation: byId('revokeInvitation', invitation),
  resendInvitation: [
    ...byId('resendInvitation', invitation),
    {
      title: 'in a language',
      call: (sdk) => sdk.userManagement.resendInvitation('invitation_01', { locale: 'de' }),
      answers: [one(bareInvitation)],
    },
  ],
  listWaitlists: [
    {
      title: 'of the environment',
      call: (sdk) => sdk.userManagement.listWaitlists(),
      answers: [page([waitlist])],
    },
  ],
  getWaitlist: byId('getWaitlist', waitlist),
  listWaitlistEntries: lists(
    (sdk, options) => sdk.userManagement.listWaitlistEntries('default', options),
    { state: 'pending', email: 'ada@example.com' },
    [waitlistEntry, { ...bareWaitlistEntry, approved_at: null }],
  ),
  createWaitlistEntry: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.userManagement.createWaitlistEntry('default', {
          email: 'ada@example.com',
          additionalFields: { companySize: '12' },
          sendConfirmationEmail: true,
        }),
      answers: [one(waitlistEntry)],
    },
    {
      title: 'with an email address alone',
      call: (sdk) =>
        sdk.userManagement.createWaitlistEntry('waitlist_01', { email: 'ada@example.com' }),
      answers: [one(bareWaitlistEntry)],
    },
  ],
  approveWaitlistEntry: byId('approveWaitlistEntry', waitlistEntry, bareWaitlistEntry),
  denyWaitlistEntry: byId('denyWaitlistEntry', waitlistEntry, bareWaitlistEntry),
  deleteWaitlistEntry: [
    {
      title: 'that is there',
      call: (sdk) => sdk.userManagement.deleteWaitlistEntry('waitlist_entry_01'),
      answers: [{ status: 204 }],
    },
  ],
  revokeSession: [
    {
      title: 'that is active',
      call: (sdk) => sdk.userManagement.revokeSession({ sessionId: 'session_01' }),
    },
    {
      title: 'that has ended',
      call: (sdk) => sdk.userManagement.revokeSession({ sessionId: 'session_02' }),
      answers: [{ status: 400, body: { code: 'session_inactive', message: 'Ended.' } }],
    },
  ],
  getAuthorizationUrl: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.userManagement.getAuthorizationUrl({
          claimNonce: 'nonce_1',
          clientId: 'client_other',
          codeChallenge: 'challenge_1',
          codeChallengeMethod: 'S256',
          connectionId: 'conn_01',
          organizationId: 'org_01',
          provider: 'authkit',
          domainHint: 'example.com',
          invitationToken: 'invitation_1',
          loginHint: 'ada+work@example.com',
          maxAge: 0,
          prompt: 'consent',
          providerQueryParams: { hd: 'example.com', foo: true, bar: 7 },
          providerScopes: ['calendar', 'mail'],
          redirectUri: callback,
          screenHint: 'sign-up',
          state: 'a state with spaces & signs',
        }),
    },
    {
      title: 'with a provider',
      call: (sdk) =>
        sdk.userManagement.getAuthorizationUrl({
          provider: 'GoogleOAuth',
          redirectUri: callback,
        }),
      options: { apiKey: undefined },
    },
    {
      title: 'with a connection',
      call: (sdk) =>
        sdk.userManagement.getAuthorizationUrl({ connectionId: 'conn_01', redirectUri: callback }),
    },
    {
      title: 'without a place to sign in',
      call: (sdk) => sdk.userManagement.getAuthorizationUrl({ redirectUri: callback }),
    },
    {
      title: 'with a screen that is not of AuthKit',
      call: (sdk) =>
        sdk.userManagement.getAuthorizationUrl({
          provider: 'GoogleOAuth',
          redirectUri: callback,
          screenHint: 'sign-in',
        }),
    },
    {
      title: 'without a client ID',
      call: (sdk) =>
        sdk.userManagement.getAuthorizationUrl({ provider: 'authkit', redirectUri: callback }),
      options: { clientId: undefined },
    },
  ],
  getAuthorizationUrlWithPKCE: [
    {
      title: 'with every option, state and challenge apart',
      call: (sdk) =>
        withoutRandomness(
          sdk.userManagement.getAuthorizationUrlWithPKCE({
            clientId: 'client_other',
            connectionId: 'conn_01',
            organizationId: 'org_01',
            provider: 'authkit',
            domainHint: 'example.com',
            loginHint: 'ada@example.com',
            maxAge: 60,
            prompt: 'login',
            providerQueryParams: { hd: 'example.com' },
            providerScopes: ['calendar'],
            redirectUri: 'myapp://callback',
            screenHint: 'sign-in',
          }),
        ),
      options: { apiKey: undefined },
    },
    {
      title: 'without a place to sign in',
      call: (sdk) =>
        sdk.userManagement.getAuthorizationUrlWithPKCE({ redirectUri: 'myapp://callback' }),
    },
    {
      title: 'with a screen that is not of AuthKit',
      call: (sdk) =>
        sdk.userManagement.getAuthorizationUrlWithPKCE({
          provider: 'GoogleOAuth',
          redirectUri: 'myapp://callback',
          screenHint: 'sign-in',
        }),
    },
  ],
  getLogoutUrl: [
    {
      title: 'with every option',
      call: (sdk) =>
        sdk.userManagement.getLogoutUrl({ sessionId: 'session_01', returnTo: callback }),
    },
    {
      title: 'with a session alone',
      call: (sdk) => sdk.userManagement.getLogoutUrl({ sessionId: 'session_01' }),
    },
    {
      title: 'without a session',
      call: (sdk) => sdk.userManagement.getLogoutUrl({ sessionId: '' }),
    },
  ],
  getJwksUrl: [
    {
      title: 'of an application',
      call: (sdk) => sdk.userManagement.getJwksUrl('client_01'),
      options: { apiHostname: 'localhost', port: 4000, https: false },
    },
    { title: 'of none', call: (sdk) => sdk.userManagement.getJwksUrl('') },
  ],
}

/** State, verifier and challenge are others each time. Only their lengths can be compared. */
async function withoutRandomness(
  result: Promise<{ url: string; state: string; codeVerifier: string }>,
) {
  const { url, state, codeVerifier } = await result
  const parameters = new URL(url).searchParams
  return {
    sameState: parameters.get('state') === state,
    url: url.replace(state, '…').replace(parameters.get('code_challenge') ?? '', '…'),
    lengths: [state, codeVerifier, parameters.get('code_challenge')].map((one) => one?.length),
  }
}
