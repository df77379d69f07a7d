import { path } from '../../http/path.ts'
import { Resource } from '../resource.ts'
import {
  type CreateOrganizationOptions,
  type CreateOrganizationRequestOptions,
  createOrganizationOptions,
  type ListOrganizationsOptions,
  organization,
  organizationChanges,
  type UpdateOrganizationOptions,
} from './organization.ts'

/** The customers of the application. */
export class Organizations extends Resource {
  /**
   * Lists organizations, newest first.
   *
   * @throws {UnprocessableEntityException} for a limit outside 1 to 100.
   * @example
   * const organizations = await workos.organizations.listOrganizations({ domains: ['example.com'] })
   */
  listOrganizations(options?: ListOrganizationsOptions) {
    return this.list('/organizations', organization, options)
  }

  /**
   * Creates an organization.
   *
   * @throws {ConflictException} for an external id that another organization has.
   * @example
   * await workos.organizations.createOrganization({ name: 'Acme', externalId: 'acme' })
   */
  createOrganization(
    payload: CreateOrganizationOptions,
    requestOptions: CreateOrganizationRequestOptions = {},
  ) {
    const body = createOrganizationOptions.write(payload)
    return this.post('/organizations', body, organization, requestOptions)
  }

  /**
   * Deletes an organization with its memberships. This cannot be undone.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @example
   * await workos.organizations.deleteOrganization('org_01…')
   */
  deleteOrganization(id: string) {
    return this.workos.delete(path`/organizations/${id}`)
  }

  /**
   * Reads one organization.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @example
   * const { name } = await workos.organizations.getOrganization('org_01…')
   */
  getOrganization(id: string) {
    return this.get(path`/organizations/${id}`, organization)
  }

  /**
   * Reads the organization with an id of the application's own.
   *
   * @throws {NotFoundException} where no organization has this external id.
   * @example
   * const { id } = await workos.organizations.getOrganizationByExternalId('acme')
   */
  getOrganizationByExternalId(externalId: string) {
    return this.get(path`/organizations/external_id/${externalId}`, organization)
  }

  /**
   * Changes what is given and leaves the rest.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @example
   * await workos.organizations.updateOrganization({ organization: 'org_01…', name: 'Acme Ltd' })
   */
  updateOrganization({ organization: id, ...changes }: UpdateOrganizationOptions) {
    const body = organizationChanges.write(changes)
    return this.put(path`/organizations/${id}`, body, organization)
  }
}
