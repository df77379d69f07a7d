import type { EventName } from '@workos-inc/node'

const tomorrow = { a_field_of_tomorrow: true }
const times = { created_at: '2026-01-15T12:00:00.000Z', updated_at: '2026-01-16T12:00:00.000Z' }
const expiry = { expires_at: '2026-01-15T12:10:00.000Z' }

/** The same thing with everything said of it, and with as little as the contract allows. */
const authentication = (type: string, status: string) => [
  {
    type,
    status,
    email: 'ada@example.com',
    error: { code: 'invalid_credentials', message: 'Wrong.' },
    ip_address: '203.0.113.7',
    user_agent: 'Mozilla/5.0',
    user_id: 'user_01',
    sso: { connection_id: 'conn_01', organization_id: 'org_01', session_id: 'session_01' },
    ...tomorrow,
  },
  { type, status, email: null, ip_address: null, user_agent: null, user_id: null },
  {
    ...{ type, status, email: null, ip_address: null, user_agent: null, user_id: null },
    sso: { connection_id: 'conn_01', organization_id: 'org_01' },
  },
]

const risk = {
  auth_method: 'Password',
  action: 'login',
  control: 'bot_detection',
  blocklist_type: 'ip_address',
  ip_address: '203.0.113.7',
  user_agent: 'curl/8',
  user_id: 'user_01',
  email: 'ada@example.com',
}
const risks = [
  { ...risk, ...tomorrow },
  { ...risk, control: null, blocklist_type: null, ip_address: null, user_agent: null },
]

const apiKey = {
  object: 'api_key',
  id: 'api_key_01',
  owner: { type: 'organization', id: 'org_01' },
  name: 'Deployment',
  obfuscated_value: 'sk_…abcd',
  last_used_at: '2026-01-15T12:00:00.000Z',
  permissions: ['posts:read'],
  ...times,
}
const apiKeys = [
  { ...apiKey, ...tomorrow },
  {
    ...apiKey,
    owner: { type: 'user', id: 'user_01', organization_id: 'org_01' },
    last_used_at: null,
    permissions: [],
  },
]

const connection = {
  object: 'connection',
  id: 'conn_01',
  name: 'Acme',
  connection_type: 'OktaSAML',
  state: 'active',
  domains: [{ object: 'connection_domain', id: 'conn_domain_01', domain: 'example.com' }],
  ...times,
}
const connections = [
  { ...connection, organization_id: 'org_01', ...tomorrow },
  { ...connection, domains: [] },
]

const directory = {
  object: 'directory',
  id: 'directory_01',
  type: 'okta scim v2.0',
  state: 'active',
  name: 'Acme',
  ...times,
}
const directories = [
  {
    ...directory,
    external_key: 'key',
    organization_id: 'org_01',
    domains: [{ object: 'organization_domain', id: 'org_domain_01', domain: 'example.com' }],
    ...tomorrow,
  },
  { ...directory, external_key: 'key', domains: [] },
]
const deletedDirectories = [{ ...directory, organization_id: 'org_01', ...tomorrow }, directory]

const directoryGroup = {
  object: 'directory_group',
  id: 'directory_group_01',
  idp_id: 'idp_01',
  directory_id: 'directory_01',
  organization_id: 'org_01',
  name: 'Engineers',
  raw_attributes: { display_name: 'Engineers' },
  ...times,
}
const directoryGroups = [
  { ...directoryGroup, ...tomorrow },
  { ...directoryGroup, organization_id: null, raw_attributes: {} },
]
const updatedDirectoryGroups = [
  { ...directoryGroup, previous_attributes: { name: 'Developers', raw_attributes: {} } },
  directoryGroup,
]

const directoryUser = {
  object: 'directory_user',
  id: 'directory_user_01',
  directory_id: 'directory_01',
  organization_id: 'org_01',
  idp_id: 'idp_02',
  email: 'ada@example.com',
  first_name: 'Ada',
  last_name: 'Lovelace',
  state: 'active',
  raw_attributes: { user_name: 'ada' },
  custom_attributes: { cost_center: 'R&D' },
  ...times,
}
const sparseDirectoryUser = {
  ...{ ...directoryUser, organization_id: null, email: null, first_name: null, last_name: null },
  ...{ raw_attributes: {}, custom_attributes: {} },
}
const withRoles = { role: { slug: 'admin' }, roles: [{ slug: 'admin' }] }
const directoryUsers = [{ ...directoryUser, ...withRoles, ...tomorrow }, sparseDirectoryUser]
const updatedDirectoryUsers = [
  { ...directoryUser, ...withRoles, previous_attributes: { first_name: 'A.' }, ...tomorrow },
  sparseDirectoryUser,
]
const directoryMembers = [
  { directory_id: 'directory_01', user: directoryUser, group: directoryGroup, ...tomorrow },
  { directory_id: 'directory_01', user: sparseDirectoryUser, group: directoryGroup },
]

const ofUser = { user_id: 'user_01', email: 'ada@example.com', ...expiry, ...times }
const emailVerifications = [
  { object: 'email_verification', id: 'email_verification_01', ...ofUser, code: '123456' },
]
const magicAuths = [{ object: 'magic_auth', id: 'magic_auth_01', ...ofUser, ...tomorrow }]
const passwordResets = [{ object: 'password_reset', id: 'password_reset_01', ...ofUser }]

const invitation = {
  object: 'invitation',
  id: 'invitation_01',
  email: 'ada@example.com',
  state: 'accepted',
  accepted_at: '2026-01-15T13:00:00.000Z',
  revoked_at: null,
  organization_id: 'org_01',
  inviter_user_id: 'user_02',
  accepted_user_id: 'user_01',
  role_slug: 'member',
  ...expiry,
  ...times,
}
const invitations = [
  { ...invitation, ...tomorrow },
  {
    ...{ ...invitation, state: 'pending', accepted_at: null, organization_id: null },
    ...{ inviter_user_id: null, accepted_user_id: null, role_slug: null },
  },
]

const flag = {
  object: 'feature_flag',
  id: 'flag_01',
  name: 'New editor',
  slug: 'new-editor',
  description: 'For some.',
  tags: ['editor'],
  enabled: true,
  default_value: false,
  ...times,
}
const flags = [
  { ...flag, ...tomorrow },
  { ...flag, description: null, tags: [] },
]

const group = { object: 'group', id: 'group_01', organization_id: 'org_01', name: 'Team', ...times }
const groups = [
  { ...group, description: 'Of Ada.', ...tomorrow },
  { ...group, description: null },
]
const groupMembers = [{ group_id: 'group_01', organization_membership_id: 'om_01', ...tomorrow }]

const organizationDomain = {
  object: 'organization_domain',
  id: 'org_domain_01',
  domain: 'example.com',
  organization_id: 'org_01',
  state: 'pending',
  verification_strategy: 'dns',
  ...times,
}
const organizationDomains = [
  { ...organizationDomain, verification_token: 'token', verification_prefix: '_latchkey' },
  { ...organizationDomain, ...tomorrow },
]
const failedVerifications = [
  {
    reason: 'domain_verification_period_expired',
    organization_domain: organizationDomain,
    ...tomorrow,
  },
]

const organization = {
  object: 'organization',
  id: 'org_01',
  name: 'Acme',
  allow_profiles_outside_organization: false,
  domains: [],
  ...times,
}
const organizations = [
  {
    ...organization,
    domains: organizationDomains,
    stripe_customer_id: 'cus_1',
    external_id: 'acme',
    metadata: { billing_plan: 'team' },
    ...tomorrow,
  },
  organization,
]

const membership = {
  object: 'organization_membership',
  id: 'om_01',
  user_id: 'user_01',
  organization_id: 'org_01',
  organization_name: 'Acme',
  status: 'active',
  role: { slug: 'member' },
  ...times,
}
const memberships = [
  {
    ...membership,
    roles: [{ slug: 'member' }, { slug: 'billing' }],
    directory_managed: true,
    custom_attributes: { cost_center: 'R&D' },
    ...tomorrow,
  },
  membership,
]

const role = { slug: 'member', resource_type_slug: 'organization', permissions: [], ...times }
const roles = [{ object: 'role', ...role, permissions: ['posts:read'], ...tomorrow }]
const organizationRole = { ...role, organization_id: 'org_01', name: 'Member' }
const organizationRoles = [
  { object: 'organization_role', ...organizationRole, description: 'Reads.', ...tomorrow },
  { object: 'organization_role', ...organizationRole, description: null },
]

const permission = {
  object: 'permission',
  id: 'perm_01',
  slug: 'posts:read',
  name: 'Read posts',
  resource_type_slug: 'organization',
  system: false,
  ...times,
}
const permissions = [
  { ...permission, description: 'Of everybody.', ...tomorrow },
  { ...permission, description: null },
]

const account = {
  object: 'connected_account',
  id: 'data_installation_01',
  data_integration_id: 'data_integration_01',
  provider_slug: 'github',
  user_id: 'user_01',
  organization_id: 'org_01',
  scopes: ['repo'],
  state: 'connected',
  ...times,
}
const accounts = [
  { ...account, ...tomorrow },
  { ...account, user_id: null, organization_id: null, scopes: [], state: 'disconnected' },
]
const failure = {
  object: 'connection_failed',
  data_integration_id: 'data_integration_01',
  provider_slug: 'github',
  error_code: 'provider_error',
  created_at: '2026-01-15T12:00:00.000Z',
}
const failures = [
  {
    ...failure,
    user_id: 'user_01',
    organization_id: 'org_01',
    error_reason: 'The person declined.',
    provider_error: 'access_denied',
    provider_error_description: 'Denied.',
    ...tomorrow,
  },
  {
    ...{ ...failure, user_id: null, organization_id: null, error_reason: null },
    ...{ provider_error: null, provider_error_description: null },
  },
]

const session = {
  object: 'session',
  id: 'session_01',
  user_id: 'user_01',
  ip_address: '203.0.113.7',
  user_agent: 'Mozilla/5.0',
  auth_method: 'password',
  status: 'active',
  ended_at: null,
  ...expiry,
  ...times,
}
const sessions = [
  {
    ...session,
    organization_id: 'org_01',
    impersonator: { email: 'support@example.com', reason: 'Ticket 7' },
    ended_at: '2026-01-15T13:00:00.000Z',
    ...tomorrow,
  },
  { ...session, ip_address: null, user_agent: null },
]

const user = {
  object: 'user',
  id: 'user_01',
  email: 'ada@example.com',
  email_verified: true,
  first_name: 'Ada',
  last_name: 'Lovelace',
  profile_picture_url: 'https://example.com/ada.png',
  last_sign_in_at: '2026-01-15T12:00:00.000Z',
  locale: 'en',
  ...times,
}
const users = [
  {
    ...user,
    name: 'Ada Lovelace',
    external_id: 'ada',
    metadata: { favouriteColour: 'green' },
    ...tomorrow,
  },
  {
    ...{ ...user, first_name: null, last_name: null, profile_picture_url: null },
    ...{ last_sign_in_at: null, locale: null },
  },
]

const actor = { actor_id: 'user_01', actor_source: 'api', actor_name: 'Ada' }
const object = { ...actor, kv_name: 'card', key_id: 'key_01', ...tomorrow }
const keyContext = { organization_id: 'org_01' }

/** Data of every event as the wire carries it: full first, then sparse. */
export const eventPayloads: Record<EventName, unknown[]> = {
  'api_key.created': apiKeys,
  'api_key.revoked': apiKeys,
  'authentication.email_verification_succeeded': authentication('email_verification', 'succeeded'),
  'authentication.magic_auth_failed': authentication('magic_auth', 'failed'),
  'authentication.magic_auth_succeeded': authentication('magic_auth', 'succeeded'),
  'authentication.mfa_succeeded': authentication('mfa', 'succeeded'),
  'authentication.oauth_failed': authentication('oauth', 'failed'),
  'authentication.oauth_succeeded': authentication('oauth', 'succeeded'),
  'authentication.passkey_failed': authentication('passkey', 'failed'),
  'authentication.passkey_succeeded': authentication('passkey', 'succeeded'),
  'authentication.password_failed': authentication('password', 'failed'),
  'authentication.password_succeeded': authentication('password', 'succeeded'),
  'authentication.radar_risk_detected': risks,
  'authentication.sso_failed': authentication('sso', 'failed'),
  'authentication.sso_succeeded': authentication('sso', 'succeeded'),
  'connection.activated': connections,
  'connection.deactivated': connections,
  'connection.deleted': connections,
  'dsync.activated': directories,
  'dsync.deleted': deletedDirectories,
  'dsync.group.created': directoryGroups,
  'dsync.group.deleted': directoryGroups,
  'dsync.group.updated': updatedDirectoryGroups,
  'dsync.group.user_added': directoryMembers,
  'dsync.group.user_removed': directoryMembers,
  'dsync.user.created': directoryUsers,
  'dsync.user.deleted': directoryUsers,
  'dsync.user.updated': updatedDirectoryUsers,
  'email_verification.created': emailVerifications,
  'flag.created': flags,
  'flag.deleted': flags,
  'flag.rule_updated': flags,
  'flag.updated': flags,
  'group.created': groups,
  'group.deleted': groups,
  'group.member_added': groupMembers,
  'group.member_removed': groupMembers,
  'group.updated': groups,
  'invitation.accepted': invitations,
  'invitation.created': invitations,
  'invitation.resent': invitations,
  'invitation.revoked': invitations,
  'magic_auth.created': magicAuths,
  'organization.created': organizations,
  'organization.deleted': organizations,
  'organization.updated': organizations,
  'organization_domain.created': organizationDomains,
  'organization_domain.deleted': organizationDomains,
  'organization_domain.updated': organizationDomains,
  'organization_domain.verification_failed': failedVerifications,
  'organization_domain.verified': organizationDomains,
  'organization_membership.created': memberships,
  'organization_membership.deleted': memberships,
  'organization_membership.updated': memberships,
  'organization_role.created': organizationRoles,
  'organization_role.deleted': organizationRoles,
  'organization_role.updated': organizationRoles,
  'password_reset.created': passwordResets,
  'password_reset.succeeded': passwordResets,
  'permission.created': permissions,
  'permission.deleted': permissions,
  'permission.updated': permissions,
  'pipes.connected_account.connected': accounts,
  'pipes.connected_account.connection_failed': failures,
  'pipes.connected_account.disconnected': accounts,
  'pipes.connected_account.reauthorization_needed': accounts,
  'role.created': roles,
  'role.deleted': roles,
  'role.updated': roles,
  'session.created': sessions,
  'session.revoked': sessions,
  'user.created': users,
  'user.deleted': users,
  'user.updated': users,
  'vault.byok_key.verification_completed': [
    { organization_id: 'org_01', key_provider: 'AWS_KMS', verified: false, ...tomorrow },
  ],
  'vault.data.created': [{ ...object, key_context: keyContext }],
  'vault.data.deleted': [object],
  'vault.data.read': [object],
  'vault.data.updated': [{ ...object, key_context: keyContext }],
  'vault.dek.decrypted': [{ ...actor, key_id: 'key_01', ...tomorrow }],
  'vault.dek.read': [{ ...actor, key_ids: ['key_01'], key_context: keyContext }],
  'vault.kek.created': [{ ...actor, key_name: 'acme', key_id: 'key_01', ...tomorrow }],
  'vault.metadata.read': [object],
  'vault.names.listed': [{ ...actor, ...tomorrow }],
}

/** An event as the wire carries it. */
export const eventOf = (event: string, data: unknown, context?: Record<string, unknown>) => ({
  object: 'event',
  id: 'event_01',
  event,
  data,
  created_at: '2026-01-15T12:00:00.000Z',
  ...(context && { context }),
})
