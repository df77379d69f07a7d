import { number, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const oauthTokens = shape({
  accessToken: string,
  refreshToken: string,
  /** Seconds since 1970. */
  expiresAt: number,
  scopes: plain<string[]>(),
})

/** The tokens of the identity provider itself, where the connection is set up to return them. */
export type OauthTokens = Value<typeof oauthTokens>
export type OauthTokensResponse = Wire<typeof oauthTokens>
