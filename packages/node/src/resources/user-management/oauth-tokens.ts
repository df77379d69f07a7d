import { number, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const oauthTokens = shape({
  accessToken: string,
  refreshToken: string,
  /** Seconds since 1970. */
  expiresAt: number,
  scopes: plain<string[]>(),
})

/** Tokens of the provider that signed a user in, for the provider's own API. */
export type OauthTokens = Value<typeof oauthTokens>
/** `OauthTokens` as the wire carries it. */
export type OauthTokensResponse = Wire<typeof oauthTokens>
