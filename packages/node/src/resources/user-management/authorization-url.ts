import { number, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value } from '../../wire/shape.ts'

export const authorizationParameters = shape({
  claimNonce: optional(string),
  clientId: optional(string),
  codeChallenge: optional(string),
  codeChallengeMethod: optional(plain<'S256'>()),
  connectionId: optional(string),
  organizationId: optional(string),
  /** `authkit` for the pages of AuthKit, or the name of an OAuth provider. */
  provider: optional(string),
  /** Tells the identity provider which domain the user belongs to. */
  domainHint: optional(string),
  invitationToken: optional(string),
  /** Fills in the email address. */
  loginHint: optional(string),
  /** Seconds since the user last proved who they are; after that they prove it again. */
  maxAge: optional(number),
  prompt: optional(string),
  providerQueryParams: optional(plain<Record<string, string | boolean | number>>()),
  providerScopes: optional(plain<string[]>()),
  redirectUri: string,
  /** Which page of AuthKit comes first. */
  screenHint: optional(plain<'sign-up' | 'sign-in'>()),
  state: optional(string),
})

type Parameters = Value<typeof authorizationParameters>
type Challenge = 'codeChallenge' | 'codeChallengeMethod'

/** What the authorization URL says. The challenge comes with its method, or not at all. */
export type UserManagementAuthorizationURLOptions = Omit<Parameters, Challenge> &
  (Required<Pick<Parameters, Challenge>> | Partial<Record<Challenge, never>>)

/** The options of an authorization URL whose challenge and state are made with it. */
export type PKCEAuthorizationURLOptions = Omit<
  UserManagementAuthorizationURLOptions,
  Challenge | 'state'
>

/** Where to send the browser, and what to keep until it comes back. */
export interface PKCEAuthorizationURLResult {
  url: string
  /** To be compared with the `state` with which the browser comes back. */
  state: string
  /** Goes to `authenticateWithCode` with the code. */
  codeVerifier: string
}
