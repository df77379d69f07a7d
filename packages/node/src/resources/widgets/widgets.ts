import { Resource } from '../resource.ts'
import {
  type CreateTokenOptions,
  createTokenOptions,
  type WidgetSessionTokenResponse,
  widgetSessionToken,
} from './widget-token.ts'

/** Parts of pages that show and manage an organization. */
export class Widgets extends Resource {
  /**
   * Issues the token with which a widget acts for a user of an organization.
   *
   * @throws {NotFoundException} for an organization or a user that does not exist.
   * @throws {UnprocessableEntityException} for a scope that the user does not have.
   * @example
   * const { token } = await workos.widgets.createToken({
   *   organizationId: 'org_01…',
   *   userId: 'user_01…',
   *   scopes: ['widgets:users-table:manage'],
   * })
   */
  async createToken(options: CreateTokenOptions): Promise<WidgetSessionTokenResponse> {
    return this.post('/widgets/token', createTokenOptions.write(options), widgetSessionToken)
  }
}
