import { type AutoPaginatable, type List, pageOf } from '../../http/auto-paginatable.ts'
import { path } from '../../http/path.ts'
import { Resource } from '../resource.ts'
import {
  type CreateItContactOptions,
  createItContactOptions,
  type DeleteItContactOptions,
  type InviteItContactOptions,
  type ItContact,
  inviteItContactOptions,
  itContact,
  type ListItContactsOptions,
  type RevokeItContactOptions,
} from './it-contact.ts'
import {
  type CreateOrganizationOptions,
  type CreateOrganizationRequestOptions,
  createOrganizationOptions,
  type ListOrganizationsOptions,
  type Organization,
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
  async listOrganizations(
    options?: ListOrganizationsOptions,
  ): Promise<AutoPaginatable<Organization, ListOrganizationsOptions>> {
    return this.list('/organizations', organization, options)
  }

  /**
   * Creates an organization.
   *
   * @throws {ConflictException} for an external id that another organization has.
   * @example
   * await workos.organizations.createOrganization({ name: 'Acme', externalId: 'acme' })
   */
  async createOrganization(
    payload: CreateOrganizationOptions,
    requestOptions: CreateOrganizationRequestOptions = {},
  ): Promise<Organization> {
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
  async deleteOrganization(id: string): Promise<void> {
    return this.workos.delete(path`/organizations/${id}`)
  }

  /**
   * Reads one organization.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @example
   * const { name } = await workos.organizations.getOrganization('org_01…')
   */
  async getOrganization(id: string): Promise<Organization> {
    return this.get(path`/organizations/${id}`, organization)
  }

  /**
   * Reads the organization with an id of the application's own.
   *
   * @throws {NotFoundException} where no organization has this external id.
   * @example
   * const { id } = await workos.organizations.getOrganizationByExternalId('acme')
   */
  async getOrganizationByExternalId(externalId: string): Promise<Organization> {
    return this.get(path`/organizations/external_id/${externalId}`, organization)
  }

  /**
   * Changes what is given and leaves the rest.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @example
   * await workos.organizations.updateOrganization({ organization: 'org_01…', name: 'Acme Ltd' })
   */
  async updateOrganization({
    organization: id,
    ...changes
  }: UpdateOrganizationOptions): Promise<Organization> {
    const body = organizationChanges.write(changes)
    return this.put(path`/organizations/${id}`, body, organization)
  }

  /**
   * Lists the IT contacts of an organization, all of them at once.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @example
   * const { data } = await workos.organizations.listItContacts({ organizationId: 'org_01…' })
   */
  async listItContacts({ organizationId }: ListItContactsOptions): Promise<List<ItContact>> {
    return this.get(path`/organizations/${organizationId}/it_contacts`, pageOf(itContact))
  }

  /**
   * Adds an IT contact to an organization. `inviteItContact` then sends the invitation.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @throws {ConflictException} where the organization has this contact already.
   * @example
   * await workos.organizations.createItContact({
   *   organizationId: 'org_01…',
   *   email: 'it@example.com',
   * })
   */
  async createItContact({
    organizationId,
    ...contact
  }: CreateItContactOptions): Promise<ItContact> {
    const body = createItContactOptions.write(contact)
    return this.post(path`/organizations/${organizationId}/it_contacts`, body, itContact)
  }

  /**
   * Removes an IT contact. Links that it was sent no longer work.
   *
   * @throws {NotFoundException} where the organization has no such contact.
   * @example
   * await workos.organizations.deleteItContact({ organizationId: 'org_01…', contactId: '…' })
   */
  async deleteItContact({ organizationId, contactId }: DeleteItContactOptions): Promise<void> {
    return this.workos.delete(path`/organizations/${organizationId}/it_contacts/${contactId}`)
  }

  /**
   * Sends an IT contact a link to the Admin Portal.
   *
   * @throws {NotFoundException} where the organization has no such contact.
   * @throws {ConflictException} while an earlier invitation of the organization is open.
   * @example
   * await workos.organizations.inviteItContact({
   *   organizationId: 'org_01…',
   *   contactId: '…',
   *   intents: [ItContactIntent.SSO],
   * })
   */
  async inviteItContact({
    organizationId,
    contactId,
    ...invitation
  }: InviteItContactOptions): Promise<void> {
    const contact = path`/organizations/${organizationId}/it_contacts/${contactId}`
    await this.workos.post(`${contact}/invite`, inviteItContactOptions.write(invitation))
  }

  /**
   * Revokes the invitation of an IT contact.
   *
   * @throws {NotFoundException} where the organization has no such contact.
   * @example
   * await workos.organizations.revokeItContact({ organizationId: 'org_01…', contactId: '…' })
   */
  async revokeItContact({ organizationId, contactId }: RevokeItContactOptions): Promise<void> {
    const contact = path`/organizations/${organizationId}/it_contacts/${contactId}`
    await this.workos.post(`${contact}/revoke`, {})
  }
}
