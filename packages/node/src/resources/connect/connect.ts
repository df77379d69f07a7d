import type { AutoPaginatable } from '../../http/auto-paginatable.ts'
import { path } from '../../http/path.ts'
import { Resource } from '../resource.ts'
import {
  type ApplicationCredentialsListItem,
  clientSecrets,
  type DeleteClientSecretOptions,
  type NewConnectApplicationSecret,
  newClientSecret,
} from './client-secret.ts'
import {
  applicationChanges,
  type ConnectApplication,
  type CreateApplicationOptions,
  type CreateM2MApplicationResponse,
  type CreateOAuthApplicationResponse,
  connectApplication,
  createApplicationOptions,
  type GetApplicationOptions,
  type ListApplicationsOptions,
  listApplicationsOptions,
  type RedirectUriInput,
  type UpdateApplicationOptions,
} from './connect-application.ts'
import {
  type CompleteOAuth2Options,
  completeOAuth2Options,
  type ExternalAuthCompleteResponse,
  externalAuthentication,
} from './external-authentication.ts'

/** Applications that use AuthKit as their authorization server. */
export class Connect extends Resource {
  /**
   * Tells AuthKit who signed in on a sign-in page of your own, and where the browser goes next. The
   * user is created or updated by the application's own id.
   *
   * @throws {NotFoundException} for an external auth id that is unknown or used.
   * @throws {UnprocessableEntityException} for an e-mail address that another user has.
   * @example
   * const { redirectUri } = await workos.connect.completeOAuth2({
   *   externalAuthId: 'ext_auth_01…', user: { id: 'ada', email: 'ada@example.com' },
   * })
   */
  async completeOAuth2(options: CompleteOAuth2Options): Promise<ExternalAuthCompleteResponse> {
    const body = completeOAuth2Options.write(options)
    return this.post('/authkit/oauth2/complete', body, externalAuthentication)
  }

  /**
   * Lists applications, newest first.
   *
   * @throws {UnprocessableEntityException} for a limit outside 1 to 100.
   * @example
   * const applications = await workos.connect.listApplications({ organizationId: 'org_01…' })
   */
  async listApplications(
    options?: ListApplicationsOptions,
  ): Promise<AutoPaginatable<ConnectApplication>> {
    const query = options && listApplicationsOptions.write(options)
    return this.list('/connect/applications', connectApplication, query)
  }

  /**
   * Creates an application that signs people in, or one that is a machine.
   *
   * @throws {NotFoundException} for an organization that is not there.
   * @throws {UnprocessableEntityException} for a redirect URI or a scope that is not allowed.
   * @example
   * await workos.connect.createApplication({
   *   applicationType: 'm2m', name: 'Importer', organizationId: 'org_01…',
   * })
   */
  async createApplication(options: CreateApplicationOptions): Promise<ConnectApplication> {
    const body = createApplicationOptions.write(options)
    return this.post('/connect/applications', body, connectApplication)
  }

  /**
   * Creates an application that signs people in. Without `isFirstParty` it needs an organization.
   *
   * @throws {NotFoundException} for an organization that is not there.
   * @throws {UnprocessableEntityException} for a redirect URI or a scope that is not allowed.
   * @example
   * await workos.connect.createOAuthApplication('Reports', true, null, ['openid'], [
   *   { uri: 'https://example.com/callback', default: true },
   * ])
   */
  async createOAuthApplication(
    name: string,
    isFirstParty: boolean,
    description?: string | null,
    scopes?: string[] | null,
    redirectUris?: RedirectUriInput[] | null,
    usesPkce?: boolean | null,
    organizationId?: string | null,
  ): Promise<ConnectApplication> {
    const body: CreateOAuthApplicationResponse = {
      application_type: 'oauth',
      name,
      is_first_party: isFirstParty,
      description,
      scopes,
      redirect_uris: redirectUris,
      uses_pkce: usesPkce,
      organization_id: organizationId,
    }
    return this.post('/connect/applications', body, connectApplication)
  }

  /**
   * Creates an application that is a machine of an organization.
   *
   * @throws {NotFoundException} for an organization that is not there.
   * @throws {UnprocessableEntityException} for a scope that is not allowed.
   * @example
   * await workos.connect.createM2MApplication('Importer', 'org_01…', 'Reads invoices at night')
   */
  async createM2MApplication(
    name: string,
    organizationId: string,
    description?: string | null,
    scopes?: string[] | null,
  ): Promise<ConnectApplication> {
    const body: CreateM2MApplicationResponse = {
      application_type: 'm2m',
      name,
      organization_id: organizationId,
      description,
      scopes,
    }
    return this.post('/connect/applications', body, connectApplication)
  }

  /**
   * Reads one application.
   *
   * @throws {NotFoundException} for an id that is no application's.
   * @example
   * const { name } = await workos.connect.getApplication({ id: 'conn_app_01…' })
   */
  async getApplication({ id }: GetApplicationOptions): Promise<ConnectApplication> {
    return this.get(path`/connect/applications/${id}`, connectApplication)
  }

  /**
   * Changes what is given and leaves the rest. Lists replace the ones that were there.
   *
   * @throws {NotFoundException} for an id that is no application's.
   * @throws {UnprocessableEntityException} for a redirect URI or a scope that is not allowed.
   * @example
   * await workos.connect.updateApplication({ id: 'conn_app_01…', name: 'Reports of Acme' })
   */
  async updateApplication({
    id,
    ...changes
  }: UpdateApplicationOptions): Promise<ConnectApplication> {
    const body = applicationChanges.write(changes)
    return this.put(path`/connect/applications/${id}`, body, connectApplication)
  }

  /**
   * Deletes an application. This cannot be undone.
   *
   * @throws {NotFoundException} for an id that is no application's.
   * @example
   * await workos.connect.deleteApplication({ id: 'conn_app_01…' })
   */
  async deleteApplication({ id }: GetApplicationOptions): Promise<void> {
    return this.workos.delete(path`/connect/applications/${id}`)
  }

  /**
   * Lists the secrets of an application, without the secrets themselves.
   *
   * @throws {NotFoundException} for an id that is no application's.
   * @example
   * const secrets = await workos.connect.listApplicationClientSecrets({ id: 'conn_app_01…' })
   */
  async listApplicationClientSecrets({
    id,
  }: GetApplicationOptions): Promise<ApplicationCredentialsListItem[]> {
    return this.get(path`/connect/applications/${id}/client_secrets`, clientSecrets)
  }

  /**
   * Creates another secret of an application. Only this answer has it in the clear.
   *
   * @throws {NotFoundException} for an id that is no application's.
   * @example
   * const { secret } = await workos.connect.createApplicationClientSecret({ id: 'conn_app_01…' })
   */
  async createApplicationClientSecret({
    id,
  }: GetApplicationOptions): Promise<NewConnectApplicationSecret> {
    return this.post(path`/connect/applications/${id}/client_secrets`, {}, newClientSecret)
  }

  /**
   * Deletes a secret: nobody can authenticate with it any more.
   *
   * @throws {NotFoundException} for an id that is no secret's.
   * @example
   * await workos.connect.deleteClientSecret({ id: 'secret_01…' })
   */
  async deleteClientSecret({ id }: DeleteClientSecretOptions): Promise<void> {
    return this.workos.delete(path`/connect/client_secrets/${id}`)
  }
}
