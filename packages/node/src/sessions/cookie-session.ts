import type { AuthenticationResponse } from '../resources/user-management/authentication.ts'
import { type AccessTokenClaims, claimsOf } from './access-token.ts'
import { copyOf } from './copy-of.ts'
import type { KeySet } from './key-set.ts'
import {
  RefreshSessionFailureReason,
  type RefreshSessionResponse,
  refreshFailure,
} from './refresh-session.ts'
import { type CookiePassword, unsealSession } from './sealed-session.ts'
import {
  type AuthenticateWithSessionCookieFailedResponse,
  AuthenticateWithSessionCookieFailureReason,
  type AuthenticateWithSessionCookieSuccessResponse,
  type SessionCookieData,
} from './session-data.ts'
import { SharedWork } from './shared-work.ts'
import { verifySession } from './verify-session.ts'

/** What a session needs of the client: `workos.userManagement`. */
export interface SessionAuthority {
  readonly clientId: string | undefined
  readonly issuer: string | string[] | undefined
  getJWKS(): Promise<KeySet | undefined>
  authenticateWithRefreshToken(options: {
    clientId?: string
    refreshToken: string
    organizationId?: string
    session: { sealSession: true; cookiePassword: CookiePassword }
  }): Promise<AuthenticationResponse>
  getLogoutUrl(options: { sessionId: string; returnTo?: string }): string
}

/** How a session is refreshed other than before. */
export interface RefreshOptions {
  /** Seals the new cookie in place of the password that opened the old one. */
  cookiePassword?: CookiePassword
  /** Signs in to another organization. */
  organizationId?: string
}

/** Refreshes under way, by the client that makes them. */
const refreshes = new WeakMap<SessionAuthority, SharedWork<AuthenticationResponse>>()

/**
 * The session of one cookie. It ends when the user signs out, or when it can no longer be refreshed.
 *
 * @example
 * const session = workos.userManagement.loadSealedSession({ sessionData, cookiePassword })
 * let result = await session.authenticate()
 * if (!result.authenticated && result.reason === 'invalid_jwt') result = await session.refresh()
 */
export class CookieSession {
  readonly #userManagement: SessionAuthority
  #sessionData: string
  #cookiePassword: CookiePassword

  /** @throws {Error} without a cookie password. */
  constructor(
    userManagement: SessionAuthority,
    sessionData: string,
    cookiePassword: CookiePassword,
  ) {
    if (!cookiePassword?.length) throw new Error('cookiePassword is required')
    this.#userManagement = userManagement
    this.#sessionData = sessionData
    this.#cookiePassword = cookiePassword
  }

  /**
   * Who is signed in. The access token is verified here: only its key comes from the server, once.
   *
   * @throws {Error} for a password of less than 32 characters, and for a cookie that is no seal at all.
   * @throws what went wrong with the request for the keys, where none were ever fetched.
   * @example
   * const result = await session.authenticate()
   * if (result.authenticated) console.log(result.user.email, result.permissions)
   */
  async authenticate(): Promise<
    AuthenticateWithSessionCookieSuccessResponse | AuthenticateWithSessionCookieFailedResponse
  > {
    if (!this.#sessionData) {
      return refused(AuthenticateWithSessionCookieFailureReason.NO_SESSION_COOKIE_PROVIDED)
    }
    const keySet = await this.#userManagement.getJWKS()
    const verified = await verifySession(this.#sessionData, {
      passwords: this.#cookiePassword,
      keySet: keySet?.keys,
      issuer: this.#userManagement.issuer,
    })
    if (typeof verified === 'string') return refused(verified)
    const { user, authenticationMethod, impersonator, accessToken } = verified.session
    // What is remembered is handed out as a copy, so that no request changes what the next one gets.
    return copyOf({
      authenticated: true,
      ...aboutSession(verified.claims),
      user,
      authenticationMethod,
      impersonator,
      accessToken,
    })
  }

  /**
   * Exchanges the refresh token for a new access token, and seals both into a new cookie. Requests
   * that refresh the same session at the same time share one exchange.
   *
   * @throws {JoseError} for a cookie without an access token.
   * @throws {UnauthorizedException} for a wrong API key. The end of the session and outages are told
   *   by the result.
   * @example
   * const result = await session.refresh()
   * if (result.authenticated) response.cookie('wos-session', result.sealedSession)
   * else if (!result.retryable) response.redirect('/login')
   */
  async refresh(options: RefreshOptions = {}): Promise<RefreshSessionResponse> {
    const { refreshToken, user, accessToken } = await unsealSession<SessionCookieData>(
      this.#sessionData,
      this.#cookiePassword,
    )
    if (!refreshToken || !user) {
      const reason = RefreshSessionFailureReason.INVALID_SESSION_COOKIE
      return { authenticated: false, reason, retryable: false }
    }
    const { org_id: organizationOfToken } = claimsOf(accessToken as string)
    const organizationId = options.organizationId ?? organizationOfToken
    const cookiePassword = options.cookiePassword ?? this.#cookiePassword
    try {
      const session = await this.#exchange({ refreshToken, organizationId, cookiePassword })
      this.#cookiePassword = cookiePassword
      this.#sessionData = session.sealedSession as string
      const { sealedSession, authenticationMethod, impersonator } = session
      return {
        authenticated: true,
        sealedSession,
        session,
        authenticationMethod,
        ...aboutSession(claimsOf(session.accessToken)),
        user: session.user,
        impersonator,
      }
    } catch (error) {
      const failure = refreshFailure(error)
      if (failure) return failure
      throw error
    }
  }

  /**
   * Where to send the browser to end the session.
   *
   * @throws {Error} where nobody is signed in; the message names the reason.
   * @example
   * response.redirect(await session.getLogoutUrl({ returnTo: 'https://example.com' }))
   */
  async getLogoutUrl({ returnTo }: { returnTo?: string } = {}): Promise<string> {
    const result = await this.authenticate()
    if (!result.authenticated) {
      throw new Error(`Failed to extract session ID for logout URL: ${result.reason}`)
    }
    return this.#userManagement.getLogoutUrl({ sessionId: result.sessionId, returnTo })
  }

  async #exchange(tokens: {
    refreshToken: string
    organizationId: string | undefined
    cookiePassword: CookiePassword
  }): Promise<AuthenticationResponse> {
    const { refreshToken, organizationId, cookiePassword } = tokens
    const userManagement = this.#userManagement
    const underWay = refreshes.get(userManagement) ?? new SharedWork()
    refreshes.set(userManagement, underWay)
    const response = await underWay.do(JSON.stringify(tokens), () =>
      userManagement.authenticateWithRefreshToken({
        clientId: userManagement.clientId,
        refreshToken,
        organizationId,
        session: { sealSession: true, cookiePassword },
      }),
    )
    return copyOf(response)
  }
}

function refused(
  reason: AuthenticateWithSessionCookieFailureReason,
): AuthenticateWithSessionCookieFailedResponse {
  return { authenticated: false, reason }
}

function aboutSession(claims: AccessTokenClaims) {
  return {
    sessionId: claims.sid,
    organizationId: claims.org_id,
    role: claims.role,
    roles: claims.roles,
    permissions: claims.permissions,
    entitlements: claims.entitlements,
    featureFlags: claims.feature_flags,
  }
}
