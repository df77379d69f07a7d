import { path } from '../../http/path.ts'
import { Resource } from '../resource.ts'
import {
  type CreateOrganizationDomainOptions,
  createOrganizationDomainOptions,
  type OrganizationDomain,
  organizationDomain,
} from './organization-domain.ts'

/** The domains of the application's customers, and the proof that they are theirs. */
export class OrganizationDomains extends Resource {
  /**
   * Reads one domain.
   *
   * @throws {NotFoundException} for an id that is no domain's.
   * @example
   * const { state } = await workos.organizationDomains.getOrganizationDomain('org_domain_01…')
   */
  async getOrganizationDomain(id: string): Promise<OrganizationDomain> {
    return this.get(path`/organization_domains/${id}`, organizationDomain)
  }

  /**
   * Starts to look for the TXT record that proves the domain. The answer may still be `pending`.
   *
   * @throws {BadRequestException} for a domain that cannot be verified.
   * @example
   * await workos.organizationDomains.verifyOrganizationDomain('org_domain_01…')
   */
  async verifyOrganizationDomain(id: string): Promise<OrganizationDomain> {
    return this.post(path`/organization_domains/${id}/verify`, {}, organizationDomain)
  }

  /**
   * Adds a domain to an organization. The answer says which TXT record proves it.
   *
   * @throws {ConflictException} for a domain that an organization has already.
   * @example
   * const { verificationToken } = await workos.organizationDomains.createOrganizationDomain({
   *   organizationId: 'org_01…',
   *   domain: 'example.com',
   * })
   */
  async createOrganizationDomain(
    payload: CreateOrganizationDomainOptions,
  ): Promise<OrganizationDomain> {
    const body = createOrganizationDomainOptions.write(payload)
    return this.post('/organization_domains', body, organizationDomain)
  }

  /**
   * Takes a domain from its organization. This cannot be undone.
   *
   * @throws {NotFoundException} for an id that is no domain's.
   * @example
   * await workos.organizationDomains.deleteOrganizationDomain('org_domain_01…')
   */
  async deleteOrganizationDomain(id: string): Promise<void> {
    return this.workos.delete(path`/organization_domains/${id}`)
  }
}
