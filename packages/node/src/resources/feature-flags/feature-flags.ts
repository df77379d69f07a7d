import type { AutoPaginatable } from '../../http/auto-paginatable.ts'
import { path } from '../../http/path.ts'
import { Resource } from '../resource.ts'
import {
  type AddFlagTargetOptions,
  type FeatureFlag,
  featureFlag,
  type ListFeatureFlagsOptions,
  type ListOrganizationFeatureFlagsOptions,
  type ListUserFeatureFlagsOptions,
  type RemoveFlagTargetOptions,
} from './feature-flag.ts'
import { FeatureFlagsRuntimeClient } from './runtime-client.ts'
import type { RuntimeClientOptions } from './runtime-client-options.ts'

/** Switches that are on for some users or organizations. */
export class FeatureFlags extends Resource {
  /**
   * Lists feature flags, newest first.
   *
   * @throws {UnprocessableEntityException} for a limit outside 1 to 100.
   * @example
   * const flags = await workos.featureFlags.listFeatureFlags()
   */
  async listFeatureFlags(options?: ListFeatureFlagsOptions): Promise<AutoPaginatable<FeatureFlag>> {
    return this.list('/feature-flags', featureFlag, options)
  }

  /**
   * Reads one feature flag.
   *
   * @throws {NotFoundException} for a slug that is no feature flag's.
   * @example
   * const { enabled } = await workos.featureFlags.getFeatureFlag('new-billing')
   */
  async getFeatureFlag(slug: string): Promise<FeatureFlag> {
    return this.get(path`/feature-flags/${slug}`, featureFlag)
  }

  /**
   * Switches a feature flag on, for its targets or by its default value.
   *
   * @throws {NotFoundException} for a slug that is no feature flag's.
   * @example
   * await workos.featureFlags.enableFeatureFlag('new-billing')
   */
  async enableFeatureFlag(slug: string): Promise<FeatureFlag> {
    return this.put(path`/feature-flags/${slug}/enable`, {}, featureFlag)
  }

  /**
   * Switches a feature flag off for everybody.
   *
   * @throws {NotFoundException} for a slug that is no feature flag's.
   * @example
   * await workos.featureFlags.disableFeatureFlag('new-billing')
   */
  async disableFeatureFlag(slug: string): Promise<FeatureFlag> {
    return this.put(path`/feature-flags/${slug}/disable`, {}, featureFlag)
  }

  /**
   * Switches a feature flag on for one user or organization.
   *
   * @throws {NotFoundException} for a flag or a target that does not exist.
   * @example
   * await workos.featureFlags.addFlagTarget({ slug: 'new-billing', targetId: 'org_01…' })
   */
  async addFlagTarget({ slug, targetId }: AddFlagTargetOptions): Promise<void> {
    await this.workos.post(path`/feature-flags/${slug}/targets/${targetId}`, {})
  }

  /**
   * Gives one user or organization the default value of a feature flag again.
   *
   * @throws {NotFoundException} for a flag or a target that does not exist.
   * @example
   * await workos.featureFlags.removeFlagTarget({ slug: 'new-billing', targetId: 'org_01…' })
   */
  async removeFlagTarget({ slug, targetId }: RemoveFlagTargetOptions): Promise<void> {
    return this.workos.delete(path`/feature-flags/${slug}/targets/${targetId}`)
  }

  /**
   * Lists the feature flags that are on for an organization.
   *
   * @throws {NotFoundException} for an id that is no organization's.
   * @example
   * const flags = await workos.featureFlags.listOrganizationFeatureFlags({
   *   organizationId: 'org_01…',
   * })
   */
  async listOrganizationFeatureFlags({
    organizationId,
    ...page
  }: ListOrganizationFeatureFlagsOptions): Promise<AutoPaginatable<FeatureFlag>> {
    return this.list(path`/organizations/${organizationId}/feature-flags`, featureFlag, page)
  }

  /**
   * Lists the feature flags that are on for a user.
   *
   * @throws {NotFoundException} for an id that is no user's.
   * @example
   * const flags = await workos.featureFlags.listUserFeatureFlags({ userId: 'user_01…' })
   */
  async listUserFeatureFlags({
    userId,
    ...page
  }: ListUserFeatureFlagsOptions): Promise<AutoPaginatable<FeatureFlag>> {
    return this.list(path`/user_management/users/${userId}/feature-flags`, featureFlag, page)
  }

  /**
   * Keeps all feature flags at hand and asks for them again from time to time, so that the
   * application decides without a request. Starts at once; `close()` ends it.
   *
   * @example
   * const flags = workos.featureFlags.createRuntimeClient()
   * flags.on('error', (error) => log.warn(error))
   * await flags.waitUntilReady({ timeoutMs: 2000 })
   * if (flags.isEnabled('new-billing', { user: { id: 'user_01…' } })) showNewBilling()
   */
  createRuntimeClient(options?: RuntimeClientOptions): FeatureFlagsRuntimeClient {
    return new FeatureFlagsRuntimeClient(this.workos, options)
  }
}
