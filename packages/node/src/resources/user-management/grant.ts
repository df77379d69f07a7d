import type { CookiePassword } from '../../sessions/sealed-session.ts'
import { optional, plain, string } from '../../wire/fields.ts'
import { type Fields, type Shape, shape, type Value, type Wire } from '../../wire/shape.ts'

/** Whether the session is sealed for a cookie, and how. */
export interface AuthenticateWithSessionOptions {
  sealSession: boolean
  /** At least 32 characters. The first of several seals, so that passwords can be replaced. */
  cookiePassword?: CookiePassword
}

const publicClient = shape({
  clientId: string,
  /** Where the request of the user comes from. */
  ipAddress: optional(string),
  /** The browser of the user. */
  userAgent: optional(string),
})
const confidentialClient = shape({
  ...publicClient.fields,
  clientSecret: plain<string | undefined>(),
})

/** Options whose client ID is known. */
export type WithResolvedClientId<T> = Omit<T, 'clientId'> & { clientId: string }

/** What every way to sign in may say beside its proof. */
export type AuthenticateWithOptionsBase = Partial<Value<typeof publicClient>> & {
  session?: AuthenticateWithSessionOptions
}
/** What an application with a secret sends whatever the proof is. */
export type SerializedAuthenticateWithOptionsBase = Wire<typeof confidentialClient>
/** What an application without a secret sends whatever the proof is. */
export type SerializedAuthenticatePublicClientBase = Wire<typeof publicClient>

/** A way to sign in: its name in the request for tokens (RFC 6749 §4), and its proof. */
export interface Grant<Type extends string = string, F extends Fields = Fields> {
  readonly type: Type
  readonly proof: Shape<F>
}

/** Declares a way to sign in. */
export function grant<const Type extends string, const F extends Fields>(
  type: Type,
  fields: F,
): Grant<Type, F> {
  return { type, proof: shape(fields) }
}

/** Any way to sign in. */
// biome-ignore lint/suspicious/noExplicitAny: their fields are all different.
export type AnyGrant = Grant<string, any>
type Body<G extends AnyGrant> = { grant_type: G['type'] } & Wire<G['proof']>

/** The options of the method that signs in this way. */
export type OptionsOf<G extends AnyGrant> = AuthenticateWithOptionsBase & Value<G['proof']>
/** What an application with a secret sends to sign in this way. */
export type ConfidentialBodyOf<G extends AnyGrant> = SerializedAuthenticateWithOptionsBase & Body<G>
/** What an application without a secret sends to sign in this way. */
export type PublicBodyOf<G extends AnyGrant> = SerializedAuthenticatePublicClientBase & Body<G>
/** What shows that the request is the application's own. */
export interface ClientCredentials {
  /** The API key. */
  clientSecret: string | undefined
}

/** The request for tokens. */
export function tokenRequest(
  { type, proof }: AnyGrant,
  options: WithResolvedClientId<AuthenticateWithOptionsBase> & ClientCredentials,
) {
  return { grant_type: type, ...confidentialClient.write(options), ...proof.write({ ...options }) }
}
