import { authorizationUrl } from '../../http/authorization-url.ts'
import type { AutoPaginatable } from '../../http/auto-paginatable.ts'
import { path } from '../../http/path.ts'
import { Resource } from '../resource.ts'
import {
  authorizationParameters,
  type SSOAuthorizationURLOptions,
  type SSOPKCEAuthorizationURLOptions,
  type SSOPKCEAuthorizationURLResult,
} from './authorization-url.ts'
import {
  type Connection,
  connection,
  type ListConnectionsOptions,
  listConnectionsOptions,
  type SerializedListConnectionsOptions,
} from './connection.ts'
import {
  type GetProfileAndTokenOptions,
  type GetProfileOptions,
  type Profile,
  type ProfileAndToken,
  profile,
  profileAndToken,
} from './profile.ts'

/** Sign-in at the identity providers of organizations, on its own. */
export class SSO extends Resource {
  /**
   * Lists connections, newest first.
   *
   * @throws {UnprocessableEntityException} for a limit outside 1 to 100.
   * @example
   * const connections = await workos.sso.listConnections({ organizationId: 'org_01…' })
   */
  async listConnections(
    options?: ListConnectionsOptions,
  ): Promise<AutoPaginatable<Connection, SerializedListConnectionsOptions>> {
    return this.list('/connections', connection, options && listConnectionsOptions.write(options))
  }

  /**
   * Deletes a connection. Nobody signs in over it any more, and this cannot be undone.
   *
   * @throws {NotFoundException} for an id that is no connection's.
   * @example
   * await workos.sso.deleteConnection('conn_01…')
   */
  async deleteConnection(id: string): Promise<void> {
    return this.workos.delete(path`/connections/${id}`)
  }

  /**
   * Where to send the browser for a sign-in. Needs no request.
   *
   * @throws {TypeError} without a connection, an organization or a provider.
   * @example
   * const url = workos.sso.getAuthorizationUrl({
   *   organization: 'org_01…',
   *   clientId: 'client_…',
   *   redirectUri: 'https://example.com/callback',
   * })
   */
  getAuthorizationUrl(options: SSOAuthorizationURLOptions): string {
    if (!options.connection && !options.organization && !options.provider) {
      throw new TypeError('Say where to sign in: name a connection, an organization or a provider.')
    }
    return authorizationUrl(`${this.workos.baseURL}/sso/authorize`, {
      ...authorizationParameters.write(options),
      response_type: 'code',
    })
  }

  /**
   * Where to send the browser for a sign-in, with a state and PKCE made for it. Also for
   * applications without a secret, such as command-line tools.
   *
   * @throws {TypeError} without a connection, an organization or a provider.
   * @example
   * const { url, state, codeVerifier } = await workos.sso.getAuthorizationUrlWithPKCE({
   *   connection: 'conn_01…',
   *   clientId: 'client_…',
   *   redirectUri: 'myapp://callback',
   * })
   */
  async getAuthorizationUrlWithPKCE(
    options: SSOPKCEAuthorizationURLOptions,
  ): Promise<SSOPKCEAuthorizationURLResult> {
    const { codeVerifier, ...challenge } = await this.workos.pkce.generate()
    const state = this.workos.pkce.generateCodeVerifier()
    const all = { ...options, ...challenge, state } as SSOAuthorizationURLOptions
    return { url: this.getAuthorizationUrl(all), state, codeVerifier }
  }

  /**
   * Reads one connection.
   *
   * @throws {NotFoundException} for an id that is no connection's.
   * @example
   * const { state } = await workos.sso.getConnection('conn_01…')
   */
  async getConnection(id: string): Promise<Connection> {
    return this.get(path`/connections/${id}`, connection)
  }

  /**
   * Ends a sign-in: the code of the callback becomes the profile of the user. The application shows
   * that the code is its own by its API key, by the code verifier, or by both where it has both.
   *
   * @throws {TypeError} without an API key and without a code verifier, or with an empty one.
   * @throws {OauthException} for a code that is unknown, used or expired: `invalid_grant`.
   * @example
   * const { profile } = await workos.sso.getProfileAndToken({ clientId: 'client_…', code })
   */
  async getProfileAndToken<
    CustomAttributesType extends Record<string, unknown> = Record<string, unknown>,
  >({
    clientId,
    code,
    codeVerifier,
  }: GetProfileAndTokenOptions): Promise<ProfileAndToken<CustomAttributesType>> {
    if (codeVerifier?.trim() === '') {
      throw new TypeError('The codeVerifier is empty. Make one with workos.pkce.generate().')
    }
    const { key } = this.workos
    if (!codeVerifier && !key) {
      throw new TypeError(
        'getProfileAndToken needs a codeVerifier, or a client with an API key: new WorkOS("sk_…").',
      )
    }
    const form = new URLSearchParams({
      client_id: clientId,
      grant_type: 'authorization_code',
      code,
      ...(codeVerifier && { code_verifier: codeVerifier }),
      ...(key && { client_secret: key }),
    })
    return this.post('/sso/token', form, profileAndToken, { skipApiKeyCheck: !key })
  }

  /**
   * Reads the profile of the user who signed in.
   *
   * @throws {UnauthorizedException} for an access token that is unknown or expired.
   * @example
   * const profile = await workos.sso.getProfile({ accessToken })
   */
  async getProfile<CustomAttributesType extends Record<string, unknown> = Record<string, unknown>>({
    accessToken,
  }: GetProfileOptions): Promise<Profile<CustomAttributesType>> {
    return this.get('/sso/profile', profile, { accessToken })
  }
}
