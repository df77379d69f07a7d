import { boolean, list, number, optional, plain, string, variants } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

export const agentToken = shape({
  accessToken: string,
  tokenType: plain<'Bearer'>(),
  /** Seconds. */
  expiresIn: number,
  refreshToken: string,
  agentInstanceId: string,
  /** Whether the agent was created by this request. */
  newInstance: boolean,
  agentInstanceSessionId: string,
  /** Slugs. */
  permissions: list(string),
})

/** The tokens of an agent's session. */
export type AgentToken = Value<typeof agentToken>
/** `AgentToken` as the wire carries it. */
export type SerializedAgentToken = Wire<typeof agentToken>

/** What the session is for, in the application's words. */
const intent = optional(string)

const userDelegated = shape({ type: plain<'user_delegated'>(), userAccessToken: string, intent })
const autonomous = shape({ type: plain<'autonomous'>(), organizationId: string, intent })
const agentDelegated = shape({ type: plain<'agent_delegated'>(), agentAccessToken: string, intent })
const refresh = shape({ type: plain<'refresh'>(), refreshToken: string, intent })

export const mintAgentTokenOptions = variants('type', {
  user_delegated: userDelegated,
  autonomous,
  agent_delegated: agentDelegated,
  refresh,
})
/** `MintAgentTokenOptions` as the wire carries it. */
export type SerializedMintAgentTokenOptions = Wire<typeof mintAgentTokenOptions>

interface FromBlueprint {
  agentBlueprintId: string
}

/** The agent acts for a person. */
export type MintUserDelegatedAgentTokenOptions = FromBlueprint & Value<typeof userDelegated>
/** The agent acts for itself. */
export type MintAutonomousAgentTokenOptions = FromBlueprint & Value<typeof autonomous>
/** The agent acts for another agent. */
export type MintAgentDelegatedAgentTokenOptions = FromBlueprint & Value<typeof agentDelegated>
/** The session goes on with new tokens. */
export type RefreshAgentTokenOptions = FromBlueprint & Value<typeof refresh>

/** By what an agent gets its tokens. */
export type MintAgentTokenOptions =
  | MintUserDelegatedAgentTokenOptions
  | MintAutonomousAgentTokenOptions
  | MintAgentDelegatedAgentTokenOptions
  | RefreshAgentTokenOptions
