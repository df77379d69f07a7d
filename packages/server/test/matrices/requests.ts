import type { Things } from './things.ts'

export interface DeclaredRequest {
  method: string
  /** As it is asked for, without the query. */
  path: string
  query?: Record<string, string>
  /** Text is sent as a JSON string. */
  body?: Record<string, unknown> | string
}

const get = (path: string, query?: Record<string, string>): DeclaredRequest => ({
  method: 'GET',
  path,
  ...(query ? { query } : {}),
})
const sending =
  (method: string) =>
  (path: string, body?: DeclaredRequest['body']): DeclaredRequest => ({
    method,
    path,
    ...(body ? { body } : {}),
  })
const post = sending('POST')
const put = sending('PUT')
const patch = sending('PATCH')
const remove = sending('DELETE')

const users = '/user_management/users'
const userManagement = '/user_management'
const dashboard = '/dashboard/api'

/**
 * A valid request for every route that asks for a key or an owner, with the things of a tenant. Sent
 * in this order with the tenant's own things, all of them succeed. Every id, slug and token that a
 * route takes is in one of its requests. The matrices are made of these.
 */
export const requests: ((of: Things) => DeclaredRequest)[] = [
  // Users
  (of) => get(users, { organization_id: of.organization }),
  (of) => get(users, { organization: of.organization, email: of.email }),
  () => post(users, { ...person, email: 'grace@example.org', password: 'nine other short words' }),
  () => post(users, { email: 'imported@example.org', email_verified: false, ...imported }),
  (of) => get(`${users}/external_id/${of.userExternalId}`),
  (of) => get(`${users}/${of.user}`),
  (of) => put(`${users}/${of.user}`, { ...person, external_id: 'grace-1', locale: 'en' }),
  (of) => put(`${users}/${of.unasked}`, { email: 'asked@example.org', ...imported }),
  (of) => get(`${users}/${of.user}/identities`),
  (of) => get(`${users}/${of.user}/sessions`),
  (of) => get(`${users}/${of.user}/feature-flags`),
  (of) => get(`${users}/${of.user}/authorized_applications`),
  (of) => post(`${users}/${of.moving}/email_change/confirm`, { code: of.movingCode }),
  (of) => post(`${users}/${of.moving}/email_change/send`, { new_email: 'again@example.org' }),
  (of) => get(`${userManagement}/email_verification/${of.verification}`),
  (of) => post(`${users}/${of.unverified}/email_verification/confirm`, codeOf(of.verificationCode)),
  (of) => post(`${users}/${of.unasked}/email_verification/send`),
  (of) => post(`${userManagement}/sessions/revoke`, { session_id: of.session }),

  // Factors
  (of) => get(`${users}/${of.user}/auth_factors`),
  (of) => post(`${users}/${of.user}/auth_factors`, { type: 'totp', ...totp }),
  (of) => post('/auth/factors/enroll', { type: 'totp', user_id: of.user, ...totp }),
  (of) => get(`/auth/factors/${of.factor}`),
  (of) => post(`/auth/challenges/${of.challenge}/verify`, codeOf(of.challengeCode)),
  (of) => post(`/auth/factors/${of.factor}/challenge`),
  (of) => remove(`/auth/factors/${of.factor}`),

  // Codes, links and invitations
  (of) => get(`${userManagement}/magic_auth/${of.magicAuth}`),
  (of) =>
    post(`${userManagement}/magic_auth`, {
      email: 'invited@example.net',
      invitation_token: of.invitationTokenForCode,
    }),
  (of) => get(`${userManagement}/password_reset/${of.passwordReset}`),
  (of) =>
    post(`${userManagement}/password_reset/confirm`, {
      token: of.passwordResetToken,
      new_password: 'four other unrelated words',
    }),
  (of) => post(`${userManagement}/password_reset`, { email: of.email }),
  (of) => get(`${userManagement}/invitations`, { organization_id: of.organization }),
  (of) => get(`${dashboard}/invitations`, { organization_id: of.organization }),
  (of) =>
    post(`${userManagement}/invitations`, {
      email: 'guest@example.org',
      organization_id: of.organization,
      role_slug: of.organizationRole,
      inviter_user_id: of.user,
      expires_in_days: 3,
      locale: 'en',
    }),
  (of) => get(`${userManagement}/invitations/by_token/${of.invitationToken}`),
  (of) => get(`${userManagement}/invitations/${of.invitation}`),
  (of) => post(`${userManagement}/invitations/${of.invitationToAccept}/accept`),
  (of) => post(`${userManagement}/invitations/${of.invitation}/resend`, { locale: 'en' }),
  (of) => post(`${userManagement}/invitations/${of.invitation}/revoke`),

  // Permissions and roles
  () => get('/authorization/permissions'),
  () => post('/authorization/permissions', { slug: 'posts:write', ...described }),
  (of) => get(`/authorization/permissions/${of.permission}`),
  (of) => patch(`/authorization/permissions/${of.permission}`, described),
  () => get(`${dashboard}/role_settings`),
  (of) =>
    patch(`${dashboard}/role_settings`, {
      default_role_slug: of.role,
      priority: [of.role, 'admin', 'member'],
      multiple_roles_enabled: true,
    }),
  (of) => get(`${dashboard}/organizations/${of.organization}/role_settings`),
  (of) =>
    patch(`${dashboard}/organizations/${of.organization}/role_settings`, {
      default_role_slug: of.organizationRole,
      priority: [of.organizationRole, of.role, of.spareRole, 'admin', 'member'],
    }),
  () => get('/authorization/roles'),
  () => post('/authorization/roles', { slug: 'editor', ...described }),
  (of) => get(`/authorization/roles/${of.role}`),
  (of) => patch(`/authorization/roles/${of.role}`, described),
  (of) => put(`/authorization/roles/${of.role}/permissions`, { permissions: [of.permission] }),
  (of) => post(`/authorization/roles/${of.role}/permissions`, { slug: of.permission }),
  (of) => get(rolesOf(of)),
  (of) => get(`/organizations/${of.organization}/roles`),
  (of) => post(rolesOf(of), { slug: 'org-editor', ...described }),
  (of) => get(`${rolesOf(of)}/${of.organizationRole}`),
  (of) => patch(`${rolesOf(of)}/${of.organizationRole}`, described),
  (of) =>
    put(`${rolesOf(of)}/${of.organizationRole}/permissions`, { permissions: [of.permission] }),
  (of) => post(`${rolesOf(of)}/${of.organizationRole}/permissions`, { slug: of.permission }),
  (of) => remove(`${rolesOf(of)}/${of.organizationRole}/permissions/${of.permission}`),

  // Organization memberships and groups
  (of) => get(memberships, { organization_id: of.organization, user_id: of.user }),
  (of) =>
    post(memberships, {
      user_id: of.outsider,
      organization_id: of.organization,
      role_slug: of.organizationRole,
    }),
  (of) =>
    post(memberships, {
      user_id: of.unverified,
      organization_id: of.organization,
      role_slugs: [of.organizationRole, of.role],
    }),
  (of) => get(`${memberships}/${of.membership}`),
  (of) => put(`${memberships}/${of.membership}`, { role_slug: of.organizationRole }),
  (of) => put(`${memberships}/${of.membership}`, { role_slugs: [of.organizationRole, of.role] }),
  (of) => put(`${memberships}/${of.membership}/deactivate`),
  (of) => put(`${memberships}/${of.membership}/reactivate`),
  (of) => get(`${memberships}/${of.membership}/groups`),
  (of) => get(groupsOf(of)),
  (of) => post(groupsOf(of), { name: 'Readers', description: 'Who read.' }),
  (of) => get(`${groupsOf(of)}/${of.group}`),
  (of) => patch(`${groupsOf(of)}/${of.group}`, { name: 'Writers', description: 'Who write.' }),
  (of) => get(membersOf(of)),
  (of) => post(membersOf(of), { organization_membership_id: of.membership }),
  (of) => remove(`${membersOf(of)}/${of.membershipInGroup}`),
  (of) => get(`${dashboard}${groupsOf(of)}/${of.group}/members`),
  (of) => remove(`${groupsOf(of)}/${of.group}`),

  // Keys of customers
  (of) => get(`/organizations/${of.organization}/api_keys`),
  (of) => post(`/organizations/${of.organization}/api_keys`, keyWith(of.permission)),
  (of) => get(`${users}/${of.user}/api_keys`, { organization_id: of.organization }),
  (of) =>
    post(`${users}/${of.user}/api_keys`, {
      ...keyWith(of.permission),
      organization_id: of.organization,
    }),
  (of) => post('/api_keys/validations', { value: of.customerKeyValue }),
  (of) => post(`/api_keys/${of.customerKey}/expire`, { expires_at: '2099-01-01T00:00:00Z' }),
  (of) => remove(`/api_keys/${of.customerKey}`),

  // Tokens for pages
  (of) => post('/widgets/token', { organization_id: of.organization, user_id: of.user }),
  (of) => post('/client/token', { organization_id: of.organization, user_id: of.user }),

  // Feature flags
  () => get('/feature-flags'),
  () => get('/sdk/feature-flags'),
  (of) => get(`/feature-flags/${of.flag}`),
  (of) => put(`/feature-flags/${of.flag}/enable`),
  (of) => put(`/feature-flags/${of.flag}/disable`),
  (of) => post(`/feature-flags/${of.flag}/targets/${of.user}`),
  (of) => post(`/feature-flags/${of.flag}/targets/${of.organization}`),
  (of) => remove(`/feature-flags/${of.flag}/targets/${of.organization}`),
  (of) => get(`/organizations/${of.organization}/feature-flags`),
  (of) => get(`${dashboard}/feature-flags/${of.flag}/targets`),
  () => post(`${dashboard}/feature-flags`, { slug: 'everywhere', ...flag }),
  () => put(`${dashboard}/feature-flags/everywhere`, { ...flag, default_value: true }),
  () => remove(`${dashboard}/feature-flags/everywhere`),

  // What happened, and who is told
  (of) => get('/events', { events: 'user.created', organization_id: of.organization }),
  () => get('/webhook_endpoints'),
  () => post('/webhook_endpoints', webhook('https://hooks.example.org')),
  (of) =>
    patch(`/webhook_endpoints/${of.webhook}`, {
      ...webhook('https://hooks.example.net'),
      status: 'enabled',
    }),
  (of) => get(`${dashboard}/webhook_endpoints/${of.webhook}/deliveries`),
  (of) =>
    post(`${dashboard}/webhook_endpoints/${of.webhook}/test_events`, {
      event: 'group.created',
      data: { name: 'Readers' },
    }),
  () => get(`${dashboard}/event_names`),
  (of) => get(`${dashboard}/events/${of.event}`),
  (of) => get(`${dashboard}/events/${of.event}/webhook_deliveries`),
  () => get(`${dashboard}/webhook_event_names`),
  (of) => get(`${dashboard}/webhook_endpoints/${of.webhook}`),
  (of) => post(`${dashboard}/webhook_endpoints/${of.webhook}/redeliver_failed`),
  (of) => get(`${dashboard}/webhook_deliveries/${of.delivery}`),
  (of) => post(`${dashboard}/webhook_deliveries/${of.delivery}/redeliver`),
  (of) => post(`${dashboard}/webhook_endpoints/${of.webhook}/rotate_secret`),
  (of) => remove(`/webhook_endpoints/${of.webhook}`),
  () => get(`${dashboard}/action_endpoints`),
  () => post(`${dashboard}/action_endpoints`, { type: 'user_registration', ...action }),
  (of) => put(`${dashboard}/action_endpoints/${of.action}`, action),
  (of) => post(`${dashboard}/action_endpoints/${of.action}/rotate_secret`),
  (of) => post(`${dashboard}/action_endpoints/${of.action}/test`),
  (of) => get(`${dashboard}/action_endpoints/${of.action}/executions`),
  (of) => remove(`${dashboard}/action_endpoints/${of.action}`),
  () => get(`${dashboard}/emails`),
  (of) => get(`${dashboard}/emails/${of.mail}`),

  // Settings
  () => get(`${dashboard}/session`),
  () => get(`${dashboard}/authentication_settings`),
  () => put(`${dashboard}/authentication_settings`, authenticationSettings),
  () => get(`${dashboard}/application`),
  () => put(`${dashboard}/application`, { name: 'Readers' }),
  () => get(`${dashboard}/api_keys`),
  () => post(`${dashboard}/api_keys`, { name: 'CI' }),
  (of) => post(`${dashboard}/api_keys/${of.apiKey}/reveal`),
  (of) => remove(`${dashboard}/api_keys/${of.apiKey}`),
  () => get(`${dashboard}/redirects`),
  () => get(`${userManagement}/redirect_uris`),
  () => post(`${userManagement}/redirect_uris`, { uri: 'https://in.example.org' }),
  (of) => put(`${dashboard}/redirect_uris/${of.redirect}/default`),
  (of) => remove(`${userManagement}/redirect_uris/${of.spareRedirect}`),
  () => post(`${dashboard}/sign_out_redirects`, { uri: 'https://out.example.org' }),
  (of) => put(`${dashboard}/sign_out_redirects/${of.signOut}/default`),
  (of) => remove(`${dashboard}/sign_out_redirects/${of.spareSignOut}`),
  () => put(`${dashboard}/sign_in_endpoint`, { url: 'https://app.example.org/sign-in' }),
  () => put(`${userManagement}/app_homepage_url`, { url: 'https://app.example.org' }),
  () => get(`${userManagement}/cors_origins`),
  () => post(`${userManagement}/cors_origins`, { origin: 'https://app.example.org' }),
  (of) => remove(`${dashboard}/cors_origins/${of.corsOrigin}`),
  () => put(`${userManagement}/jwt_template`, { content: '{"plan": "free"}' }),
  () => get(`${userManagement}/jwt_template`),
  () => get(`${dashboard}/jwt_template/variables`),
  (of) =>
    post(`${dashboard}/jwt_template/preview`, {
      content: '{"plan": "free"}',
      user_id: of.user,
      organization_id: of.organization,
    }),

  () => remove(`${dashboard}/jwt_template`),
  () => post('/latchkey/configuration', configuration),
  () => get('/latchkey/configuration'),
  () =>
    post('/latchkey/imports/users', {
      ...person,
      ...imported,
      ...history,
      id: 'user_01ARZ3NDEKTSV4RRFFQ69G5FAV',
      email: 'moved@example.org',
      email_verified: true,
      external_id: 'moved-1',
      locale: 'en',
      last_sign_in_at: '2025-02-01T00:00:00Z',
      profile_picture_url: 'https://example.org/grace.png',
    }),
  () =>
    post('/latchkey/imports/organizations', {
      ...organization,
      ...history,
      id: 'org_01ARZ3NDEKTSV4RRFFQ69G5FAV',
      external_id: 'moved-1',
      stripe_customer_id: 'cus_moved',
      domain_data: [{ domain: 'moved.example.org', state: 'verified' }],
    }),
  (of) =>
    post('/latchkey/imports/organization_memberships', {
      ...history,
      id: 'om_01ARZ3NDEKTSV4RRFFQ69G5FAV',
      user_id: of.unasked,
      organization_id: of.organization,
      role_slugs: [of.organizationRole],
      status: 'inactive',
    }),
  (of) =>
    post('/latchkey/imports/organization_memberships', {
      id: 'om_01ARZ3NDEKTSV4RRFFQ69G5FAW',
      user_id: of.moving,
      organization_id: of.organization,
      role_slug: of.organizationRole,
    }),

  // Organizations and their domains
  () => get('/organizations'),
  () =>
    post('/organizations', {
      ...organization,
      external_id: 'readers-1',
      domain_data: [{ domain: 'readers.example.org', state: 'pending' }],
    }),
  (of) => get(`/organizations/external_id/${of.organizationExternalId}`),
  (of) => get(`/organizations/${of.organization}`),
  (of) =>
    post('/organization_domains', { domain: 'a.example.net', organization_id: of.organization }),
  (of) => get(`${dashboard}/organizations/${of.organization}/authentication_policy`),
  (of) =>
    put(`${dashboard}/organizations/${of.organization}/authentication_policy`, {
      mfa_policy: 'required',
    }),
  (of) => get(`/organization_domains/${of.domain}`),
  (of) => post(`/organization_domains/${of.domain}/verify`),
  (of) => post(`${dashboard}/organization_domains/${of.checkedDomain}/check`),
  (of) => post(`${dashboard}/organization_domains/${of.domain}/mark_verified`),
  (of) => remove(`/organization_domains/${of.domain}`),
  (of) =>
    put(`/organizations/${of.organization}`, {
      ...organization,
      stripe_customer_id: 'cus_1',
      external_id: 'readers-2',
      domain_data: [{ domain: 'writers.example.org', state: 'verified' }],
    }),

  // Connections
  (of) => get('/connections', { organization_id: of.organization }),
  (of) => get(`/connections/${of.connection}`),
  (of) => remove(`/connections/${of.connection}`),

  // What takes other things with it
  (of) => remove(`${memberships}/${of.membership}`),
  (of) => remove(`${rolesOf(of)}/${of.spareRole}`),
  (of) => remove(`/authorization/permissions/${of.permission}`),
  () => patch(`${dashboard}/role_settings`, { default_role_slug: 'member' }),
  (of) => remove(`${dashboard}/roles/${of.role}`),
  (of) => remove(`${users}/${of.user}`),
  (of) => remove(`/organizations/${of.organization}`),
]

const memberships = '/user_management/organization_memberships'
const rolesOf = ({ organization }: Things) => `/authorization/organizations/${organization}/roles`
const groupsOf = ({ organization }: Things) => `/organizations/${organization}/groups`
const membersOf = (of: Things) => `${groupsOf(of)}/${of.group}/organization-memberships`

const codeOf = (code: string) => ({ code })
const person = {
  first_name: 'Grace',
  last_name: 'Hopper',
  name: 'Grace Hopper',
  metadata: { plan: 'free' },
}
const imported = {
  password_hash: '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
  password_hash_type: 'bcrypt',
}
const history = { created_at: '2025-01-01T00:00:00Z', updated_at: '2025-01-02T00:00:00Z' }
const totp = { totp_issuer: 'Readers', totp_user: 'grace' }
const described = { name: 'Editor', description: 'Who edit.' }
const keyWith = (permission: string) => ({
  name: 'CI',
  permissions: [permission],
  expires_at: '2099-01-01T00:00:00Z',
})
const flag = { name: 'Everywhere', description: 'For everybody.', tags: ['new'] }
const webhook = (endpoint_url: string) => ({ endpoint_url, events: ['user.created'] })
const action = {
  url: 'https://actions.example.org',
  enabled: false,
  failure_mode: 'allow',
  timeout_milliseconds: 1_000,
}
const authenticationSettings = {
  sign_up_enabled: true,
  sign_up_names_required: false,
  mfa_policy: 'off',
  magic_auth_enabled: true,
  password: { minimum_length: 12, minimum_strength: 2, reject_breached: false },
  sessions: {
    access_token_lifetime_seconds: 300,
    maximum_lifetime_seconds: 86_400,
    inactivity_timeout_seconds: null,
  },
}
const configuration = `
environments:
  staging:
    application: { homepage_url: https://app.example.org }
`
const organization = {
  name: 'Readers Inc.',
  allow_profiles_outside_organization: true,
  metadata: { plan: 'free' },
}
