import { list, nullable, optional, orNull, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

/** How far an agent may be trusted. */
export type AgentRegistrationStatus = 'unverified' | 'verified' | 'expired' | 'revoked'

/** How the agent authenticated when it registered. */
export type AgentRegistrationKind = 'anonymous' | 'service_auth' | 'identity_assertion'

/** ISO 8601. */
const timestamps = { createdAt: string, updatedAt: string }

const agentIdentity = shape({
  id: string,
  /** Of the user who is behind the agent. */
  userlandUserId: nullable(string),
  ...timestamps,
})

/** Who an agent is across its registrations. */
export type AgentIdentity = Value<typeof agentIdentity>
/** `AgentIdentity` as the wire carries it. */
export type SerializedAgentIdentity = Wire<typeof agentIdentity>

const claimCompletion = shape({
  id: string,
  ...timestamps,
  /** ISO 8601. */
  expiresAt: string,
  /** ISO 8601. */
  claimedAt: string,
})

/** That somebody has taken responsibility for the agent. */
export type AgentRegistrationClaimCompletion = Value<typeof claimCompletion>
/** `AgentRegistrationClaimCompletion` as the wire carries it. */
export type SerializedAgentRegistrationClaimCompletion = Wire<typeof claimCompletion>

const claim = shape({
  id: string,
  claimCompletion: orNull(claimCompletion),
  ...timestamps,
  /** ISO 8601. */
  expiresAt: string,
})

/** That the agent asks somebody to take responsibility for it. */
export type AgentRegistrationClaim = Value<typeof claim>
/** `AgentRegistrationClaim` as the wire carries it. */
export type SerializedAgentRegistrationClaim = Wire<typeof claim>

export const agentRegistration = shape({
  id: string,
  agentIdentity,
  organizationId: string,
  status: plain<AgentRegistrationStatus>(),
  kind: plain<AgentRegistrationKind>(),
  claim: orNull(claim),
  ...timestamps,
})

/** An agent that made itself known to one organization. */
export type AgentRegistration = Value<typeof agentRegistration>
/** `AgentRegistration` as the wire carries it. */
export type SerializedAgentRegistration = Wire<typeof agentRegistration>

export const linkClaimAttempt = shape({
  type: plain<'link_external_user'>(),
  claimAttemptToken: string,
  /** Found by the application's own id, else created. */
  user: shape({ email: string, externalId: string }),
  /** Required where the user is in several organizations. */
  organizationId: optional(string),
})

/** Who takes responsibility for an agent. */
export type LinkClaimAttemptToExternalUserOptions = Omit<Value<typeof linkClaimAttempt>, 'type'>
/** `LinkClaimAttemptToExternalUserOptions` as the wire carries it. */
export type SerializedLinkClaimAttemptToExternalUserOptions = Wire<typeof linkClaimAttempt>

/** An organization in which the agent can be. */
export interface ClaimAttemptOrganization {
  id: string
  name: string
}

export const claimAttempt = shape({
  /** Of the registration. */
  id: string,
  status: plain<AgentRegistrationStatus>(),
  /** With it the agent completes the claim. */
  userCode: string,
  organizations: list(plain<ClaimAttemptOrganization>()),
})

/** How far a claim has come. */
export type ClaimAttemptResponse = Value<typeof claimAttempt>
/** `ClaimAttemptResponse` as the wire carries it. */
export type SerializedClaimAttemptResponse = Wire<typeof claimAttempt>
