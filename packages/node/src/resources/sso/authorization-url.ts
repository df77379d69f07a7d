import { optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value } from '../../wire/shape.ts'

export const authorizationParameters = shape({
  clientId: string,
  codeChallenge: optional(string),
  codeChallengeMethod: optional(plain<'S256'>()),
  connection: optional(string),
  organization: optional(string),
  provider: optional(string),
  /** Tells the identity provider which domain the user belongs to. */
  domainHint: optional(string),
  /** Fills in the name of the user at the identity provider. */
  loginHint: optional(string),
  providerQueryParams: optional(plain<Record<string, string | boolean | number>>()),
  providerScopes: optional(plain<string[]>()),
  redirectUri: string,
  state: optional(string),
})

type Parameters = Value<typeof authorizationParameters>
type Where = 'connection' | 'organization' | 'provider'
type Challenge = 'codeChallenge' | 'codeChallengeMethod'

/** Just one of the three says where to sign in. */
type At<Chosen extends Where> = Record<Chosen, string> &
  Partial<Record<Exclude<Where, Chosen>, never>>

/** What the authorization URL says. The challenge comes with its method, or not at all. */
export type SSOAuthorizationURLOptions = Omit<Parameters, Where | Challenge> &
  (Required<Pick<Parameters, Challenge>> | Partial<Record<Challenge, never>>) &
  (At<'connection'> | At<'organization'> | At<'provider'>)

/** The options of an authorization URL whose challenge and state are made with it. */
export type SSOPKCEAuthorizationURLOptions = Omit<SSOAuthorizationURLOptions, Challenge | 'state'>

/** Where to send the browser, and what to keep until it comes back. */
export interface SSOPKCEAuthorizationURLResult {
  url: string
  /** To be compared with the `state` with which the browser comes back. */
  state: string
  /** Goes to `getProfileAndToken` with the code. */
  codeVerifier: string
}
