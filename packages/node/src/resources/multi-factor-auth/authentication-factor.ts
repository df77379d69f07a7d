import type { PaginationOptions } from '../../http/auto-paginatable.ts'
import { optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'
import { challenge } from './challenge.ts'
import { type FactorType, factor, totpWithSecrets } from './factor.ts'

/** What a factor of a user is: the same as of any factor. */
export type AuthenticationFactorType = FactorType

export const authenticationFactor = shape({
  ...factor.fields,
  userId: string,
})

/** A factor of a user of this environment. */
export type AuthenticationFactor = Value<typeof authenticationFactor>
/** `AuthenticationFactor` as the wire carries it. */
export type AuthenticationFactorResponse = Wire<typeof authenticationFactor>

const { sms: _sms, ...withoutSms } = authenticationFactor.fields

export const authenticationFactorWithSecrets = shape({
  ...withoutSms,
  type: plain<'totp'>(),
  totp: totpWithSecrets,
})

/** A user's factor just enrolled. */
export type AuthenticationFactorWithSecrets = Value<typeof authenticationFactorWithSecrets>
/** `AuthenticationFactorWithSecrets` as the wire carries it. */
export type AuthenticationFactorWithSecretsResponse = Wire<typeof authenticationFactorWithSecrets>

export const enrolledAuthenticationFactor = shape({
  authenticationFactor: authenticationFactorWithSecrets,
  authenticationChallenge: challenge,
})

/** A user's new factor, and the challenge by which its first code is verified. */
export type EnrolledAuthenticationFactor = Value<typeof enrolledAuthenticationFactor>

export const enrollAuthFactorOptions = shape({
  type: plain<'totp'>(),
  /** Shown in the authenticator app, as is `totpUser`. */
  totpIssuer: optional(string),
  totpUser: optional(string),
  /** Base32. A secret that the user has already, in place of a new one. */
  totpSecret: optional(string),
})
/** The authenticator app that is enrolled, and its user. */
export type EnrollAuthFactorOptions = Value<typeof enrollAuthFactorOptions> & { userId: string }
/** `EnrollAuthFactorOptions` as the wire carries it. */
export type SerializedEnrollUserInMfaFactorOptions = Wire<typeof enrollAuthFactorOptions>

/** Whose factors are listed, and which part of them. */
export interface ListAuthFactorsOptions extends PaginationOptions {
  userId: string
}
