import type {
  AuthenticationMethod,
  Impersonator,
} from '../resources/user-management/authentication.ts'
import type { User } from '../resources/user-management/user.ts'

/** Who is signed in, as the access token and the session say. */
export interface Auth {
  user: User
  sessionId: string
  /** The organization that the user signed in to. */
  organizationId?: string
  role?: string
  roles?: string[]
  permissions?: string[]
  entitlements?: string[]
  featureFlags?: string[]
  authenticationMethod?: AuthenticationMethod
  /** Somebody of your team who acts as the user. */
  impersonator?: Impersonator
  /** Proves the user to other services. It expires within minutes: use it for this request only. */
  accessToken: string
}
