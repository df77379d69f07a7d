import type { WorkOSOptions } from './options.ts'
import type { PKCE } from './pkce.ts'
import type { SSO } from './resources/sso/sso.ts'
import type { UserManagement } from './resources/user-management/user-management.ts'
import { WorkOS } from './workos.ts'

/** What user management can do without an API key. */
export type PublicUserManagement = Pick<
  UserManagement,
  | 'getAuthorizationUrl'
  | 'getAuthorizationUrlWithPKCE'
  | 'authenticateWithCode'
  | 'authenticateWithCodeAndVerifier'
  | 'authenticateWithRefreshToken'
  | 'getLogoutUrl'
  | 'getJwksUrl'
>

/** What SSO can do without an API key. */
export type PublicSSO = Pick<
  SSO,
  'getAuthorizationUrl' | 'getAuthorizationUrlWithPKCE' | 'getProfileAndToken'
>

/** The client of an application that can keep no secret: in a browser or on a command line. */
export interface PublicWorkOS {
  readonly baseURL: string
  readonly clientId: string
  readonly pkce: PKCE
  readonly userManagement: PublicUserManagement
  readonly sso: PublicSSO
}

/** Options of a client without an API key. */
export interface PublicClientOptions extends Omit<WorkOSOptions, 'apiKey'> {
  clientId: string
  apiKey?: never
}

/** Options of a client with an API key. */
export interface ConfidentialClientOptions extends WorkOSOptions {
  apiKey: string
}

/**
 * Makes a client whose type has only what it can do: with an API key everything, without it
 * sign-ins.
 *
 * @example
 * const workos = createWorkOS({ clientId: 'client_…' })
 * const { url } = await workos.userManagement.getAuthorizationUrlWithPKCE({ … })
 * @example
 * const workos = createWorkOS({ apiKey: 'sk_…', clientId: 'client_…' })
 * const users = await workos.userManagement.listUsers()
 */
export function createWorkOS(options: PublicClientOptions): PublicWorkOS
export function createWorkOS(options: ConfidentialClientOptions): WorkOS
export function createWorkOS(
  options: PublicClientOptions | ConfidentialClientOptions,
): PublicWorkOS | WorkOS {
  return new WorkOS(options)
}
