import { type PaginationOptions, pagination } from '../../http/auto-paginatable.ts'
import { nullable, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

/** Whether the agent acts for a person or for itself. */
export type AgentInstanceType = 'delegated' | 'autonomous'

export const agentInstance = shape({
  object: plain<'agent_instance'>(),
  id: string,
  agentBlueprintId: string,
  organizationId: string,
  /** Of the person for whom the agent acts. Null where it is autonomous. */
  organizationMembershipId: nullable(string),
  type: plain<AgentInstanceType>(),
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})

/** One agent of a blueprint, in one organization. */
export type AgentInstance = Value<typeof agentInstance>
/** `AgentInstance` as the wire carries it. */
export type SerializedAgentInstance = Wire<typeof agentInstance>

/** Which agents are listed. */
export interface ListAgentInstancesOptions extends PaginationOptions {
  organizationId?: string
  agentBlueprintId?: string
}
export const listAgentInstancesOptions = shape({
  organizationId: optional(string),
  agentBlueprintId: optional(string),
  ...pagination,
})
/** `ListAgentInstancesOptions` as the wire carries it. */
export type SerializedListAgentInstancesOptions = Wire<typeof listAgentInstancesOptions>

/** Whether tokens can be refreshed, and if not, why. */
export type AgentInstanceSessionStatus = 'active' | 'revoked' | 'expired'

export const agentInstanceSession = shape({
  object: plain<'agent_instance_session'>(),
  id: string,
  agentInstanceId: string,
  status: plain<AgentInstanceSessionStatus>(),
  /** ISO 8601. */
  expiresAt: string,
  /** ISO 8601. */
  revokedAt: nullable(string),
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})

/** The time in which an agent can refresh its tokens. Ends by age, or when it is revoked. */
export type AgentInstanceSession = Value<typeof agentInstanceSession>
/** `AgentInstanceSession` as the wire carries it. */
export type SerializedAgentInstanceSession = Wire<typeof agentInstanceSession>

/** Which sessions are listed. */
export interface ListAgentInstanceSessionsOptions extends PaginationOptions {
  agentBlueprintId?: string
  agentInstanceId?: string
}
export const listAgentInstanceSessionsOptions = shape({
  agentBlueprintId: optional(string),
  agentInstanceId: optional(string),
  ...pagination,
})
/** `ListAgentInstanceSessionsOptions` as the wire carries it. */
export type SerializedListAgentInstanceSessionsOptions = Wire<
  typeof listAgentInstanceSessionsOptions
>
