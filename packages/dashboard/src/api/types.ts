/** Every shape the dashboard reads from or writes to the server, spelled as on the wire. */

export interface List<T> {
  object: 'list'
  data: T[]
  list_metadata: { before: string | null; after: string | null }
}

export type EnvironmentKind = 'staging' | 'production'

export interface Environment {
  id: string
  name: string
  kind: EnvironmentKind
  client_id: string
}

export interface Session {
  user: { id: string; email: string; first_name: string | null; last_name: string | null }
  environments: Environment[]
  base_url: string
  development: boolean
}

export interface SignOut {
  redirect_url: string
}

export interface RedirectUri {
  object: 'redirect_uri'
  id: string
  uri: string
  default: boolean
  created_at: string
  updated_at: string
}

export interface SignOutRedirect {
  object: 'sign_out_redirect'
  id: string
  uri: string
  default: boolean
  created_at: string
  updated_at: string
}

export interface Redirects {
  redirect_uris: RedirectUri[]
  sign_out_redirects: SignOutRedirect[]
  sign_in_endpoint: string | null
  app_homepage_url: string | null
}

export interface ApiKey {
  object: 'api_key'
  id: string
  name: string
  obfuscated_value: string
  revealable: boolean
  last_used_at: string | null
  created_at: string
}

/** The only answer that carries a new key's value. */
export interface CreatedApiKey extends ApiKey {
  value: string
}

export interface RevealedApiKey {
  value: string
}

export interface User {
  object: 'user'
  id: string
  email: string
  email_verified: boolean
  first_name: string | null
  last_name: string | null
  name: string | null
  profile_picture_url: string | null
  external_id: string | null
  metadata: Record<string, string>
  last_sign_in_at: string | null
  locale: string | null
  created_at: string
  updated_at: string
}

export interface NewUser {
  email: string
  first_name?: string
  last_name?: string
  password?: string
  email_verified?: boolean
}

export interface UserChanges {
  email?: string
  first_name?: string
  last_name?: string
}

export type AuthMethod =
  | 'cross_app_auth'
  | 'external_auth'
  | 'impersonation'
  | 'magic_code'
  | 'migrated_session'
  | 'oauth'
  | 'passkey'
  | 'password'
  | 'sso'
  | 'unknown'

export interface UserSession {
  object: 'session'
  id: string
  user_id: string
  ip_address: string | null
  user_agent: string | null
  auth_method: AuthMethod
  status: 'active' | 'expired' | 'revoked'
  expires_at: string
  ended_at: string | null
  created_at: string
  updated_at: string
}

export interface Email {
  object: 'email'
  id: string
  to: string
  subject: string
  kind: string
  status: 'captured' | 'queued' | 'sent' | 'failed'
  created_at: string
}

export interface EmailWithContent extends Email {
  html: string
  text: string
  code: string | null
  url: string | null
  error: string | null
}

export type PasswordStrength = 0 | 1 | 2 | 3 | 4

export interface AuthenticationSettings {
  sign_up_enabled: boolean
  password: {
    minimum_length: number
    minimum_strength: PasswordStrength
    reject_breached: boolean
  }
  sessions: {
    access_token_lifetime_seconds: number
    maximum_lifetime_seconds: number
    inactivity_timeout_seconds: number | null
  }
}

/** An error's body. Parameter validation names the parameter as `field`, CORS origins as `property`. */
export interface ErrorBody {
  message?: string
  error_description?: string
  code?: string
  errors?: (
    | { code: string; message: string; field?: string }
    | { property: string; constraints: Record<string, string> }
  )[]
}
