import type { ColumnType, Generated } from 'kysely'

/** The tables of `migrations/`, as Kysely reads and writes them. Columns are explained there. */
export interface Tables {
  action_endpoints: ActionEndpointsTable
  action_executions: ActionExecutionsTable
  api_keys: ApiKeysTable
  applications: ApplicationsTable
  authentication_challenges: AuthenticationChallengesTable
  authentication_factors: AuthenticationFactorsTable
  authorization_codes: AuthorizationCodesTable
  authorization_sessions: AuthorizationSessionsTable
  browser_sessions: BrowserSessionsTable
  cli_sign_ins: CliSignInsTable
  connections: ConnectionsTable
  cors_origins: CorsOriginsTable
  customer_api_key_permissions: CustomerApiKeyPermissionsTable
  customer_api_keys: CustomerApiKeysTable
  device_authorizations: DeviceAuthorizationsTable
  email_changes: EmailChangesTable
  email_verifications: EmailVerificationsTable
  emails: EmailsTable
  environments: EnvironmentsTable
  events: EventsTable
  feature_flag_organizations: FeatureFlagOrganizationsTable
  feature_flag_users: FeatureFlagUsersTable
  feature_flags: FeatureFlagsTable
  group_members: GroupMembersTable
  groups: GroupsTable
  idempotent_requests: IdempotentRequestsTable
  invitations: InvitationsTable
  jwt_templates: JwtTemplatesTable
  magic_auths: MagicAuthsTable
  organization_domains: OrganizationDomainsTable
  organization_membership_roles: OrganizationMembershipRolesTable
  organization_memberships: OrganizationMembershipsTable
  organization_role_settings: OrganizationRoleSettingsTable
  organizations: OrganizationsTable
  password_resets: PasswordResetsTable
  pending_authentications: PendingAuthenticationsTable
  permissions: PermissionsTable
  rate_limit_counters: RateLimitCountersTable
  redirect_uris: RedirectsTable
  role_permissions: RolePermissionsTable
  roles: RolesTable
  sessions: SessionsTable
  set_up_tokens: SetUpTokensTable
  sign_out_redirects: RedirectsTable
  signing_keys: SigningKeysTable
  user_passwords: UserPasswordsTable
  users: UsersTable
  webhook_deliveries: WebhookDeliveriesTable
  webhook_delivery_attempts: WebhookDeliveryAttemptsTable
  webhook_endpoints: WebhookEndpointsTable
  webhook_positions: WebhookPositionsTable
}

/** Columns with a default: optional on insert. */
type Defaulted<T> = ColumnType<T, T | undefined, T>
/** JSON: parsed on read, text on write. */
type Json<T> = ColumnType<T, string | undefined, string>

interface EnvironmentsTable {
  id: string
  kind: 'staging' | 'production' | 'system'
  name: string
  sign_up_enabled: Defaulted<boolean>
  sign_up_names_required: Defaulted<boolean>
  magic_auth_enabled: Defaulted<boolean>
  password_minimum_length: Defaulted<number>
  password_minimum_strength: Defaulted<number>
  password_reject_breached: Defaulted<boolean>
  access_token_lifetime_seconds: Defaulted<number>
  session_maximum_lifetime_seconds: Defaulted<number>
  session_inactivity_timeout_seconds: Defaulted<number | null>
  multiple_roles_enabled: Defaulted<boolean>
  mfa_policy: Defaulted<'off' | 'required'>
  created_at: Date
  updated_at: Date
}

interface ApplicationsTable {
  environment_id: string
  id: string
  client_id: string
  name: string
  is_default: Defaulted<boolean>
  sign_in_endpoint: Defaulted<string | null>
  homepage_url: Defaulted<string | null>
  created_at: Date
  updated_at: Date
}

interface SigningKeysTable {
  environment_id: string
  id: string
  private_key_sealed: string
  public_jwk: Json<Record<string, unknown>>
  signs_from: Date
  published_until: Date | null
  created_at: Date
}

interface ApiKeysTable {
  environment_id: string
  id: string
  name: string
  key_hash: Buffer
  key_sealed: string | null
  obfuscated_value: string
  last_used_at: Defaulted<Date | null>
  created_at: Date
  updated_at: Date
  approved_by: Defaulted<string | null>
}

interface RedirectsTable {
  environment_id: string
  id: string
  application_id: string
  uri: string
  is_default: Defaulted<boolean>
  created_at: Date
  updated_at: Date
}

interface CorsOriginsTable {
  environment_id: string
  id: string
  application_id: string
  origin: string
  created_at: Date
  updated_at: Date
}

export interface EventsTable {
  environment_id: string
  id: string
  event: string
  data: Json<Record<string, unknown>>
  context: Json<Record<string, unknown>>
  created_at: Date
  organization_id: Defaulted<string | null>
  transaction_id: Generated<string>
}

export interface UsersTable {
  environment_id: string
  id: string
  email: string
  email_normalized: string
  email_verified: Defaulted<boolean>
  first_name: Defaulted<string | null>
  last_name: Defaulted<string | null>
  name: Defaulted<string | null>
  profile_picture_url: Defaulted<string | null>
  external_id: Defaulted<string | null>
  metadata: Json<Record<string, string>>
  locale: Defaulted<string | null>
  last_sign_in_at: Defaulted<Date | null>
  proof_epoch: Defaulted<number>
  created_at: Date
  updated_at: Date
}

interface UserPasswordsTable {
  environment_id: string
  user_id: string
  password_hash: string
  is_unproven: Defaulted<boolean>
  updated_at: Date
}

interface BrowserSessionsTable {
  environment_id: string
  id: string
  token_hash: Buffer
  user_id: string
  auth_method: string
  authenticated_at: Date
  mfa_verified: Defaulted<boolean>
  expires_at: Date
  ended_at: Defaulted<Date | null>
}

export interface SessionsTable {
  environment_id: string
  id: string
  user_id: string
  client_id: string
  organization_id: Defaulted<string | null>
  auth_method: string
  authenticated_at: Date
  ip_address: string | null
  user_agent: string | null
  browser_session_id: Defaulted<string | null>
  refresh_secret_hash: Buffer
  refresh_generation: Defaulted<number>
  refreshed_at: Date
  expires_at: Date
  ended_at: Defaulted<Date | null>
  created_at: Date
  updated_at: Date
}

export interface AuthorizationSessionsTable {
  environment_id: string
  id: string
  browser_hash: Buffer
  client_id: string
  redirect_uri: string | null
  state: string | null
  code_challenge: string | null
  reauthentication: Defaulted<boolean>
  email: Defaulted<string | null>
  first_name: Defaulted<string | null>
  last_name: Defaulted<string | null>
  pending_authentication_id: Defaulted<string | null>
  password_reset_token_hash: Defaulted<Buffer | null>
  set_up_token_hash: Defaulted<Buffer | null>
  device_authorization_id: Defaulted<string | null>
  invitation_id: Defaulted<string | null>
  organization_id: Defaulted<string | null>
  expires_at: Date
  completed_at: Defaulted<Date | null>
  created_at: Date
}

interface AuthorizationCodesTable {
  environment_id: string
  code_hash: Buffer
  client_id: string
  code_challenge: string | null
  user_id: string
  auth_method: string
  authenticated_at: Date
  organization_id: Defaulted<string | null>
  browser_session_id: string | null
  ip_address: string | null
  user_agent: string | null
  expires_at: Date
  consumed_at: Defaulted<Date | null>
  session_id: Defaulted<string | null>
}

interface PendingAuthenticationsTable {
  environment_id: string
  id: string
  token_hash: Buffer
  client_id: string
  user_id: string
  auth_method: string
  authenticated_at: Date
  awaits: string
  email_verification_id: string | null
  mfa_verified: Defaulted<boolean>
  invitation_id: Defaulted<string | null>
  browser_session_id: Defaulted<string | null>
  proof_epoch: number
  organization_id: Defaulted<string | null>
  expires_at: Date
  consumed_at: Defaulted<Date | null>
}

interface EmailVerificationsTable {
  environment_id: string
  id: string
  user_id: string
  email: string
  code_sealed: string
  attempts: Defaulted<number>
  expires_at: Date
  consumed_at: Defaulted<Date | null>
  created_at: Date
  updated_at: Date
}

export interface EmailChangesTable {
  environment_id: string
  user_id: string
  new_email: string
  code_sealed: string
  attempts: Defaulted<number>
  expires_at: Date
  consumed_at: Defaulted<Date | null>
  created_at: Date
}

export interface MagicAuthsTable {
  environment_id: string
  id: string
  user_id: string | null
  email: string
  email_normalized: string
  code_sealed: string
  invitation_id: Defaulted<string | null>
  browser_hash: Defaulted<Buffer | null>
  attempts: Defaulted<number>
  expires_at: Date
  consumed_at: Defaulted<Date | null>
  created_at: Date
  updated_at: Date
}

export interface InvitationsTable {
  environment_id: string
  id: string
  email: string
  email_normalized: string
  organization_id: string | null
  role_slug: string | null
  inviter_user_id: string | null
  token_hash: Buffer
  token_sealed: string
  expires_at: Date
  accepted_at: Defaulted<Date | null>
  accepted_user_id: Defaulted<string | null>
  revoked_at: Defaulted<Date | null>
  closed_at: Defaulted<Date | null>
  created_at: Date
  updated_at: Date
}

interface PasswordResetsTable {
  environment_id: string
  id: string
  user_id: string
  email: string
  token_hash: Buffer
  token_sealed: string
  expires_at: Date
  consumed_at: Defaulted<Date | null>
  created_at: Date
}

interface EmailsTable {
  environment_id: string
  id: string
  recipient: string
  recipient_normalized: string
  subject: string
  kind: string
  status: 'captured' | 'queued' | 'sent' | 'failed'
  content_sealed: string | null
  error: Defaulted<string | null>
  claimed_until: Defaulted<Date | null>
  created_at: Date
  updated_at: Date
}

interface RateLimitCountersTable {
  environment_id: string
  subject_hash: Buffer
  count: number
  window_ends_at: Date
}

export interface AuthenticationFactorsTable {
  environment_id: string
  id: string
  user_id: string | null
  type: 'totp' | 'generic_otp'
  totp_issuer: string | null
  totp_user: string | null
  totp_secret_sealed: string | null
  last_time_step: Defaulted<number | null>
  verified_at: Defaulted<Date | null>
  created_at: Date
  updated_at: Date
}

interface AuthenticationChallengesTable {
  environment_id: string
  id: string
  authentication_factor_id: string
  code_sealed: string | null
  attempts: Defaulted<number>
  expires_at: Date
  verified_at: Defaulted<Date | null>
  created_at: Date
  updated_at: Date
}

export interface CliSignInsTable {
  environment_id: string
  id: string
  device_code_hash: Buffer
  user_code_hash: Buffer
  host_name: string
  ip_address: string | null
  status: Defaulted<'pending' | 'approved' | 'denied'>
  owner_id: Defaulted<string | null>
  approved_environment_id: Defaulted<string | null>
  expires_at: Date
  consumed_at: Defaulted<Date | null>
  created_at: Date
}

export interface DeviceAuthorizationsTable {
  environment_id: string
  id: string
  client_id: string
  device_code_hash: Buffer
  user_code_hash: Buffer
  user_code_sealed: string
  ip_address: string | null
  user_agent: string | null
  status: Defaulted<'pending' | 'approved' | 'denied'>
  user_id: Defaulted<string | null>
  auth_method: Defaulted<string | null>
  authenticated_at: Defaulted<Date | null>
  organization_id: Defaulted<string | null>
  browser_session_id: Defaulted<string | null>
  interval_seconds: number
  polled_at: Defaulted<Date | null>
  expires_at: Date
  consumed_at: Defaulted<Date | null>
  created_at: Date
}

interface SetUpTokensTable {
  token_hash: Buffer
  token_sealed: string
  consumed_at: Defaulted<Date | null>
  created_at: Date
}

export interface OrganizationsTable {
  environment_id: string
  id: string
  name: string
  external_id: Defaulted<string | null>
  stripe_customer_id: Defaulted<string | null>
  allow_profiles_outside_organization: Defaulted<boolean>
  mfa_policy: Defaulted<'inherited' | 'required'>
  metadata: Json<Record<string, string>>
  created_at: Date
  updated_at: Date
}

export interface OrganizationDomainsTable {
  environment_id: string
  id: string
  organization_id: string
  domain: string
  state: 'pending' | 'verified' | 'failed' | 'legacy_verified' | 'unverified'
  verification_strategy: 'dns' | 'manual'
  verification_prefix: Defaulted<string | null>
  verification_token: Defaulted<string | null>
  next_check_at: Defaulted<Date | null>
  verification_expires_at: Defaulted<Date | null>
  created_at: Date
  updated_at: Date
}

export interface PermissionsTable {
  environment_id: string
  id: string
  slug: string
  name: string
  description: Defaulted<string | null>
  system: Defaulted<boolean>
  resource_type_slug: Defaulted<string>
  created_at: Date
  updated_at: Date
}

export interface RolesTable {
  environment_id: string
  id: string
  organization_id: Defaulted<string | null>
  slug: string
  name: string
  description: Defaulted<string | null>
  resource_type_slug: Defaulted<string>
  priority: Defaulted<number | null>
  is_default: Defaulted<boolean>
  created_at: Date
  updated_at: Date
}

interface RolePermissionsTable {
  environment_id: string
  role_id: string
  permission_id: string
}

export interface OrganizationMembershipsTable {
  environment_id: string
  id: string
  user_id: string
  organization_id: string
  status: 'active' | 'inactive' | 'pending'
  directory_managed: Defaulted<boolean>
  custom_attributes: Json<Record<string, unknown>>
  created_at: Date
  updated_at: Date
}

interface OrganizationMembershipRolesTable {
  environment_id: string
  organization_membership_id: string
  role_id: string
}

export interface JwtTemplatesTable {
  environment_id: string
  content: string
  created_at: Date
  updated_at: Date
}
export interface OrganizationRoleSettingsTable {
  environment_id: string
  organization_id: string
  default_role_id: Defaulted<string | null>
  priority_order: Defaulted<string[]>
  updated_at: Date
}

export interface ConnectionsTable {
  environment_id: string
  id: string
  organization_id: string | null
  connection_type: string
  name: string
  state: 'requires_type' | 'draft' | 'active' | 'validating' | 'inactive' | 'deleting'
  external_key: string
  created_at: Date
  updated_at: Date
}

export interface GroupsTable {
  environment_id: string
  id: string
  organization_id: string
  name: string
  description: string | null
  created_at: Date
  updated_at: Date
}

interface GroupMembersTable {
  environment_id: string
  group_id: string
  organization_membership_id: string
}

export interface WebhookEndpointsTable {
  environment_id: string
  id: string
  endpoint_url: string
  secret_sealed: string
  status: Defaulted<'enabled' | 'disabled'>
  events: string[]
  created_at: Date
  updated_at: Date
}

interface WebhookPositionsTable {
  environment_id: string
  event_id: string | null
}

export interface WebhookDeliveriesTable {
  environment_id: string
  id: string
  webhook_endpoint_id: string
  event_id: string
  event: string
  test_data: ColumnType<Record<string, unknown> | null, string | null, never>
  status: Defaulted<'pending' | 'succeeded' | 'failed'>
  failures: Defaulted<number>
  next_attempt_at: Date
  created_at: Date
  updated_at: Date
}

export interface WebhookDeliveryAttemptsTable {
  environment_id: string
  webhook_delivery_id: string
  attempted_at: Date
  duration_milliseconds: number
  response_status: number | null
  response_body: string | null
  error: string | null
}

export interface ActionEndpointsTable {
  environment_id: string
  id: string
  type: 'user_registration' | 'authentication'
  url: string
  secret_sealed: string
  enabled: boolean
  failure_mode: 'allow' | 'deny'
  timeout_milliseconds: number
  created_at: Date
  updated_at: Date
}

export interface ActionExecutionsTable {
  environment_id: string
  id: string
  action_endpoint_id: string
  is_test: boolean
  email: string
  user_id: string | null
  organization_id: string | null
  verdict: 'allow' | 'deny'
  message: string | null
  error: string | null
  duration_milliseconds: number
  created_at: Date
}

export interface CustomerApiKeysTable {
  environment_id: string
  id: string
  organization_id: string
  user_id: string | null
  name: string
  key_hash: Buffer
  obfuscated_value: string
  expires_at: Date | null
  last_used_at: Defaulted<Date | null>
  created_at: Date
  updated_at: Date
}

interface CustomerApiKeyPermissionsTable {
  environment_id: string
  customer_api_key_id: string
  permission_id: string
}

interface FlagOwner {
  email: string
  first_name: string | null
  last_name: string | null
}

export interface FeatureFlagsTable {
  environment_id: string
  id: string
  slug: string
  name: string
  description: string | null
  owner: ColumnType<FlagOwner | null, string | null, never>
  tags: string[]
  enabled: Defaulted<boolean>
  default_value: Defaulted<boolean>
  created_at: Date
  updated_at: Date
}

interface FeatureFlagUsersTable {
  environment_id: string
  feature_flag_id: string
  user_id: string
}

interface FeatureFlagOrganizationsTable {
  environment_id: string
  feature_flag_id: string
  organization_id: string
}

interface IdempotentRequestsTable {
  environment_id: string
  key_hash: Buffer
  body_hash: Buffer
  claimed_at: Date
  status: number | null
  answer_sealed: string | null
  expires_at: Date
}
