import { Resource } from '../resource.ts'
import {
  type GenerateLink,
  type GenerateLinkOptions,
  generateLink,
  type PortalLinkResponse,
  portalLink,
} from './portal-link.ts'

/** The pages on which the administrators of an organization set up single sign-on and the like. */
export class AdminPortal extends Resource {
  /**
   * Creates a link to the Admin Portal. Send the administrator there at once, it does not last.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @throws {UnprocessableEntityException} for an intent or a URL that is none.
   * @example
   * const { link } = await workos.adminPortal.generateLink({
   *   organization: 'org_01…',
   *   intent: GenerateLinkIntent.SSO,
   * })
   */
  async generateLink(options: GenerateLinkOptions): Promise<PortalLinkResponse> {
    const body = generateLink.write(options as GenerateLink)
    return this.post('/portal/generate_link', body, portalLink)
  }
}
