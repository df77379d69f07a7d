import { environmentVariable } from '../../environment-variable.ts'
import { authorizationUrl } from '../../http/authorization-url.ts'
import { type AutoPaginatable, type List, pageOf } from '../../http/auto-paginatable.ts'
import { path } from '../../http/path.ts'
import { claimsOf } from '../../sessions/access-token.ts'
import { CookieSession } from '../../sessions/cookie-session.ts'
import { type KeySet, remoteKeySet } from '../../sessions/key-set.ts'
import { type CookiePassword, sealSession, unsealSession } from '../../sessions/sealed-session.ts'
import type {
  AuthenticateWithSessionCookieFailedResponse,
  AuthenticateWithSessionCookieOptions,
  AuthenticateWithSessionCookieSuccessResponse,
  SessionCookieData,
} from '../../sessions/session-data.ts'
import { list } from '../../wire/fields.ts'
import type { WorkOS } from '../../workos.ts'
import { type Group, group } from '../groups/group.ts'
import { Resource } from '../resource.ts'
import { type AuthenticationResponse, authenticationResponse } from './authentication.ts'
import {
  authorizationParameters,
  type PKCEAuthorizationURLOptions,
  type PKCEAuthorizationURLResult,
  type UserManagementAuthorizationURLOptions,
} from './authorization-url.ts'
import {
  type EmailVerification,
  emailVerification,
  type SendVerificationEmailOptions,
  type VerifyEmailOptions,
  verifyEmailOptions,
} from './email-verification.ts'
import {
  type AnyGrant,
  type AuthenticateWithSessionOptions,
  type OptionsOf,
  tokenRequest,
} from './grant.ts'
import {
  type AuthenticateWithCodeAndVerifierOptions,
  type AuthenticateWithCodeOptions,
  type AuthenticateWithEmailVerificationOptions,
  type AuthenticateWithMagicAuthOptions,
  type AuthenticateWithOrganizationSelectionOptions,
  type AuthenticateWithPasswordOptions,
  type AuthenticateWithRadarEmailChallengeOptions,
  type AuthenticateWithRadarSmsChallengeOptions,
  type AuthenticateWithRefreshTokenOptions,
  type AuthenticateWithTotpOptions,
  codeAndVerifierGrant,
  codeGrant,
  emailVerificationGrant,
  magicAuthGrant,
  organizationSelectionGrant,
  passwordGrant,
  radarEmailChallengeGrant,
  radarSmsChallengeGrant,
  refreshTokenGrant,
  totpGrant,
} from './grants.ts'
import { type Identity, identity } from './identity.ts'
import {
  type Invitation,
  invitation,
  type ListInvitationsOptions,
  listInvitationsOptions,
  type ResendInvitationOptions,
  resendInvitationOptions,
  type SendInvitationOptions,
  type SerializedListInvitationsOptions,
  sendInvitationOptions,
} from './invitation.ts'
import {
  type CreateMagicAuthOptions,
  type CreateMagicAuthResponse,
  createdMagicAuth,
  createMagicAuthOptions,
  type MagicAuth,
  magicAuth,
} from './magic-auth.ts'
import {
  type CreateOrganizationMembershipOptions,
  createOrganizationMembershipOptions,
  type ListGroupsForOrganizationMembershipOptions,
  type ListOrganizationMembershipsOptions,
  listOrganizationMembershipsOptions,
  type OrganizationMembership,
  organizationMembership,
  organizationMembershipChanges,
  type SerializedListOrganizationMembershipsOptions,
  type UpdateOrganizationMembershipOptions,
} from './organization-membership.ts'
import {
  type CreatePasswordResetOptions,
  createPasswordResetOptions,
  type PasswordReset,
  passwordReset,
  type ResetPasswordOptions,
  resetPasswordOptions,
} from './password-reset.ts'
import {
  radarSmsChallenge,
  type SendRadarSmsChallengeOptions,
  type SendRadarSmsChallengeResponse,
  sendRadarSmsChallengeOptions,
} from './radar-sms-challenge.ts'
import {
  type ListSessionsOptions,
  type LogoutURLOptions,
  type RevokeSessionOptions,
  revokeSessionOptions,
  type SerializedListSessionsOptions,
  type Session,
  session,
} from './session.ts'
import {
  answerWithUser,
  type CreateUserOptions,
  type CreateUserResponse,
  createdUser,
  createUserOptions,
  type ListUsersOptions,
  listUsersOptions,
  type SerializedListUsersOptions,
  type UpdateUserOptions,
  type User,
  user,
  userChanges,
} from './user.ts'
import {
  type CreateUserApiKeyOptions,
  type CreateUserApiKeyRequestOptions,
  createUserApiKeyOptions,
  type ListUserApiKeysOptions,
  listUserApiKeysOptions,
  type SerializedListUserApiKeysOptions,
  type UserApiKey,
  type UserApiKeyWithValue,
  userApiKey,
  userApiKeyWithValue,
} from './user-api-key.ts'
import {
  type CreateWaitlistEntryOptions,
  createWaitlistEntryOptions,
  type ListWaitlistEntriesOptions,
  listWaitlistEntriesOptions,
  type SerializedListWaitlistEntriesOptions,
  type Waitlist,
  type WaitlistEntry,
  waitlist,
  waitlistEntry,
} from './waitlist.ts'

/** Users, how they sign in, and the organizations that they belong to. */
export class UserManagement extends Resource {
  readonly clientId: string | undefined
  /** The issuer that access tokens must name, or several of them. Not looked at when left out. */
  readonly issuer: string | string[] | undefined
  #keySet: KeySet | undefined

  constructor(workos: WorkOS) {
    super(workos)
    this.clientId = workos.clientId
    this.issuer = workos.options.issuer
  }

  /**
   * The public keys of the environment, to verify access tokens with. They are fetched for the
   * first token and kept. Undefined where the client has no client ID.
   *
   * @example
   * const keys = await workos.userManagement.getJWKS()
   */
  async getJWKS(): Promise<KeySet | undefined> {
    if (!this.clientId) return undefined
    const { fetchFn, sessionCache: remembers } = this.workos.options
    this.#keySet ??= remoteKeySet(this.getJwksUrl(this.clientId), { fetchFn, remembers })
    return this.#keySet
  }

  /**
   * Opens the session that a cookie holds. Needs no request.
   *
   * @throws {Error} without a cookie password.
   * @example
   * const session = workos.userManagement.loadSealedSession({ sessionData, cookiePassword })
   * const { authenticated } = await session.authenticate()
   */
  loadSealedSession(options: {
    sessionData: string
    /** At least 32 characters. The first of several seals, and all of them open. */
    cookiePassword: CookiePassword
  }): CookieSession {
    return new CookieSession(this, options.sessionData, options.cookiePassword)
  }

  /**
   * Reads one user.
   *
   * @throws {NotFoundException} for an id that is no user's.
   * @example
   * const { email } = await workos.userManagement.getUser('user_01…')
   */
  async getUser(userId: string): Promise<User> {
    return this.get(path`/user_management/users/${userId}`, user)
  }

  /**
   * Reads the user with an id of the application's own.
   *
   * @throws {NotFoundException} where no user has this external id.
   * @example
   * const { id } = await workos.userManagement.getUserByExternalId('42')
   */
  async getUserByExternalId(externalId: string): Promise<User> {
    return this.get(path`/user_management/users/external_id/${externalId}`, user)
  }

  /**
   * Lists users, newest first.
   *
   * @throws {UnprocessableEntityException} for a limit outside 1 to 100.
   * @example
   * const users = await workos.userManagement.listUsers({ organizationId: 'org_01…' })
   */
  async listUsers(
    options?: ListUsersOptions,
  ): Promise<AutoPaginatable<User, SerializedListUsersOptions>> {
    const query = options && listUsersOptions.write(options)
    return this.list('/user_management/users', user, query)
  }

  /**
   * Creates a user, without telling them.
   *
   * @throws {BadRequestException} for a password that is too weak.
   * @throws {UnprocessableEntityException} for an email address that another user has.
   * @example
   * await workos.userManagement.createUser({ email: 'ada@example.com', firstName: 'Ada' })
   */
  async createUser(payload: CreateUserOptions): Promise<CreateUserResponse> {
    return this.post('/user_management/users', createUserOptions.write(payload), createdUser)
  }

  /**
   * Signs in with the code of a Magic Auth email.
   *
   * @throws {AuthenticationException} where one more step is needed.
   * @throws {OauthException} for a code that is wrong, used or expired.
   * @example
   * await workos.userManagement.authenticateWithMagicAuth({ email, code: '123456' })
   */
  async authenticateWithMagicAuth(
    payload: AuthenticateWithMagicAuthOptions,
  ): Promise<AuthenticationResponse> {
    return this.#authenticateWithKey(magicAuthGrant, payload)
  }

  /**
   * Signs in with a password.
   *
   * @throws {AuthenticationException} where one more step is needed.
   * @throws {OauthException} for a wrong email address or password.
   * @example
   * await workos.userManagement.authenticateWithPassword({ email: 'ada@example.com', password })
   */
  async authenticateWithPassword(
    payload: AuthenticateWithPasswordOptions,
  ): Promise<AuthenticationResponse> {
    return this.#authenticateWithKey(passwordGrant, payload)
  }

  /**
   * Ends a sign-in on the pages of AuthKit: the code of the callback becomes a session. The
   * application shows that the code is its own by its API key, by the code verifier, or by both
   * where it has both.
   *
   * @throws {TypeError} without an API key and without a code verifier, or with an empty one.
   * @throws {AuthenticationException} where one more step is needed.
   * @throws {OauthException} for a code that is unknown, used or expired: `invalid_grant`.
   * @example
   * const { user } = await workos.userManagement.authenticateWithCode({ code, codeVerifier })
   */
  async authenticateWithCode(
    payload: AuthenticateWithCodeOptions,
  ): Promise<AuthenticationResponse> {
    if (payload.codeVerifier?.trim() === '') {
      throw new TypeError('The codeVerifier is empty. Make one with workos.pkce.generate().')
    }
    if (!payload.codeVerifier && !this.workos.key) {
      throw new TypeError(
        'authenticateWithCode needs a codeVerifier, or an API key: new WorkOS("sk_…").',
      )
    }
    return this.#authenticate(codeGrant, payload, this.workos.key)
  }

  /**
   * Ends a sign-in as `authenticateWithCode` does, for an application without a secret.
   *
   * @throws {AuthenticationException} where one more step is needed.
   * @throws {OauthException} for a code or a verifier that does not fit: `invalid_grant`.
   * @example
   * await workos.userManagement.authenticateWithCodeAndVerifier({ code, codeVerifier })
   */
  async authenticateWithCodeAndVerifier(
    payload: AuthenticateWithCodeAndVerifierOptions,
  ): Promise<AuthenticationResponse> {
    return this.#authenticate(codeAndVerifierGrant, payload)
  }

  /**
   * Replaces a refresh token by a new one and a new access token, in another organization where one
   * is named. Also for applications without a secret.
   *
   * @throws {AuthenticationException} where the other organization needs one more step.
   * @throws {OauthException} for a token that is unknown, used or revoked: `invalid_grant`.
   * @example
   * await workos.userManagement.authenticateWithRefreshToken({ refreshToken, organizationId })
   */
  async authenticateWithRefreshToken(
    payload: AuthenticateWithRefreshTokenOptions,
  ): Promise<AuthenticationResponse> {
    return this.#authenticate(refreshTokenGrant, payload, this.workos.key)
  }

  /**
   * Goes on with a sign-in that asked for a second factor: `mfa_challenge`.
   *
   * @throws {AuthenticationException} where one more step is needed.
   * @throws {OauthException} for a code that is wrong or expired.
   * @example
   * await workos.userManagement.authenticateWithTotp({
   *   code: '123456',
   *   authenticationChallengeId: challenge.id,
   *   pendingAuthenticationToken: exception.pendingAuthenticationToken,
   * })
   */
  async authenticateWithTotp(
    payload: AuthenticateWithTotpOptions,
  ): Promise<AuthenticationResponse> {
    return this.#authenticateWithKey(totpGrant, payload)
  }

  /**
   * Goes on with a sign-in that asked for a verified email address: `email_verification_required`.
   *
   * @throws {AuthenticationException} where one more step is needed.
   * @throws {OauthException} for a code that is wrong or expired.
   * @example
   * await workos.userManagement.authenticateWithEmailVerification({
   *   code: '123456',
   *   pendingAuthenticationToken: exception.pendingAuthenticationToken,
   * })
   */
  async authenticateWithEmailVerification(
    payload: AuthenticateWithEmailVerificationOptions,
  ): Promise<AuthenticationResponse> {
    return this.#authenticateWithKey(emailVerificationGrant, payload)
  }

  /**
   * Goes on with a sign-in that asked for an organization: `organization_selection_required`.
   *
   * @throws {AuthenticationException} where the organization needs one more step.
   * @throws {OauthException} for an organization that the user does not belong to.
   * @example
   * await workos.userManagement.authenticateWithOrganizationSelection({
   *   organizationId: 'org_01…',
   *   pendingAuthenticationToken: exception.pendingAuthenticationToken,
   * })
   */
  async authenticateWithOrganizationSelection(
    payload: AuthenticateWithOrganizationSelectionOptions,
  ): Promise<AuthenticationResponse> {
    return this.#authenticateWithKey(organizationSelectionGrant, payload)
  }

  /**
   * Sends a code to a phone for a sign-in that looked risky: `radar_sms_challenge`.
   *
   * @throws {UnprocessableEntityException} for a number that is no phone's.
   * @throws {RateLimitExceededException} after too many codes.
   * @example
   * const { verificationId } = await workos.userManagement.sendRadarSmsChallenge({
   *   userId: 'user_01…',
   *   pendingAuthenticationToken: exception.pendingAuthenticationToken,
   *   phoneNumber: '+15005550006',
   * })
   */
  async sendRadarSmsChallenge(
    payload: SendRadarSmsChallengeOptions,
  ): Promise<SendRadarSmsChallengeResponse> {
    const body = sendRadarSmsChallengeOptions.write(payload)
    return this.post('/user_management/radar_challenges', body, radarSmsChallenge)
  }

  /**
   * Goes on with a sign-in that looked risky, by the code that `sendRadarSmsChallenge` sent.
   *
   * @throws {AuthenticationException} where one more step is needed.
   * @throws {OauthException} for a code that is wrong or expired.
   * @example
   * await workos.userManagement.authenticateWithRadarSmsChallenge({
   *   code: '123456',
   *   verificationId,
   *   phoneNumber: '+15005550006',
   *   pendingAuthenticationToken: exception.pendingAuthenticationToken,
   * })
   */
  async authenticateWithRadarSmsChallenge(
    payload: AuthenticateWithRadarSmsChallengeOptions,
  ): Promise<AuthenticationResponse> {
    return this.#authenticateWithKey(radarSmsChallengeGrant, payload)
  }

  /**
   * Goes on with a sign-in that looked risky, by the code of the email: `radar_email_challenge`.
   *
   * @throws {AuthenticationException} where one more step is needed.
   * @throws {OauthException} for a code that is wrong or expired.
   * @example
   * await workos.userManagement.authenticateWithRadarEmailChallenge({
   *   code: '123456',
   *   radarChallengeId: exception.radarChallengeId,
   *   pendingAuthenticationToken: exception.pendingAuthenticationToken,
   * })
   */
  async authenticateWithRadarEmailChallenge(
    payload: AuthenticateWithRadarEmailChallengeOptions,
  ): Promise<AuthenticationResponse> {
    return this.#authenticateWithKey(radarEmailChallengeGrant, payload)
  }

  /**
   * Who the session of a cookie signs in, or why it does not. The access token is verified here;
   * only its key comes from the server.
   *
   * @throws {Error} without a cookie password or without a client ID.
   * @example
   * const result = await workos.userManagement.authenticateWithSessionCookie({ sessionData })
   * if (result.authenticated) console.log(result.user.email)
   */
  async authenticateWithSessionCookie({
    sessionData,
    cookiePassword = environmentVariable('WORKOS_COOKIE_PASSWORD'),
  }: AuthenticateWithSessionCookieOptions): Promise<
    AuthenticateWithSessionCookieSuccessResponse | AuthenticateWithSessionCookieFailedResponse
  > {
    const password = requireCookiePassword(cookiePassword)
    if (!this.clientId) throw new Error('A session is verified with the keys of a clientId.')
    return this.loadSealedSession({ sessionData, cookiePassword: password }).authenticate()
  }

  /**
   * What the session of a cookie holds, without a look at the access token. Undefined without a
   * cookie.
   *
   * @throws {Error} without a cookie password.
   * @example
   * const session = await workos.userManagement.getSessionFromCookie({ sessionData })
   */
  async getSessionFromCookie({
    sessionData,
    cookiePassword = environmentVariable('WORKOS_COOKIE_PASSWORD'),
  }: AuthenticateWithSessionCookieOptions): Promise<SessionCookieData | undefined> {
    const password = requireCookiePassword(cookiePassword)
    if (!sessionData) return undefined
    return (await unsealSession(sessionData, password)) as SessionCookieData
  }

  /**
   * Reads one email verification, with its code, to be sent by the application itself.
   *
   * @throws {NotFoundException} for an id that is no email verification's.
   * @example
   * const { code } = await workos.userManagement.getEmailVerification('email_verification_01…')
   */
  async getEmailVerification(emailVerificationId: string): Promise<EmailVerification> {
    return this.get(
      path`/user_management/email_verification/${emailVerificationId}`,
      emailVerification,
    )
  }

  /**
   * Sends a user a code that proves the email address.
   *
   * @throws {BadRequestException} for an address that is verified already.
   * @throws {NotFoundException} for an id that is no user's.
   * @throws {RateLimitExceededException} after too many emails.
   * @example
   * await workos.userManagement.sendVerificationEmail({ userId: 'user_01…' })
   */
  async sendVerificationEmail({ userId }: SendVerificationEmailOptions): Promise<{ user: User }> {
    const address = path`/user_management/users/${userId}/email_verification/send`
    return this.post(address, {}, answerWithUser)
  }

  /**
   * Reads one Magic Auth code, to be sent by the application itself.
   *
   * @throws {NotFoundException} for an id that is no Magic Auth code's.
   * @example
   * const { code } = await workos.userManagement.getMagicAuth('magic_auth_01…')
   */
  async getMagicAuth(magicAuthId: string): Promise<MagicAuth> {
    return this.get(path`/user_management/magic_auth/${magicAuthId}`, magicAuth)
  }

  /**
   * Creates a code that signs a person in once. Who has no user yet gets one with the sign-in.
   *
   * @throws {UnprocessableEntityException} for an email address that is none.
   * @throws {RateLimitExceededException} after too many codes.
   * @example
   * await workos.userManagement.createMagicAuth({ email: 'ada@example.com' })
   */
  async createMagicAuth(options: CreateMagicAuthOptions): Promise<CreateMagicAuthResponse> {
    const body = createMagicAuthOptions.write(options)
    return this.post('/user_management/magic_auth', body, createdMagicAuth)
  }

  /**
   * Verifies an email address with the code that was sent to it.
   *
   * @throws {BadRequestException} for a code that is wrong or expired.
   * @throws {NotFoundException} for an id that is no user's.
   * @example
   * await workos.userManagement.verifyEmail({ userId: 'user_01…', code: '123456' })
   */
  async verifyEmail({ userId, ...proof }: VerifyEmailOptions): Promise<{ user: User }> {
    const address = path`/user_management/users/${userId}/email_verification/confirm`
    return this.post(address, verifyEmailOptions.write(proof), answerWithUser)
  }

  /**
   * Reads one password reset, with its token, to be sent by the application itself.
   *
   * @throws {NotFoundException} for an id that is no password reset's.
   * @example
   * const { passwordResetUrl } = await workos.userManagement.getPasswordReset('password_reset_01…')
   */
  async getPasswordReset(passwordResetId: string): Promise<PasswordReset> {
    return this.get(path`/user_management/password_reset/${passwordResetId}`, passwordReset)
  }

  /**
   * Creates a token with which a user chooses a new password.
   *
   * @throws {NotFoundException} for an email address that no user has.
   * @example
   * await workos.userManagement.createPasswordReset({ email: 'ada@example.com' })
   */
  async createPasswordReset(options: CreatePasswordResetOptions): Promise<PasswordReset> {
    const body = createPasswordResetOptions.write(options)
    return this.post('/user_management/password_reset', body, passwordReset)
  }

  /**
   * Sets the new password. The token came to the email address, which is verified with it.
   *
   * @throws {NotFoundException} for a token that is unknown, used or expired.
   * @throws {UnprocessableEntityException} for a password that is too weak.
   * @example
   * await workos.userManagement.resetPassword({ token, newPassword })
   */
  async resetPassword(payload: ResetPasswordOptions): Promise<{ user: User }> {
    const body = resetPasswordOptions.write(payload)
    return this.post('/user_management/password_reset/confirm', body, answerWithUser)
  }

  /**
   * Changes what is given and leaves the rest.
   *
   * @throws {NotFoundException} for an id that is no user's.
   * @throws {UnprocessableEntityException} for an email address that another user has.
   * @example
   * await workos.userManagement.updateUser({ userId: 'user_01…', lastName: 'Lovelace' })
   */
  async updateUser({ userId, ...changes }: UpdateUserOptions): Promise<User> {
    return this.put(path`/user_management/users/${userId}`, userChanges.write(changes), user)
  }

  /**
   * Lists the sessions of a user, newest first.
   *
   * @throws {NotFoundException} for an id that is no user's.
   * @example
   * const sessions = await workos.userManagement.listSessions('user_01…')
   */
  async listSessions(
    userId: string,
    options?: ListSessionsOptions,
  ): Promise<AutoPaginatable<Session, SerializedListSessionsOptions>> {
    return this.list(path`/user_management/users/${userId}/sessions`, session, options)
  }

  /**
   * Deletes a user with all that is theirs. This cannot be undone.
   *
   * @throws {NotFoundException} for an id that is no user's.
   * @example
   * await workos.userManagement.deleteUser('user_01…')
   */
  async deleteUser(userId: string): Promise<void> {
    return this.workos.delete(path`/user_management/users/${userId}`)
  }

  /**
   * Lists the API keys of a user, newest first.
   *
   * @throws {NotFoundException} for an id that is no user's.
   * @example
   * const keys = await workos.userManagement.listUserApiKeys('user_01…')
   */
  async listUserApiKeys(
    userId: string,
    options?: ListUserApiKeysOptions,
  ): Promise<AutoPaginatable<UserApiKey, SerializedListUserApiKeysOptions>> {
    const query = options && listUserApiKeysOptions.write(options)
    return this.list(path`/user_management/users/${userId}/api_keys`, userApiKey, query)
  }

  /**
   * Creates an API key with which a user acts in an organization of theirs. Only this answer tells
   * the key itself.
   *
   * @throws {NotFoundException} for an id that is no user's.
   * @throws {UnprocessableEntityException} for an organization that the user does not belong to.
   * @example
   * const { value } = await workos.userManagement.createUserApiKey('user_01…', {
   *   name: 'Deployments',
   *   organizationId: 'org_01…',
   * })
   */
  async createUserApiKey(
    userId: string,
    options: CreateUserApiKeyOptions,
    requestOptions: CreateUserApiKeyRequestOptions = {},
  ): Promise<UserApiKeyWithValue> {
    const address = path`/user_management/users/${userId}/api_keys`
    const body = createUserApiKeyOptions.write(options)
    return this.post(address, body, userApiKeyWithValue, requestOptions)
  }

  /**
   * Lists the accounts at providers that sign a user in.
   *
   * @throws {NotFoundException} for an id that is no user's.
   * @example
   * const identities = await workos.userManagement.getUserIdentities('user_01…')
   */
  async getUserIdentities(userId: string): Promise<Identity[]> {
    if (!userId) throw new TypeError('Whose identities? The userId is empty.')
    return this.get(path`/user_management/users/${userId}/identities`, list(identity))
  }

  /**
   * Reads one organization membership.
   *
   * @throws {NotFoundException} for an id that is no membership's.
   * @example
   * const { role } = await workos.userManagement.getOrganizationMembership('om_01…')
   */
  async getOrganizationMembership(
    organizationMembershipId: string,
  ): Promise<OrganizationMembership> {
    return this.get(membershipPath(organizationMembershipId), organizationMembership)
  }

  /**
   * Lists the memberships of a user or of an organization, newest first.
   *
   * @throws {UnprocessableEntityException} without a user and without an organization.
   * @example
   * const memberships = await workos.userManagement.listOrganizationMemberships({
   *   organizationId: 'org_01…',
   *   statuses: ['active', 'pending'],
   * })
   */
  async listOrganizationMemberships(
    options: ListOrganizationMembershipsOptions,
  ): Promise<
    AutoPaginatable<OrganizationMembership, SerializedListOrganizationMembershipsOptions>
  > {
    const query = listOrganizationMembershipsOptions.write(options)
    return this.list('/user_management/organization_memberships', organizationMembership, query)
  }

  /**
   * Makes a user a member of an organization. A membership that was deactivated is active again.
   *
   * @throws {NotFoundException} for an id that is no user's or no organization's.
   * @throws {UnprocessableEntityException} for a user who is a member already.
   * @example
   * await workos.userManagement.createOrganizationMembership({
   *   organizationId: 'org_01…',
   *   userId: 'user_01…',
   *   roleSlug: 'admin',
   * })
   */
  async createOrganizationMembership(
    options: CreateOrganizationMembershipOptions,
  ): Promise<OrganizationMembership> {
    const body = createOrganizationMembershipOptions.write(options)
    return this.post('/user_management/organization_memberships', body, organizationMembership)
  }

  /**
   * Gives a member other roles.
   *
   * @throws {NotFoundException} for an id that is no membership's.
   * @throws {UnprocessableEntityException} for a role that the organization does not have.
   * @example
   * await workos.userManagement.updateOrganizationMembership('om_01…', { roleSlug: 'member' })
   */
  async updateOrganizationMembership(
    organizationMembershipId: string,
    options: UpdateOrganizationMembershipOptions,
  ): Promise<OrganizationMembership> {
    const body = organizationMembershipChanges.write(options)
    return this.put(membershipPath(organizationMembershipId), body, organizationMembership)
  }

  /**
   * Deletes an organization membership. This cannot be undone.
   *
   * @throws {NotFoundException} for an id that is no membership's.
   * @example
   * await workos.userManagement.deleteOrganizationMembership('om_01…')
   */
  async deleteOrganizationMembership(organizationMembershipId: string): Promise<void> {
    return this.workos.delete(membershipPath(organizationMembershipId))
  }

  /**
   * Takes a member's access and keeps the membership with its roles.
   *
   * @throws {NotFoundException} for an id that is no membership's.
   * @throws {UnprocessableEntityException} for a membership that is pending: delete it instead.
   * @example
   * await workos.userManagement.deactivateOrganizationMembership('om_01…')
   */
  async deactivateOrganizationMembership(
    organizationMembershipId: string,
  ): Promise<OrganizationMembership> {
    const address = `${membershipPath(organizationMembershipId)}/deactivate`
    return this.put(address, {}, organizationMembership)
  }

  /**
   * Gives a member access again, with the roles of before.
   *
   * @throws {NotFoundException} for an id that is no membership's.
   * @throws {UnprocessableEntityException} for a membership that is pending.
   * @example
   * await workos.userManagement.reactivateOrganizationMembership('om_01…')
   */
  async reactivateOrganizationMembership(
    organizationMembershipId: string,
  ): Promise<OrganizationMembership> {
    const address = `${membershipPath(organizationMembershipId)}/reactivate`
    return this.put(address, {}, organizationMembership)
  }

  /**
   * Lists the groups that a member is in, newest first.
   *
   * @throws {NotFoundException} for an id that is no membership's.
   * @example
   * const groups = await workos.userManagement.listGroupsForOrganizationMembership({
   *   organizationMembershipId: 'om_01…',
   * })
   */
  async listGroupsForOrganizationMembership({
    organizationMembershipId,
    ...options
  }: ListGroupsForOrganizationMembershipOptions): Promise<AutoPaginatable<Group>> {
    const address = `${membershipPath(organizationMembershipId)}/groups`
    return this.list(address, group, options)
  }

  /**
   * Reads one invitation.
   *
   * @throws {NotFoundException} for an id that is no invitation's.
   * @example
   * const { state } = await workos.userManagement.getInvitation('invitation_01…')
   */
  async getInvitation(invitationId: string): Promise<Invitation> {
    return this.get(path`/user_management/invitations/${invitationId}`, invitation)
  }

  /**
   * Reads the invitation that a link carries.
   *
   * @throws {NotFoundException} for a token that is no invitation's.
   * @example
   * const { email } = await workos.userManagement.findInvitationByToken(invitationToken)
   */
  async findInvitationByToken(invitationToken: string): Promise<Invitation> {
    return this.get(path`/user_management/invitations/by_token/${invitationToken}`, invitation)
  }

  /**
   * Lists invitations, newest first.
   *
   * @throws {UnprocessableEntityException} for a limit outside 1 to 100.
   * @example
   * const invitations = await workos.userManagement.listInvitations({ organizationId: 'org_01…' })
   */
  async listInvitations(
    options?: ListInvitationsOptions,
  ): Promise<AutoPaginatable<Invitation, SerializedListInvitationsOptions>> {
    const query = options && listInvitationsOptions.write(options)
    return this.list('/user_management/invitations', invitation, query)
  }

  /**
   * Invites a person by email.
   *
   * @throws {BadRequestException} for a person who is invited or a member already.
   * @throws {NotFoundException} for an organization that is not there.
   * @example
   * await workos.userManagement.sendInvitation({ email: 'ada@example.com', expiresInDays: 3 })
   */
  async sendInvitation(payload: SendInvitationOptions): Promise<Invitation> {
    const body = sendInvitationOptions.write(payload)
    return this.post('/user_management/invitations', body, invitation)
  }

  /**
   * Accepts an invitation for the person who was invited, and makes them a member.
   *
   * @throws {BadRequestException} for an invitation that is accepted, revoked or expired.
   * @throws {NotFoundException} for an id that is no invitation's.
   * @example
   * await workos.userManagement.acceptInvitation('invitation_01…')
   */
  async acceptInvitation(invitationId: string): Promise<Invitation> {
    return this.post(path`/user_management/invitations/${invitationId}/accept`, null, invitation)
  }

  /**
   * Takes an invitation back.
   *
   * @throws {BadRequestException} for an invitation that is accepted, revoked or expired.
   * @throws {NotFoundException} for an id that is no invitation's.
   * @example
   * await workos.userManagement.revokeInvitation('invitation_01…')
   */
  async revokeInvitation(invitationId: string): Promise<Invitation> {
    return this.post(path`/user_management/invitations/${invitationId}/revoke`, null, invitation)
  }

  /**
   * Sends the email of an invitation again, with a new token.
   *
   * @throws {BadRequestException} for an invitation that is accepted, revoked or expired.
   * @throws {NotFoundException} for an id that is no invitation's.
   * @example
   * await workos.userManagement.resendInvitation('invitation_01…', { locale: 'fr' })
   */
  async resendInvitation(
    invitationId: string,
    options?: ResendInvitationOptions,
  ): Promise<Invitation> {
    const body = resendInvitationOptions.write(options ?? {})
    return this.post(path`/user_management/invitations/${invitationId}/resend`, body, invitation)
  }

  /**
   * Lists all waitlists of the environment, in one page.
   *
   * @example
   * const { data } = await workos.userManagement.listWaitlists()
   */
  async listWaitlists(): Promise<List<Waitlist>> {
    return this.get('/user_management/waitlists', pageOf(waitlist))
  }

  /**
   * Reads one waitlist. `default` is the environment's own.
   *
   * @throws {NotFoundException} for an id that is no waitlist's.
   * @example
   * const { id } = await workos.userManagement.getWaitlist('default')
   */
  async getWaitlist(waitlistId: string): Promise<Waitlist> {
    return this.get(path`/user_management/waitlists/${waitlistId}`, waitlist)
  }

  /**
   * Lists the entries of a waitlist, newest first.
   *
   * @throws {NotFoundException} for an id that is no waitlist's.
   * @example
   * const entries = await workos.userManagement.listWaitlistEntries('default')
   */
  async listWaitlistEntries(
    waitlistId: string,
    options?: ListWaitlistEntriesOptions,
  ): Promise<AutoPaginatable<WaitlistEntry, SerializedListWaitlistEntriesOptions>> {
    const query = options && listWaitlistEntriesOptions.write(options)
    return this.list(path`/user_management/waitlists/${waitlistId}/entries`, waitlistEntry, query)
  }

  /**
   * Puts an email address on a waitlist. One that is on it already keeps its entry.
   *
   * @throws {NotFoundException} for an id that is no waitlist's.
   * @throws {UnprocessableEntityException} for an email address that is none.
   * @example
   * await workos.userManagement.createWaitlistEntry('default', { email: 'ada@example.com' })
   */
  async createWaitlistEntry(
    waitlistId: string,
    payload: CreateWaitlistEntryOptions,
  ): Promise<WaitlistEntry> {
    const address = path`/user_management/waitlists/${waitlistId}/entries`
    return this.post(address, createWaitlistEntryOptions.write(payload), waitlistEntry)
  }

  /**
   * Lets a person in: sends them an invitation.
   *
   * @throws {NotFoundException} for an id that is no entry's.
   * @throws {UnprocessableEntityException} for an entry that is approved already.
   * @example
   * await workos.userManagement.approveWaitlistEntry('waitlist_entry_01…')
   */
  async approveWaitlistEntry(waitlistEntryId: string): Promise<WaitlistEntry> {
    const address = path`/user_management/waitlist_entries/${waitlistEntryId}/approve`
    return this.post(address, null, waitlistEntry)
  }

  /**
   * Says no to a pending entry.
   *
   * @throws {NotFoundException} for an id that is no entry's.
   * @throws {UnprocessableEntityException} for an entry that is not pending.
   * @example
   * await workos.userManagement.denyWaitlistEntry('waitlist_entry_01…')
   */
  async denyWaitlistEntry(waitlistEntryId: string): Promise<WaitlistEntry> {
    const address = path`/user_management/waitlist_entries/${waitlistEntryId}/deny`
    return this.post(address, null, waitlistEntry)
  }

  /**
   * Takes an email address off its waitlist. An invitation that it was sent stays.
   *
   * @throws {NotFoundException} for an id that is no entry's.
   * @example
   * await workos.userManagement.deleteWaitlistEntry('waitlist_entry_01…')
   */
  async deleteWaitlistEntry(waitlistEntryId: string): Promise<void> {
    return this.workos.delete(path`/user_management/waitlist_entries/${waitlistEntryId}`)
  }

  /**
   * Ends a session. Its refresh token is refused from now on; its access token lives until it
   * expires.
   *
   * @throws {BadRequestException} for a session that has ended already.
   * @example
   * await workos.userManagement.revokeSession({ sessionId: 'session_01…' })
   */
  async revokeSession(payload: RevokeSessionOptions): Promise<void> {
    const body = revokeSessionOptions.write(payload)
    await this.workos.post('/user_management/sessions/revoke', body)
  }

  /**
   * Where to send the browser for a sign-in. Needs no request.
   *
   * @throws {TypeError} without a place to sign in, or without a client ID.
   * @example
   * const url = workos.userManagement.getAuthorizationUrl({
   *   provider: 'authkit',
   *   redirectUri: 'https://example.com/callback',
   * })
   */
  getAuthorizationUrl(options: UserManagementAuthorizationURLOptions): string {
    const { provider, connectionId, organizationId, screenHint } = options
    const clientId = this.#resolveClientId(options.clientId)
    if (!provider && !connectionId && !organizationId) {
      throw new TypeError('Say where to sign in: a provider, a connectionId or an organizationId.')
    }
    if (screenHint && provider !== 'authkit') {
      throw new TypeError('A screenHint is for the provider "authkit" alone.')
    }
    return authorizationUrl(`${this.workos.baseURL}/user_management/authorize`, {
      ...authorizationParameters.write({ ...options, clientId }),
      response_type: 'code',
    })
  }

  /**
   * Where to send the browser for a sign-in, with a state and PKCE made for it. Also for
   * applications without a secret, such as command-line tools.
   *
   * @throws {TypeError} without a place to sign in, or without a client ID.
   * @example
   * const { url, state, codeVerifier } = await workos.userManagement.getAuthorizationUrlWithPKCE({
   *   provider: 'authkit',
   *   redirectUri: 'myapp://callback',
   * })
   */
  async getAuthorizationUrlWithPKCE(
    options: PKCEAuthorizationURLOptions,
  ): Promise<PKCEAuthorizationURLResult> {
    const { codeVerifier, ...challenge } = await this.workos.pkce.generate()
    const state = this.workos.pkce.generateCodeVerifier()
    return {
      url: this.getAuthorizationUrl({ ...options, ...challenge, state }),
      state,
      codeVerifier,
    }
  }

  /**
   * Where to send the browser to sign out. Needs no request.
   *
   * @throws {TypeError} without a session.
   * @example
   * const url = workos.userManagement.getLogoutUrl({ sessionId: 'session_01…' })
   */
  getLogoutUrl({ sessionId, returnTo }: LogoutURLOptions): string {
    if (!sessionId) throw new TypeError('Which session ends? The sessionId is empty.')
    const url = new URL('/user_management/sessions/logout', this.workos.baseURL)
    url.searchParams.set('session_id', sessionId)
    if (returnTo) url.searchParams.set('return_to', returnTo)
    return url.toString()
  }

  /**
   * Where the public keys of an application are. Needs no request.
   *
   * @throws {TypeError} without a client ID.
   * @example
   * const url = workos.userManagement.getJwksUrl('client_…')
   */
  getJwksUrl(clientId: string): string {
    if (!clientId) throw new TypeError('Whose keys? The clientId is empty.')
    return `${this.workos.baseURL}${path`/sso/jwks/${clientId}`}`
  }

  /** Without a client secret, as an application that has none. */
  async #authenticate<G extends AnyGrant>(
    grant: G,
    { session, ...options }: OptionsOf<G>,
    clientSecret?: string,
  ): Promise<AuthenticationResponse> {
    const clientId = this.#resolveClientId(options.clientId)
    const cookiePassword = session?.sealSession && this.#requireSealing(session)
    const authentication = await this.post(
      tokenEndpoint,
      tokenRequest(grant, { ...options, clientId, clientSecret }),
      authenticationResponse,
      { skipApiKeyCheck: !clientSecret },
    )
    if (!cookiePassword) return authentication
    return { ...authentication, sealedSession: await seal(authentication, cookiePassword) }
  }

  async #authenticateWithKey<G extends AnyGrant>(grant: G, payload: OptionsOf<G>) {
    this.workos.requireApiKey(tokenEndpoint)
    return this.#authenticate(grant, payload, this.workos.key)
  }

  /** Asked before the request, so that no code and no refresh token is spent in vain. */
  #requireSealing({ cookiePassword }: AuthenticateWithSessionOptions) {
    if (!this.workos.key) {
      throw new Error(
        'A session is sealed on a server, by a client with an API key. ' +
          'An application without a secret keeps the tokens themselves.',
      )
    }
    return requireCookiePassword(cookiePassword)
  }

  #resolveClientId(clientId?: string) {
    const resolved = clientId ?? this.clientId
    if (resolved) return resolved
    throw new TypeError(
      'No clientId. Pass it to the method, to the constructor, or set WORKOS_CLIENT_ID.',
    )
  }
}

const tokenEndpoint = '/user_management/authenticate'

function membershipPath(id: string) {
  return path`/user_management/organization_memberships/${id}`
}

function requireCookiePassword(cookiePassword?: CookiePassword) {
  if (cookiePassword?.length) return cookiePassword
  throw new Error('A cookie is sealed and opened with a password: pass it as cookiePassword.')
}

/** What of a sign-in goes into a cookie. */
function seal(authentication: AuthenticationResponse, cookiePassword: CookiePassword) {
  const { user, accessToken, refreshToken, authenticationMethod, impersonator } = authentication
  const { org_id: organizationId } = claimsOf(accessToken)
  return sealSession(
    { organizationId, user, accessToken, refreshToken, authenticationMethod, impersonator },
    cookiePassword,
  )
}
