import { copyOf } from '../../sessions/copy-of.ts'
import { boolean, named, nullable, number, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

/** What an agent shows to prove who it is. */
export type AgentCredentialType = 'api_key' | 'access_token'

/** An API key of an agent. */
export interface ValidateAgentApiKeyOptions {
  type: 'api_key'
  credential: string
}

/** An access token of an agent, and what is asked of it. */
export interface ValidateAgentAccessTokenOptions {
  type: 'access_token'
  credential: string
  /** True to ask the server as well. A revoked token is valid until it expires when left out. */
  checkForRevoked?: boolean
  /** Whom the token has to be for: the client ID, or a resource (RFC 8707). */
  audience?: string
}

/** What an agent has shown. */
export type ValidateAgentCredentialOptions =
  | ValidateAgentApiKeyOptions
  | ValidateAgentAccessTokenOptions

export const credentialToValidate = shape({
  type: plain<AgentCredentialType>(),
  credential: string,
  audience: optional(string),
})
/** `ValidateAgentCredentialOptions` as the wire carries it. */
export type SerializedValidateAgentCredentialOptions = Wire<typeof credentialToValidate>

export const agentAccessTokenClaims = shape({
  issuer: named('iss', string),
  audience: named('aud', plain<string | string[]>()),
  registrationId: named('sub', string),
  jti: string,
  organizationId: named('org_id', string),
  /** Separated by spaces. */
  scope: optional(string),
  /** For whom the agent acts (RFC 8693 §4.1). */
  actor: optional(named('act', plain<{ sub: string }>())),
  /** Seconds since 1970. */
  expiresAt: named('exp', number),
  /** Seconds since 1970. */
  issuedAt: named('iat', number),
})

/** What the access token of an agent says. */
export type AgentAccessTokenClaims = Value<typeof agentAccessTokenClaims>
/** `AgentAccessTokenClaims` as the wire carries it. */
export type SerializedAgentAccessTokenClaims = Wire<typeof agentAccessTokenClaims> & {
  [claim: string]: unknown
}

export const credentialValidation = shape({
  valid: boolean,
  registrationId: nullable(string),
  /** ISO 8601. */
  expiresAt: nullable(string),
})
/** `AgentCredentialValidation` as the wire carries it. */
export type SerializedAgentCredentialValidation = Wire<typeof credentialValidation>

/** The agent is who it says. */
export interface ValidAgentCredential {
  valid: true
  registrationId: string
  /** ISO 8601. Null where it does not expire. */
  expiresAt: string | null
  /** Null for an API key. */
  claims: AgentAccessTokenClaims | null
}

/** Nothing is known of the agent. */
export interface InvalidAgentCredential {
  valid: false
  registrationId: null
  expiresAt: null
  claims: null
}

/** Whether the agent is who it says. */
export type AgentCredentialValidation = ValidAgentCredential | InvalidAgentCredential

export function invalidCredential(): InvalidAgentCredential {
  return { valid: false, registrationId: null, expiresAt: null, claims: null }
}

/** Undefined for a token that the same keys signed for something else, such as a session. */
export function agentClaimsOf(
  claims: object,
  audience: string,
): AgentAccessTokenClaims | undefined {
  const isForAudience = isOfAgent(claims) && [claims.aud].flat().includes(audience)
  // What is remembered is handed out as a copy, so that nobody changes what the next one gets.
  return isForAudience ? agentAccessTokenClaims.read(copyOf(claims)) : undefined
}

function isOfAgent(claims: object): claims is SerializedAgentAccessTokenClaims {
  const { iss, aud, sub, jti, org_id, exp, iat } = claims as Record<string, unknown>
  return (
    (typeof aud === 'string' || Array.isArray(aud)) &&
    [iss, sub, jti, org_id].every((claim) => typeof claim === 'string') &&
    [exp, iat].every((claim) => typeof claim === 'number')
  )
}
