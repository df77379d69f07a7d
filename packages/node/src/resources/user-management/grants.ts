import { optional, string } from '../../wire/fields.ts'
import {
  type ClientCredentials,
  type ConfidentialBodyOf,
  grant,
  type OptionsOf,
  type PublicBodyOf,
} from './grant.ts'

export const codeGrant = grant('authorization_code', {
  code: string,
  /** The secret behind the code challenge of the authorization URL (RFC 7636). */
  codeVerifier: optional(string),
  invitationToken: optional(string),
  signalsId: optional(string),
})
/** The code of a callback, with the verifier where the sign-in began with a challenge. */
export type AuthenticateWithCodeOptions = OptionsOf<typeof codeGrant>
/** Who the application is, in a sign-in with a code. */
export type AuthenticateUserWithCodeCredentials = ClientCredentials
/** `AuthenticateWithCodeOptions` as the wire carries it. */
export type SerializedAuthenticateWithCodeOptions = ConfidentialBodyOf<typeof codeGrant>

export const codeAndVerifierGrant = grant('authorization_code', {
  code: string,
  codeVerifier: string,
  invitationToken: optional(string),
  signalsId: optional(string),
})
/** The code of a callback, and the verifier with whose challenge the sign-in began. */
export type AuthenticateWithCodeAndVerifierOptions = OptionsOf<typeof codeAndVerifierGrant>
/** `AuthenticateWithCodeAndVerifierOptions` as the wire carries it. */
export type SerializedAuthenticateWithCodeAndVerifierOptions = PublicBodyOf<
  typeof codeAndVerifierGrant
>

export const refreshTokenGrant = grant('refresh_token', {
  refreshToken: string,
  /** The organization to switch to. */
  organizationId: optional(string),
})
/** The wire always names it, if only as undefined. */
interface OrganizationToSwitchTo {
  organization_id: string | undefined
}
/** A refresh token, and the organization to switch to. */
export type AuthenticateWithRefreshTokenOptions = OptionsOf<typeof refreshTokenGrant>
/** Who the application is, in a sign-in with a refresh token. */
export type AuthenticateUserWithRefreshTokenCredentials = ClientCredentials
/** `AuthenticateWithRefreshTokenOptions` as the wire carries it. */
export type SerializedAuthenticateWithRefreshTokenOptions = OrganizationToSwitchTo &
  ConfidentialBodyOf<typeof refreshTokenGrant>
/** The same for an application without a secret. */
export type AuthenticateWithRefreshTokenPublicClientOptions = OptionsOf<typeof refreshTokenGrant>
/** `AuthenticateWithRefreshTokenPublicClientOptions` as the wire carries it. */
export type SerializedAuthenticateWithRefreshTokenPublicClientOptions = OrganizationToSwitchTo &
  PublicBodyOf<typeof refreshTokenGrant>

export const passwordGrant = grant('password', {
  email: string,
  password: string,
  invitationToken: optional(string),
  radarAuthAttemptId: optional(string),
  signalsId: optional(string),
})
/** An email address and its password. */
export type AuthenticateWithPasswordOptions = OptionsOf<typeof passwordGrant>
/** Who the application is, in a sign-in with a password. */
export type AuthenticateUserWithPasswordCredentials = ClientCredentials
/** `AuthenticateWithPasswordOptions` as the wire carries it. */
export type SerializedAuthenticateWithPasswordOptions = ConfidentialBodyOf<typeof passwordGrant>

export const magicAuthGrant = grant('urn:workos:oauth:grant-type:magic-auth:code', {
  code: string,
  email: string,
  invitationToken: optional(string),
  /** The code of a sign-in whose account is linked to the user. */
  linkAuthorizationCode: optional(string),
  radarAuthAttemptId: optional(string),
  signalsId: optional(string),
})
/** An email address and the code that was sent to it. */
export type AuthenticateWithMagicAuthOptions = OptionsOf<typeof magicAuthGrant>
/** Who the application is, in a sign-in with a Magic Auth code. */
export type AuthenticateUserWithMagicAuthCredentials = ClientCredentials
/** `AuthenticateWithMagicAuthOptions` as the wire carries it. */
export type SerializedAuthenticateWithMagicAuthOptions = ConfidentialBodyOf<typeof magicAuthGrant>

export const emailVerificationGrant = grant('urn:workos:oauth:grant-type:email-verification:code', {
  code: string,
  pendingAuthenticationToken: string,
})
/** The code that verifies the email address of a pending sign-in. */
export type AuthenticateWithEmailVerificationOptions = OptionsOf<typeof emailVerificationGrant>
/** Who the application is, in a sign-in with an email verification. */
export type AuthenticateUserWithEmailVerificationCredentials = ClientCredentials
/** `AuthenticateWithEmailVerificationOptions` as the wire carries it. */
export type SerializedAuthenticateWithEmailVerificationOptions = ConfidentialBodyOf<
  typeof emailVerificationGrant
>

export const totpGrant = grant('urn:workos:oauth:grant-type:mfa-totp', {
  code: string,
  authenticationChallengeId: string,
  pendingAuthenticationToken: string,
})
/** The code of an authenticator app for a pending sign-in. */
export type AuthenticateWithTotpOptions = OptionsOf<typeof totpGrant>
/** Who the application is, in a sign-in with a one-time password. */
export type AuthenticateUserWithTotpCredentials = ClientCredentials
/** `AuthenticateWithTotpOptions` as the wire carries it. */
export type SerializedAuthenticateWithTotpOptions = ConfidentialBodyOf<typeof totpGrant>

export const organizationSelectionGrant = grant(
  'urn:workos:oauth:grant-type:organization-selection',
  { organizationId: string, pendingAuthenticationToken: string },
)
/** The organization for a pending sign-in. */
export type AuthenticateWithOrganizationSelectionOptions = OptionsOf<
  typeof organizationSelectionGrant
>
/** Who the application is, in a sign-in with a choice of organization. */
export type AuthenticateUserWithOrganizationSelectionCredentials = ClientCredentials
/** `AuthenticateWithOrganizationSelectionOptions` as the wire carries it. */
export type SerializedAuthenticateWithOrganizationSelectionOptions = ConfidentialBodyOf<
  typeof organizationSelectionGrant
>

export const radarEmailChallengeGrant = grant(
  'urn:workos:oauth:grant-type:radar-email-challenge:code',
  { code: string, radarChallengeId: string, pendingAuthenticationToken: string },
)
/** The code that was emailed for a pending sign-in. */
export type AuthenticateWithRadarEmailChallengeOptions = OptionsOf<typeof radarEmailChallengeGrant>
/** Who the application is, in a sign-in with a challenge by email. */
export type AuthenticateUserWithRadarEmailChallengeCredentials = ClientCredentials
/** `AuthenticateWithRadarEmailChallengeOptions` as the wire carries it. */
export type SerializedAuthenticateWithRadarEmailChallengeOptions = ConfidentialBodyOf<
  typeof radarEmailChallengeGrant
>

export const radarSmsChallengeGrant = grant(
  'urn:workos:oauth:grant-type:radar-sms-challenge:code',
  {
    code: string,
    verificationId: string,
    phoneNumber: string,
    pendingAuthenticationToken: string,
  },
)
/** The code that was sent to a phone for a pending sign-in. */
export type AuthenticateWithRadarSmsChallengeOptions = OptionsOf<typeof radarSmsChallengeGrant>
/** Who the application is, in a sign-in with a challenge by text message. */
export type AuthenticateUserWithRadarSmsChallengeCredentials = ClientCredentials
/** `AuthenticateWithRadarSmsChallengeOptions` as the wire carries it. */
export type SerializedAuthenticateWithRadarSmsChallengeOptions = ConfidentialBodyOf<
  typeof radarSmsChallengeGrant
>
