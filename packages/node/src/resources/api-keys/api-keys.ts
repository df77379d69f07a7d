import type { AutoPaginatable } from '../../http/auto-paginatable.ts'
import { path } from '../../http/path.ts'
import { Resource } from '../resource.ts'
import {
  type ApiKey,
  apiKey,
  apiKeyValidation,
  type CreatedApiKey,
  type CreateOrganizationApiKeyOptions,
  type CreateOrganizationApiKeyRequestOptions,
  createdApiKey,
  createOrganizationApiKeyOptions,
  type ListOrganizationApiKeysOptions,
  type ValidateApiKeyOptions,
  type ValidateApiKeyResponse,
} from './api-key.ts'

/** The keys with which customers of the application call the API of the application. */
export class ApiKeys extends Resource {
  /**
   * Finds out which API key a value is. `apiKey` is null for a value that is none.
   *
   * @throws {UnauthorizedException} for a wrong API key of the application itself.
   * @example
   * const { apiKey } = await workos.apiKeys.createValidation({ value: request.headers['x-api-key'] })
   * if (!apiKey?.permissions.includes('reports:read')) return forbidden()
   */
  async createValidation(payload: ValidateApiKeyOptions): Promise<ValidateApiKeyResponse> {
    return this.post('/api_keys/validations', payload, apiKeyValidation)
  }

  /**
   * Deletes an API key. From then on its value is refused.
   *
   * @throws {NotFoundException} for an id that is no API key's.
   * @example
   * await workos.apiKeys.deleteApiKey('api_key_01…')
   */
  async deleteApiKey(id: string): Promise<void> {
    return this.workos.delete(path`/api_keys/${id}`)
  }

  /**
   * Lists the API keys of an organization, newest first.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @example
   * const keys = await workos.apiKeys.listOrganizationApiKeys({ organizationId: 'org_01…' })
   */
  async listOrganizationApiKeys({
    organizationId,
    ...page
  }: ListOrganizationApiKeysOptions): Promise<AutoPaginatable<ApiKey>> {
    return this.list(path`/organizations/${organizationId}/api_keys`, apiKey, page)
  }

  /**
   * Creates an API key for an organization. Only this answer has its value.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @throws {UnprocessableEntityException} for a permission that does not exist.
   * @example
   * const { value } = await workos.apiKeys.createOrganizationApiKey({
   *   organizationId: 'org_01…',
   *   name: 'Nightly export',
   *   permissions: ['reports:read'],
   * })
   */
  async createOrganizationApiKey(
    { organizationId, ...payload }: CreateOrganizationApiKeyOptions,
    requestOptions: CreateOrganizationApiKeyRequestOptions = {},
  ): Promise<CreatedApiKey> {
    const body = createOrganizationApiKeyOptions.write(payload)
    const url = path`/organizations/${organizationId}/api_keys`
    return this.post(url, body, createdApiKey, requestOptions)
  }
}
