import { absentWhenNull, nullable, optional, plain, string } from '../../wire/fields.ts'
import { type Codec, shape, type Value, type Wire } from '../../wire/shape.ts'
import { oauthTokens } from './oauth-tokens.ts'
import { user } from './user.ts'

/** How a user signed in, as authentications tell it. */
export type AuthenticationMethod =
  | 'SSO'
  | 'Password'
  | 'Passkey'
  | 'AppleOAuth'
  | 'BitbucketOAuth'
  | 'DiscordOAuth'
  | 'GitHubOAuth'
  | 'GitLabOAuth'
  | 'GoogleOAuth'
  | 'GrokOAuth'
  | 'XOAuth'
  | 'IntuitOAuth'
  | 'LinkedInOAuth'
  | 'MicrosoftOAuth'
  | 'SalesforceOAuth'
  | 'SlackOAuth'
  | 'VercelMarketplaceOAuth'
  | 'VercelOAuth'
  | 'XeroOAuth'
  | 'MagicAuth'
  | 'CrossAppAuth'
  | 'ExternalAuth'
  | 'MigratedSession'
  | 'Impersonation'

export const impersonator = shape({
  email: string,
  reason: nullable(string),
})

/** A member of the application's team who signed in as a user. */
export type Impersonator = Value<typeof impersonator>
/** `Impersonator` as the wire carries it. */
export type ImpersonatorResponse = Wire<typeof impersonator>

const authentication = shape({
  user,
  organizationId: optional(string),
  accessToken: string,
  refreshToken: string,
  impersonator: optional(impersonator),
  authenticationMethod: optional(plain<AuthenticationMethod>()),
  oauthTokens: absentWhenNull(oauthTokens),
})

/** A user has signed in. */
export type AuthenticationResponse = Value<typeof authentication> & {
  /** The session for a cookie, where it was asked for. */
  sealedSession?: string
}
/** `AuthenticationResponse` as the wire carries it. */
export type AuthenticationResponseResponse = Wire<typeof authentication>

/** Fields that the shape does not know are kept, under the names of the wire. */
export const authenticationResponse: Codec<AuthenticationResponse, AuthenticationResponseResponse> =
  {
    read: (wire) => ({ ...authentication.read(wire), ...unknownFields(wire) }),
  }

function unknownFields({
  user: _user,
  organization_id: _organizationId,
  access_token: _accessToken,
  refresh_token: _refreshToken,
  impersonator: _impersonator,
  authentication_method: _authenticationMethod,
  oauth_tokens: _oauthTokens,
  ...unknown
}: AuthenticationResponseResponse) {
  return unknown
}
