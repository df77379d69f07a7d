import type { AutoPaginatable } from '../../http/auto-paginatable.ts'
import { path } from '../../http/path.ts'
import { verifyAccessToken } from '../../sessions/access-token.ts'
import { Resource } from '../resource.ts'
import {
  type AgentBlueprint,
  agentBlueprint,
  agentBlueprintChanges,
  type CreateAgentBlueprintOptions,
  createAgentBlueprintOptions,
  type ListAgentBlueprintsOptions,
  type UpdateAgentBlueprintOptions,
} from './agent-blueprint.ts'
import {
  type AgentCredentialValidation,
  agentClaimsOf,
  credentialToValidate,
  credentialValidation,
  invalidCredential,
  type ValidateAgentAccessTokenOptions,
  type ValidateAgentCredentialOptions,
} from './agent-credential.ts'
import {
  type AgentInstance,
  type AgentInstanceSession,
  agentInstance,
  agentInstanceSession,
  type ListAgentInstanceSessionsOptions,
  type ListAgentInstancesOptions,
  listAgentInstanceSessionsOptions,
  listAgentInstancesOptions,
  type SerializedListAgentInstanceSessionsOptions,
  type SerializedListAgentInstancesOptions,
} from './agent-instance.ts'
import {
  type AgentRegistration,
  agentRegistration,
  type ClaimAttemptResponse,
  claimAttempt,
  type LinkClaimAttemptToExternalUserOptions,
  linkClaimAttempt,
} from './agent-registration.ts'
import {
  type AgentToken,
  agentToken,
  type MintAgentTokenOptions,
  mintAgentTokenOptions,
} from './agent-token.ts'

/** Agents: what they may do, the tokens that they act with, and who is behind them. */
export class Agents extends Resource {
  /**
   * Creates a blueprint.
   *
   * @throws {ConflictException} for a name that another blueprint has.
   * @throws {UnprocessableEntityException} for a permission, role or organization that is not there.
   * @example
   * await workos.agents.createBlueprint({
   *   name: 'Invoice reader',
   *   permissions: ['invoices:read'],
   *   sessionSettings: {
   *     maxAgeSeconds: 86_400, accessTokenTtlSeconds: 300, refreshTokenTtlSeconds: 3_600,
   *   },
   * })
   */
  async createBlueprint(options: CreateAgentBlueprintOptions): Promise<AgentBlueprint> {
    const body = createAgentBlueprintOptions.write(options)
    return this.post('/agents/blueprints', body, agentBlueprint)
  }

  /**
   * Lists blueprints, newest first.
   *
   * @throws {UnprocessableEntityException} for a limit outside 1 to 100.
   * @example
   * const blueprints = await workos.agents.listBlueprints()
   */
  async listBlueprints(
    options?: ListAgentBlueprintsOptions,
  ): Promise<AutoPaginatable<AgentBlueprint, ListAgentBlueprintsOptions>> {
    return this.list('/agents/blueprints', agentBlueprint, options)
  }

  /**
   * Reads one blueprint.
   *
   * @throws {NotFoundException} for an id that is no blueprint's.
   * @example
   * const { permissions } = await workos.agents.getBlueprint('agent_blueprint_01…')
   */
  async getBlueprint(agentBlueprintId: string): Promise<AgentBlueprint> {
    return this.get(path`/agents/blueprints/${agentBlueprintId}`, agentBlueprint)
  }

  /**
   * Changes what is given and leaves the rest. A list replaces the one that was there.
   *
   * @throws {NotFoundException} for an id that is no blueprint's.
   * @throws {ConflictException} for a name that another blueprint has.
   * @throws {UnprocessableEntityException} for a permission, role or organization that is not there.
   * @example
   * await workos.agents.updateBlueprint({
   *   agentBlueprintId: 'agent_blueprint_01…', permissions: ['invoices:read', 'invoices:pay'],
   * })
   */
  async updateBlueprint({
    agentBlueprintId,
    ...changes
  }: UpdateAgentBlueprintOptions): Promise<AgentBlueprint> {
    const body = agentBlueprintChanges.write(changes)
    return this.patch(path`/agents/blueprints/${agentBlueprintId}`, body, agentBlueprint)
  }

  /**
   * Deletes a blueprint.
   *
   * @throws {NotFoundException} for an id that is no blueprint's.
   * @example
   * await workos.agents.deleteBlueprint('agent_blueprint_01…')
   */
  async deleteBlueprint(agentBlueprintId: string): Promise<void> {
    return this.workos.delete(path`/agents/blueprints/${agentBlueprintId}`)
  }

  /**
   * Starts a session of an agent, or refreshes the tokens of one.
   *
   * @throws {BadRequestException} for a token that is no longer good, or somebody who may not.
   * @throws {NotFoundException} for an id that is no blueprint's.
   * @example
   * const { accessToken } = await workos.agents.mintToken({
   *   agentBlueprintId: 'agent_blueprint_01…', type: 'user_delegated', userAccessToken,
   * })
   */
  async mintToken({ agentBlueprintId, ...request }: MintAgentTokenOptions): Promise<AgentToken> {
    const body = mintAgentTokenOptions.write(request)
    return this.post(path`/agents/blueprints/${agentBlueprintId}/tokens`, body, agentToken)
  }

  /**
   * Lists agents, newest first.
   *
   * @throws {UnprocessableEntityException} for a limit outside 1 to 100.
   * @example
   * const instances = await workos.agents.listInstances({ organizationId: 'org_01…' })
   */
  async listInstances(
    options?: ListAgentInstancesOptions,
  ): Promise<AutoPaginatable<AgentInstance, SerializedListAgentInstancesOptions>> {
    const query = options && listAgentInstancesOptions.write(options)
    return this.list('/agents/instances', agentInstance, query)
  }

  /**
   * Reads one agent.
   *
   * @throws {NotFoundException} for an id that is no agent's.
   * @example
   * const { type } = await workos.agents.getInstance('agent_instance_01…')
   */
  async getInstance(agentInstanceId: string): Promise<AgentInstance> {
    return this.get(path`/agents/instances/${agentInstanceId}`, agentInstance)
  }

  /**
   * Deletes an agent.
   *
   * @throws {NotFoundException} for an id that is no agent's.
   * @example
   * await workos.agents.deleteInstance('agent_instance_01…')
   */
  async deleteInstance(agentInstanceId: string): Promise<void> {
    return this.workos.delete(path`/agents/instances/${agentInstanceId}`)
  }

  /**
   * Lists sessions of agents, newest first.
   *
   * @throws {UnprocessableEntityException} for a limit outside 1 to 100.
   * @example
   * const sessions = await workos.agents.listInstanceSessions({ agentInstanceId })
   */
  async listInstanceSessions(
    options?: ListAgentInstanceSessionsOptions,
  ): Promise<AutoPaginatable<AgentInstanceSession, SerializedListAgentInstanceSessionsOptions>> {
    const query = options && listAgentInstanceSessionsOptions.write(options)
    return this.list('/agents/sessions', agentInstanceSession, query)
  }

  /**
   * Reads one session of an agent.
   *
   * @throws {NotFoundException} for an id that is no session's.
   * @example
   * const { status } = await workos.agents.getInstanceSession('agent_instance_session_01…')
   */
  async getInstanceSession(agentInstanceSessionId: string): Promise<AgentInstanceSession> {
    return this.get(path`/agents/sessions/${agentInstanceSessionId}`, agentInstanceSession)
  }

  /**
   * Ends a session of an agent. Its access token is good until it expires where only its signature is
   * checked.
   *
   * @throws {NotFoundException} for an id that is no session's.
   * @example
   * await workos.agents.revokeInstanceSession('agent_instance_session_01…')
   */
  async revokeInstanceSession(agentInstanceSessionId: string): Promise<AgentInstanceSession> {
    return this.post(
      path`/agents/sessions/${agentInstanceSessionId}/revoke`,
      {},
      agentInstanceSession,
    )
  }

  /**
   * Says which user takes responsibility for an agent, and gets the code that the agent needs.
   *
   * @throws {ConflictException} where the organization has to be chosen, or the agent is claimed.
   * @throws {GenericServerException} 403 where it was denied, 410 where it is too late.
   * @example
   * const { userCode } = await workos.agents.linkClaimAttemptToExternalUser({
   *   claimAttemptToken, user: { email: 'ada@example.com', externalId: 'ada' },
   * })
   */
  async linkClaimAttemptToExternalUser(
    options: LinkClaimAttemptToExternalUserOptions,
  ): Promise<ClaimAttemptResponse> {
    const body = linkClaimAttempt.write({ ...options, type: 'link_external_user' })
    return this.patch('/agents/claims/attempts', body, claimAttempt)
  }

  /**
   * Reads how an agent registered itself, and who has claimed it.
   *
   * @throws {NotFoundException} for an id that is no registration's.
   * @example
   * const { status, claim } = await workos.agents.getRegistration('agent_reg_01…')
   */
  async getRegistration(id: string): Promise<AgentRegistration> {
    return this.get(path`/agents/registrations/${id}`, agentRegistration)
  }

  /**
   * Says whether an agent may be trusted, by its access token or its API key. An access token is
   * verified here, by the keys of the environment; the server is asked with `checkForRevoked` only.
   *
   * @throws {Error} for an access token where the client has no client ID, or the keys are out of
   *   reach or do not have the one that the token names.
   * @example
   * const agent = await workos.agents.validateCredential({ type: 'access_token', credential })
   * if (!agent.valid) return new Response(null, { status: 401 })
   */
  async validateCredential(
    options: ValidateAgentCredentialOptions,
  ): Promise<AgentCredentialValidation> {
    if (options.type !== 'access_token') return this.#askServer(options)
    const claims = await this.#verifiedClaims(options)
    if (!claims) return invalidCredential()
    const { registrationId, expiresAt } = claims
    if (!options.checkForRevoked) {
      return {
        valid: true,
        registrationId,
        expiresAt: new Date(expiresAt * 1000).toISOString(),
        claims,
      }
    }
    const answer = await this.#askServer(options)
    return answer.registrationId === registrationId ? { ...answer, claims } : invalidCredential()
  }

  async #verifiedClaims({ credential, audience }: ValidateAgentAccessTokenOptions) {
    const { clientId, userManagement } = this.workos
    const keySet = await userManagement.getJWKS()
    if (!clientId || !keySet) {
      throw new Error('An access token can only be verified by a client with a client ID.')
    }
    const verified = await verifyAccessToken(credential, keySet.keys, undefined)
    return verified && agentClaimsOf(verified.claims, audience ?? clientId)
  }

  async #askServer(options: ValidateAgentCredentialOptions): Promise<AgentCredentialValidation> {
    const body = credentialToValidate.write(options)
    const { valid, registrationId, expiresAt } = await this.post(
      '/agents/credentials/validate',
      body,
      credentialValidation,
    )
    if (!valid || !registrationId) return invalidCredential()
    return { valid, registrationId, expiresAt, claims: null }
  }
}
