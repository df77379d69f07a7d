import { environmentVariable } from './environment-variable.ts'
import { exceptionFor } from './exceptions/exception-for.ts'
import { ApiKeyRequiredException } from './exceptions/exceptions.ts'
import { mergeHeaders } from './http/headers.ts'
import {
  HttpClient,
  type HttpClientResponseInterface,
  type RequestHeaders,
} from './http/http-client.ts'
import { HttpClientError } from './http/http-client-error.ts'
import type { GetOptions, PatchOptions, PostOptions, PutOptions } from './http/request-options.ts'
import { baseUrlOf, type WorkOSOptions } from './options.ts'
import { PKCE } from './pkce.ts'
import { Actions } from './resources/actions/actions.ts'
import { AdminPortal } from './resources/admin-portal/admin-portal.ts'
import { Agents } from './resources/agents/agents.ts'
import { ApiKeys } from './resources/api-keys/api-keys.ts'
import { AuditLogs } from './resources/audit-logs/audit-logs.ts'
import { Authorization } from './resources/authorization/authorization.ts'
import { Connect } from './resources/connect/connect.ts'
import { DirectorySync } from './resources/directory-sync/directory-sync.ts'
import { Events } from './resources/events/events.ts'
import { FeatureFlags } from './resources/feature-flags/feature-flags.ts'
import { Groups } from './resources/groups/groups.ts'
import { MultiFactorAuth } from './resources/multi-factor-auth/multi-factor-auth.ts'
import { OrganizationDomains } from './resources/organization-domains/organization-domains.ts'
import { Organizations } from './resources/organizations/organizations.ts'
import { Passwordless } from './resources/passwordless/passwordless.ts'
import { Pipes } from './resources/pipes/pipes.ts'
import { Radar } from './resources/radar/radar.ts'
import { SSO } from './resources/sso/sso.ts'
import { UserManagement } from './resources/user-management/user-management.ts'
import { Vault } from './resources/vault/vault.ts'
import { Webhooks } from './resources/webhooks/webhooks.ts'
import { Widgets } from './resources/widgets/widgets.ts'
import { type CryptoProvider, webCrypto } from './signatures/crypto-provider.ts'
import { version } from './version.ts'

// biome-ignore-start lint/suspicious/noExplicitAny: results and bodies are the caller's, as in the published surface.

/**
 * The client of one environment. Also exported as `Latchkey`.
 *
 * @example
 * const workos = new WorkOS(process.env.WORKOS_API_KEY, { clientId: process.env.WORKOS_CLIENT_ID })
 * @example
 * // An application without a secret, such as a command-line tool.
 * const workos = new WorkOS({ clientId: 'client_…' })
 */
export class WorkOS {
  readonly baseURL: string
  readonly client: HttpClient
  readonly clientId?: string
  readonly key?: string
  readonly options: WorkOSOptions
  readonly pkce = new PKCE()

  readonly actions: Actions
  readonly adminPortal: AdminPortal
  readonly agents: Agents
  readonly apiKeys: ApiKeys
  readonly auditLogs: AuditLogs
  readonly authorization: Authorization
  readonly connect: Connect
  readonly directorySync: DirectorySync
  readonly events: Events
  readonly featureFlags: FeatureFlags
  readonly groups: Groups
  readonly multiFactorAuth: MultiFactorAuth
  readonly organizationDomains: OrganizationDomains
  readonly organizations: Organizations
  readonly passwordless: Passwordless
  readonly pipes: Pipes
  readonly radar: Radar
  readonly sso: SSO
  readonly userManagement: UserManagement
  readonly vault: Vault
  readonly webhooks: Webhooks
  readonly widgets: Widgets

  constructor(keyOrOptions?: string | WorkOSOptions, maybeOptions?: WorkOSOptions) {
    const isOptions = typeof keyOrOptions === 'object'
    this.options = (isOptions ? keyOrOptions : maybeOptions) ?? {}
    const key = isOptions ? keyOrOptions.apiKey : keyOrOptions
    this.key = key || environmentVariable('WORKOS_API_KEY')
    this.clientId = this.options.clientId || environmentVariable('WORKOS_CLIENT_ID')
    if (!this.key && !this.clientId) {
      throw new Error(
        'WorkOS requires either an API key or a clientId. On a server: new WorkOS("sk_…"), or set WORKOS_API_KEY. ' +
          'Without a secret: new WorkOS({ clientId: "client_…" }).',
      )
    }
    this.baseURL = baseUrlOf(this.options)
    this.client = this.createHttpClient(this.options, `latchkey-node/${version}`)
    this.actions = this.createActionsClient()
    this.adminPortal = new AdminPortal(this)
    this.agents = new Agents(this)
    this.apiKeys = new ApiKeys(this)
    this.auditLogs = new AuditLogs(this)
    this.authorization = new Authorization(this)
    this.connect = new Connect(this)
    this.directorySync = new DirectorySync(this)
    this.events = new Events(this)
    this.featureFlags = new FeatureFlags(this)
    this.groups = new Groups(this)
    this.multiFactorAuth = new MultiFactorAuth(this)
    this.organizationDomains = new OrganizationDomains(this)
    this.organizations = new Organizations(this)
    this.passwordless = new Passwordless(this)
    this.pipes = new Pipes(this)
    this.radar = new Radar(this)
    this.sso = new SSO(this)
    this.userManagement = new UserManagement(this)
    this.vault = new Vault(this)
    this.webhooks = this.createWebhookClient()
    this.widgets = new Widgets(this)
  }

  /** Version of this package. */
  get version(): string {
    return version
  }

  /** Makes `webhooks`. For a subclass to override. */
  createWebhookClient(): Webhooks {
    return new Webhooks(this)
  }

  /** Makes `actions`. For a subclass to override. */
  createActionsClient(): Actions {
    return new Actions(this.getCryptoProvider())
  }

  /** What signs and verifies. For a subclass to override where keys are kept elsewhere. */
  getCryptoProvider(): CryptoProvider {
    return webCrypto
  }

  /** Makes `client`, which sends every request. For a subclass to override. */
  createHttpClient(
    { config, timeout, maxRetries, fetchFn }: WorkOSOptions,
    userAgent: string,
  ): HttpClient {
    const headers = mergeHeaders(config?.headers, {
      'User-Agent': userAgent,
      ...(this.key && { Authorization: `Bearer ${this.key}` }),
    })
    const options = { ...config, timeout, maxRetries, headers: headers as HeadersInit }
    return new HttpClient(this.baseURL, options, fetchFn)
  }

  /**
   * Asks for the API key of the client.
   *
   * @throws {ApiKeyRequiredException} where it was made without one.
   */
  requireApiKey(methodName: string): void {
    if (!this.key) throw new ApiKeyRequiredException(methodName)
  }

  /**
   * Posts to a path of the API, for what no method is there yet. The body goes as it is.
   *
   * @example
   * const { data } = await workos.post('/organizations', { name: 'Acme' })
   */
  async post<Result = any, Entity = any>(
    path: string,
    entity: Entity,
    options: PostOptions = {},
  ): Promise<{ data: Result }> {
    return this.#answer(path, options, () => this.client.post(path, entity, sentWith(options)))
  }

  /**
   * Reads a path of the API, for what no method is there yet. The answer comes as it is.
   *
   * @throws {NotFoundException} where there is nothing.
   * @example
   * const { data } = await workos.get('/organizations', { query: { limit: 5 } })
   */
  async get<Result = any>(path: string, options: GetOptions = {}): Promise<{ data: Result }> {
    return this.#answer(path, options, () => this.client.get(path, sentWith(options)))
  }

  /** Puts to a path of the API, as `post` posts. */
  async put<Result = any, Entity = any>(
    path: string,
    entity: Entity,
    options: PutOptions = {},
  ): Promise<{ data: Result }> {
    return this.#answer(path, options, () => this.client.put(path, entity, sentWith(options)))
  }

  /** Patches a path of the API, as `post` posts. */
  async patch<Result = any, Entity = any>(
    path: string,
    entity: Entity,
    options: PatchOptions = {},
  ): Promise<{ data: Result }> {
    return this.#answer(path, options, () => this.client.patch(path, entity, sentWith(options)))
  }

  /** Deletes what is at a path of the API. */
  async delete(
    path: string,
    query?: Record<string, string | number | boolean | undefined>,
  ): Promise<void> {
    await this.#send(path, {}, () => this.client.delete(path, { params: query }))
  }

  /** Deletes what is at a path of the API, with a body that says which part. */
  async deleteWithBody<Entity = any>(path: string, entity: Entity): Promise<void> {
    await this.#send(path, {}, () => this.client.deleteWithBody(path, entity, {}))
  }

  /** Warns those who run the application. */
  emitWarning(warning: string): void {
    if (typeof process === 'undefined') console.warn(`WorkOS: ${warning}`)
    else process.emitWarning(warning, 'WorkOS')
  }

  async #answer(path: string, access: Access, send: () => Promise<HttpClientResponseInterface>) {
    const response = await this.#send(path, access, send)
    try {
      return { data: await response.toJSON() }
    } catch (failure) {
      // The body came too late. What is no JSON says so itself.
      if (failure instanceof HttpClientError) throw exceptionFor(failure, path, this.baseURL)
      throw failure
    }
  }

  async #send(path: string, access: Access, send: () => Promise<HttpClientResponseInterface>) {
    if (!access.skipApiKeyCheck) this.requireApiKey(path)
    try {
      return await send()
    } catch (failure) {
      throw exceptionFor(failure, path, this.baseURL)
    }
  }
}
// biome-ignore-end lint/suspicious/noExplicitAny: results and bodies are the caller's, as in the published surface.

type Access = { skipApiKeyCheck?: boolean }

function sentWith({ query, maxRetries, ...named }: GetOptions & PostOptions) {
  const headers: RequestHeaders = {}
  if (named.accessToken) headers.Authorization = `Bearer ${named.accessToken}`
  if (named.idempotencyKey) headers['Idempotency-Key'] = named.idempotencyKey
  if (named.warrantToken) headers['Warrant-Token'] = named.warrantToken
  return { params: query, headers, maxRetries }
}
