import type { PaginationOptions } from '../../http/auto-paginatable.ts'
import { list, nullable, number, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

const invocableBy = shape({
  /** Roles whose members may delegate to the agent. All where the list is empty. */
  roleSlugs: list(string),
  /** Organizations in which the agent may act. All where the list is empty. */
  organizationIds: list(string),
})

/** Who may have tokens minted from a blueprint. */
export type AgentBlueprintInvocableBy = Value<typeof invocableBy>
/** `AgentBlueprintInvocableBy` as the wire carries it. */
export type SerializedAgentBlueprintInvocableBy = Wire<typeof invocableBy>

const sessionSettings = shape({
  /** From the first token to the last refresh. At most 31,536,000, which is 365 days. */
  maxAgeSeconds: number,
  /** At most 3,600, which is an hour. */
  accessTokenTtlSeconds: number,
  /** At most 5,184,000, which is 60 days. */
  refreshTokenTtlSeconds: number,
})

/** How long the sessions of a blueprint and their tokens live. */
export type AgentBlueprintSessionSettings = Value<typeof sessionSettings>
/** `AgentBlueprintSessionSettings` as the wire carries it. */
export type SerializedAgentBlueprintSessionSettings = Wire<typeof sessionSettings>

export const agentBlueprint = shape({
  object: plain<'agent_blueprint'>(),
  id: string,
  name: string,
  description: nullable(string),
  /** Slugs. No session gets more than these. */
  permissions: list(string),
  invocableBy,
  sessionSettings,
  /** ISO 8601. */
  createdAt: string,
  /** ISO 8601. */
  updatedAt: string,
})

/** What agents of one kind may do, who may use them, and for how long. */
export type AgentBlueprint = Value<typeof agentBlueprint>
/** `AgentBlueprint` as the wire carries it. */
export type SerializedAgentBlueprint = Wire<typeof agentBlueprint>

const limits = {
  permissions: optional(list(string)),
  invocableBy: optional(
    shape({ roleSlugs: optional(list(string)), organizationIds: optional(list(string)) }),
  ),
}

export const createAgentBlueprintOptions = shape({
  ...limits,
  name: string,
  description: optional(string),
  sessionSettings,
})

/** A blueprint to be. */
export type CreateAgentBlueprintOptions = Value<typeof createAgentBlueprintOptions>
/** `CreateAgentBlueprintOptions` as the wire carries it. */
export type SerializedCreateAgentBlueprintOptions = Wire<typeof createAgentBlueprintOptions>

export const agentBlueprintChanges = shape({
  ...limits,
  name: optional(string),
  description: optional(nullable(string)),
  sessionSettings: optional(
    shape({
      maxAgeSeconds: optional(number),
      accessTokenTtlSeconds: optional(number),
      refreshTokenTtlSeconds: optional(number),
    }),
  ),
})

/** What is left out stays. A list replaces the list that was there. */
export type UpdateAgentBlueprintOptions = Value<typeof agentBlueprintChanges> & {
  agentBlueprintId: string
}
/** `UpdateAgentBlueprintOptions` as the wire carries it. */
export type SerializedUpdateAgentBlueprintOptions = Wire<typeof agentBlueprintChanges>

/** Which blueprints are listed. */
export type ListAgentBlueprintsOptions = PaginationOptions
