import type { AutoPaginatable } from '../../http/auto-paginatable.ts'
import { path } from '../../http/path.ts'
import { Resource } from '../resource.ts'
import {
  type AuthenticationFactor,
  authenticationFactor,
  type EnrollAuthFactorOptions,
  type EnrolledAuthenticationFactor,
  enrollAuthFactorOptions,
  enrolledAuthenticationFactor,
  type ListAuthFactorsOptions,
} from './authentication-factor.ts'
import {
  type Challenge,
  type ChallengeFactorOptions,
  challenge,
  type VerifyChallengeOptions,
  type VerifyResponse,
  verifyResponse,
} from './challenge.ts'
import {
  type EnrollFactorOptions,
  enrollFactorOptions,
  type Factor,
  type FactorWithSecrets,
  factor,
  factorWithSecrets,
} from './factor.ts'

/** Second factors: those of the application's own users, and those of users of this environment. */
export class MultiFactorAuth extends Resource {
  /**
   * Deletes a factor. This cannot be undone.
   *
   * @throws {NotFoundException} for an id that is no factor's.
   * @example
   * await workos.multiFactorAuth.deleteFactor('auth_factor_01…')
   */
  async deleteFactor(id: string): Promise<void> {
    return this.workos.delete(path`/auth/factors/${id}`)
  }

  /**
   * Reads one factor.
   *
   * @throws {NotFoundException} for an id that is no factor's.
   * @example
   * const { type } = await workos.multiFactorAuth.getFactor('auth_factor_01…')
   */
  async getFactor(id: string): Promise<Factor> {
    return this.get(path`/auth/factors/${id}`, factor)
  }

  /**
   * Enrolls a factor of a user whom the application knows by itself.
   *
   * @throws {UnprocessableEntityException} for a phone number that is none.
   * @example
   * const { totp } = await workos.multiFactorAuth.enrollFactor({
   *   type: 'totp',
   *   issuer: 'Acme',
   *   user: 'ada@example.com',
   * })
   */
  async enrollFactor(options: EnrollFactorOptions): Promise<FactorWithSecrets> {
    return this.post('/auth/factors/enroll', enrollFactorOptions.write(options), factorWithSecrets)
  }

  /**
   * Asks for a code. Where the factor is a telephone, sends one.
   *
   * @throws {NotFoundException} for an id that is no factor's.
   * @example
   * const { id } = await workos.multiFactorAuth.challengeFactor({
   *   authenticationFactorId: 'auth_factor_01…',
   *   smsTemplate: 'Your code is {{code}}.',
   * })
   */
  async challengeFactor({
    authenticationFactorId,
    smsTemplate,
  }: ChallengeFactorOptions): Promise<Challenge> {
    const body = { sms_template: smsTemplate }
    return this.post(path`/auth/factors/${authenticationFactorId}/challenge`, body, challenge)
  }

  /**
   * Says whether a code is the right one. A challenge is answered once.
   *
   * @throws {NotFoundException} for an id that is no challenge's.
   * @throws {GenericServerException} after too many wrong codes.
   * @throws {UnprocessableEntityException} for a challenge that is answered or expired.
   * @example
   * const { valid } = await workos.multiFactorAuth.verifyChallenge({
   *   authenticationChallengeId: 'auth_challenge_01…',
   *   code: '123456',
   * })
   */
  async verifyChallenge({
    authenticationChallengeId,
    code,
  }: VerifyChallengeOptions): Promise<VerifyResponse> {
    const verifyPath = path`/auth/challenges/${authenticationChallengeId}/verify`
    return this.post(verifyPath, { code }, verifyResponse)
  }

  /**
   * Enrolls an authenticator app of a user. `authenticateWithTotp` verifies the first code.
   *
   * @throws {NotFoundException} for an id that is no user's.
   * @example
   * const { authenticationFactor, authenticationChallenge } =
   *   await workos.multiFactorAuth.createUserAuthFactor({ userId: 'user_01…', type: 'totp' })
   */
  async createUserAuthFactor({
    userId,
    ...options
  }: EnrollAuthFactorOptions): Promise<EnrolledAuthenticationFactor> {
    const factorsPath = path`/user_management/users/${userId}/auth_factors`
    const body = enrollAuthFactorOptions.write(options)
    return this.post(factorsPath, body, enrolledAuthenticationFactor)
  }

  /**
   * Lists the factors of a user, newest first.
   *
   * @throws {NotFoundException} for an id that is no user's.
   * @example
   * const factors = await workos.multiFactorAuth.listUserAuthFactors({ userId: 'user_01…' })
   */
  async listUserAuthFactors({
    userId,
    ...options
  }: ListAuthFactorsOptions): Promise<AutoPaginatable<AuthenticationFactor>> {
    const factorsPath = path`/user_management/users/${userId}/auth_factors`
    return this.list(factorsPath, authenticationFactor, options)
  }
}
